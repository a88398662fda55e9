// One sign-in at a time: who may begin one, and what becomes of the one before.
import type { CompleteConfig } from './config.ts';
import { type Destination, type Means, mapAddress, type Reception, signIn } from './login/index.ts';
import { createSitting, type Sitting } from './window/sitting.ts';

export interface OwnedReception extends Reception, AsyncDisposable {
  /** Puts an explanation away that was read. */
  discard(sitting: Sitting): void;
}

/** @param openAddress where a window of its own posts its secret; known only when the port is */
export function createReception(config: CompleteConfig, means: Omit<Means, 'holder'>, openAddress: () => string): OwnedReception {
  let current: Sitting | undefined;
  let busy = false;
  const begun: number[] = [];

  function mayBegin(): boolean {
    const now = performance.now();
    while (begun[0] !== undefined && now - begun[0] > 60_000) begun.shift();
    return begun.length < config.activationsPerMinute && begun.push(now) > 0;
  }

  async function run(tcTokenUrl: string, sitting: Sitting): Promise<void> {
    const destination = await signIn(tcTokenUrl, { ...means, holder: sitting.dialogue }).catch((thrown: unknown): Destination => {
      means.log.error('sign-in failed', {}, thrown);
      return { kind: 'page', code: 'internal' };
    });
    busy = false;
    sitting.end(mapped(destination));
  }

  function mapped(destination: Destination): Destination {
    if (destination.kind !== 'redirect') return destination;
    return { ...destination, address: mapAddress(destination.address, config.addressTwins) };
  }

  return {
    get current() {
      return current;
    },
    get busy() {
      return busy;
    },
    begin(tcTokenUrl, language) {
      if (!mayBegin()) return undefined;
      void current?.[Symbol.asyncDispose]();
      const { window, demonstration } = config;
      current = createSitting({ window, demonstration, language, openAddress: openAddress(), log: means.log });
      busy = true;
      void run(tcTokenUrl, current);
      return current;
    },
    async abandon() {
      current?.dialogue.cancel();
      await current?.ended;
    },
    discard(sitting) {
      void sitting[Symbol.asyncDispose]();
      if (current === sitting && !busy) current = undefined;
    },
    async [Symbol.asyncDispose]() {
      current?.dialogue.cancel();
      await current?.[Symbol.asyncDispose]();
    },
  };
}
