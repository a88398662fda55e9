// One sign-in at a time: who may begin one, and what becomes of the one before.
import type { CompleteConfig } from './config.ts';
import { type Destination, type Means, mapAddress, type Reception, signIn } from './login/index.ts';
import type { Own } from './own/index.ts';
import { visitCodes } from './pin/visit.ts';
import type { View } from './window/dialogue.ts';
import type { WindowActions } from './window/routes.ts';
import { createSitting, type Sitting } from './window/sitting.ts';

export interface OwnedReception extends Reception, WindowActions, AsyncDisposable {}

/** Pages about the codes of a card at which nothing is under way: a sign-in need not wait for whoever has left one of them open. */
const restsAt: ReadonlySet<View['page']> = new Set<View['page']>(['card-home', 'which-code', 'card-result', 'card-check']);

/** Pages after the end of a sign-in: the window may be looked around in. */
const isOver: ReadonlySet<View['page']> = new Set<View['page']>(['result', 'closed']);

/** @param openAddress where a window of its own posts its secret; known only when the port is */
export function createReception(config: CompleteConfig, means: Omit<Means, 'holder'>, own: Own, openAddress: () => string): OwnedReception {
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
    if (current === sitting) busy = false;
    means.log.info('sign-in ended', { outcome: destination.code ?? 'done' });
    sitting.end(mapped(destination));
  }

  /** The codes of the card, in a window of their own or after a sign-in that they have stopped. */
  async function care(sitting: Sitting, task?: 'activate' | 'unblock'): Promise<void> {
    busy = true;
    await visitCodes(sitting.dialogue.pin, { readers: means.readers, log: means.log, last: () => own.last }, task).catch(
      (thrown: unknown) => means.log.error('card care failed', {}, thrown),
    );
    if (current === sitting) busy = false;
    sitting.end(sitting.destination ?? { kind: 'page', code: 'user.cancelled' });
  }

  function sit(asked: Sitting['language'], view = '/window'): Sitting {
    const { language = asked } = own.settings.current;
    current?.dialogue.leave();
    void current?.[Symbol.asyncDispose]();
    const { window, demonstration } = config;
    current = createSitting({ window, demonstration, language, view, openAddress: openAddress(), log: means.log });
    return current;
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
      return busy && !(current !== undefined && restsAt.has(current.dialogue.view.page));
    },
    begin(tcTokenUrl, language) {
      if (!mayBegin()) return undefined;
      const sitting = sit(language);
      busy = true;
      means.log.info('sign-in begun');
      void run(tcTokenUrl, sitting);
      return sitting;
    },
    beginCare(language, view) {
      if (!mayBegin()) return undefined;
      const sitting = sit(language, view);
      void care(sitting);
      return sitting;
    },
    isAtRest: ({ dialogue: { view } }) => restsAt.has(view.page) || isOver.has(view.page),
    goOnToCodes: (sitting, task) => void (busy || care(sitting, task)),
    async abandon() {
      current?.dialogue.leave();
      await current?.ended;
    },
    discard(sitting) {
      void sitting[Symbol.asyncDispose]();
      if (current === sitting && !busy) current = undefined;
    },
    async [Symbol.asyncDispose]() {
      current?.dialogue.leave();
      await current?.[Symbol.asyncDispose]();
    },
  };
}
