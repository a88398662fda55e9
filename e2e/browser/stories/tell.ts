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
  /** Moves the clock of the whole world on, by milliseconds. */
  readonly later: (milliseconds: number) => void;
};

/** Registers a story. */
export type Tell = (name: string, run: (stage: Stage) => Promise<void>) => void;
