// How far a run of tests is, told to the process that started it.
import { relative } from 'node:path';
import type { Reporter, TestModule, TestSpecification } from 'vitest/node';

/** Files of tests: ended, in all, and by their path those that run. */
export interface Progress {
  readonly done: number;
  readonly all: number;
  readonly running: readonly string[];
}

export default class ProgressReporter implements Reporter {
  private done = 0;
  private all = 0;
  private readonly running = new Set<string>();

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.all = specifications.length;
  }

  onTestModuleStart({ moduleId }: TestModule): void {
    this.running.add(relative('.', moduleId));
    this.tell();
  }

  onTestModuleEnd({ moduleId }: TestModule): void {
    this.running.delete(relative('.', moduleId));
    this.done++;
    this.tell();
  }

  private tell(): void {
    process.send?.({ done: this.done, all: this.all, running: [...this.running] } satisfies Progress);
  }
}
