// The test projects: what each job of `npm test` runs. A file's place and ending say which one it belongs to.
import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], extra: object = {}) => ({ test: { name, include, ...extra } });

export default defineConfig({
  test: {
    projects: [
      project('unit', ['{lib,io,apps,cli,world,tools}/**/*.test.ts'], {
        // Every core, where Vitest would leave one out.
        maxWorkers: '100%',
        exclude: ['**/*.{vectors,property,interop}.test.ts', '**/node_modules/**'],
        // A busy computer makes no test red.
        testTimeout: 30_000,
        hookTimeout: 60_000,
      }),
      project('vectors', ['{lib,io}/**/*.vectors.test.ts']),
      project('property', ['{lib,io,apps,world}/**/*.property.test.ts'], { testTimeout: 120_000 }),
      project('interop', ['{io,apps,e2e}/**/*.interop.test.ts'], { testTimeout: 180_000, fileParallelism: false }),
      project('e2e', ['e2e/{stories,conformance}/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false }),
      project('browser', ['e2e/browser/**/*.test.ts'], { testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false }),
    ],
  },
});
