// What a story is handed.
import type { Page } from 'playwright-core';
import type { Language } from '../../../lib/phrases/index.ts';
import type { TestWorld } from '../world.ts';

export type Stage = {
  readonly page: Page;
  readonly world: TestWorld;
  /** The portal's address. */
  readonly portal: string;
  readonly language: Language;
  /** Another browser: other cookies, the same language. */
  readonly elsewhere: () => Promise<Page>;
};

/** Registers a story. */
export type Tell = (name: string, run: (stage: Stage) => Promise<void>) => void;
