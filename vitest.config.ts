// The test projects: what each job of `npm test` runs. A file's place and ending say which one it belongs to.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest file begins first, so that nothing waits for it alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith('e2e/browser/stories.test.ts'));
    return (await super.sort(files)).toSorted((a, b) => isLong(b) - isLong(a));
  }
}

const globalSetup = ['io/store/testing/run.ts'];
/** Every core, where Vitest would leave one out. */
const maxWorkers = '100%';
const project = (name: string, include: string[], extra: object = {}) => ({ test: { name, include, globalSetup, ...extra } });

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      project('unit', ['{lib,io,apps,cli,world,tools}/**/*.test.ts'], {
        maxWorkers,
        // One process for many files, so that what they have in common is loaded once: no file may leave anything behind.
        isolate: false,
        exclude: ['**/*.{vectors,property,interop}.test.ts', '**/node_modules/**'],
        // A busy computer makes no test red.
        testTimeout: 30_000,
        hookTimeout: 60_000,
      }),
      project('vectors', ['{lib,io}/**/*.vectors.test.ts']),
      project('property', ['{lib,io,apps,world}/**/*.property.test.ts'], { testTimeout: 120_000, maxWorkers }),
      project('interop', ['{io,apps,e2e}/**/*.interop.test.ts'], { testTimeout: 180_000, fileParallelism: false }),
      project('e2e', ['e2e/{stories,conformance}/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2 }),
      // Each file has worlds and a browser of its own; two at a time, since people and servers mostly wait for each other.
      project('browser', ['e2e/browser/**/*.test.ts'], { testTimeout: 180_000, hookTimeout: 180_000, maxWorkers: 2 }),
    ],
  },
});
