// The card is pulled at each single command of a sign-in in the window, once before the command was carried out and once after: each time there is a page
// that says so, the card counts what it has to, and the next try signs in.
import { afterAll, expect, test } from 'vitest';
import type { TestCard } from '../../apps/eid-client/testing/card.ts';
import { type Inserted, type Pull, putInto } from '../../apps/eid-client/testing/virtual-card.ts';
import { profiles } from '../../lib/card/index.ts';
import { misbehave, newCard, openTab, service } from '../conformance/client/driver.ts';

afterAll(() => service[Symbol.asyncDispose]());

/** Milliseconds for one sign-in. */
const patience = 20_000;

type Tab = Awaited<ReturnType<typeof openTab>>;

/** Answers what the window asks until it leads on, or explains; what it showed on the way. */
async function walk(tab: Tab, back: () => void): Promise<readonly string[]> {
  const shown: string[] = [];
  let answered = '';
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const { text } = await tab.get('/window');
    if (text.includes('ResultMajor=ok')) return [...shown, 'done'];
    const [, page = '', state = ''] = /data-page="eid-client\.([\w-]+)" data-state="([\w.-]+)"/.exec(text) ?? [];
    const here = `${page} ${state}`;
    if (shown.at(-1) !== here) shown.push(here);
    if (page === 'result') return shown;
    if (page === 'waiting') back();
    const form = /name="form" value="(\d+)"/.exec(text)?.[1] ?? '';
    if (form !== '' && form !== answered && (page === 'permission' || page === 'pin')) {
      answered = form;
      await tab.fill(text, page === 'pin' ? { code: '123456' } : { right: 'readDg4' });
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`stays at ${shown.join(', ')}`);
}

function card(): TestCard {
  const made = newCard();
  made.card = { ...made.card, atr: profiles.hungarian.generations['2024'].atr };
  service.chipKey = made.chipKey;
  return made;
}

/** A card that is put where another has just lain: a reader that has not noticed yet sends it away once more. */
async function lay(made: TestCard, port: number, pull?: Pull): Promise<Inserted> {
  const inserted = await putInto(made, port, pull);
  const sentAway = await Promise.race([inserted.removed.then(() => true), new Promise<false>((resolve) => setTimeout(resolve, 50, false))]);
  return sentAway ? lay(made, port, pull) : inserted;
}

const triesOf = ({ card: { passwords } }: TestCard) => passwords.pin.triesLeft;

/** One whole sign-in, and the commands that the card got for it. */
async function commandsOf(tab: Tab): Promise<number> {
  const inserted = await lay(card(), tab.readerPort);
  await tab.activate();
  expect((await walk(tab, () => undefined)).at(-1)).toBe('done');
  await inserted.remove();
  return inserted.commands;
}

test.each([
  ['before', false],
  ['after', true],
])(
  'pulled %s each command of a sign-in: a page, a card in its right state, and the next try signs in',
  { timeout: 300_000 },
  async (_, carriedOut) => {
    misbehave();
    await using tab = await openTab();
    const commands = await commandsOf(tab);
    expect(commands).toBeGreaterThan(15);
    for (let at = 1; at <= commands; at++) {
      const pulled = card();
      const insertion = await lay(pulled, tab.readerPort, { at, carriedOut });
      await tab.activate();
      let again: Promise<Inserted> | undefined;
      const putBack = () => {
        again ??= insertion.removed.then(() => lay(pulled, tab.readerPort));
      };
      const shown = await walk(tab, () => insertion.commands >= at && putBack());
      // Before there was anything to lose the sign-in waits for the card and goes on; after that it says that the card was removed.
      const page = shown.find((one) => one === 'waiting card.none' || one === 'result card.removed');
      expect([at, page, shown.at(-1)]).toEqual([
        at,
        page === 'waiting card.none' ? page : 'result card.removed',
        page === 'waiting card.none' ? 'done' : 'result card.removed',
      ]);
      expect([at, triesOf(pulled) >= 2]).toEqual([at, true]);
      await insertion.removed;
      putBack();
      const lying = (await again) as Inserted;
      await tab.activate();
      expect([at, (await walk(tab, () => undefined)).at(-1), triesOf(pulled)]).toEqual([at, 'done', 3]);
      await lying.remove();
    }
  },
);
