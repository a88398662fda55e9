// Stories told in running worlds, once in each language; at the end every page of their tables was seen, and none has a fault that axe knows.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faults } from './accessibility.ts';
import { launch, ownBrowser } from './chromium.ts';
import { compare, keyOf, type PageRow, type Visit, type Visits } from './coverage.ts';
import type { Tell } from './stories/tell.ts';
import { heaviest, weightOf } from './weight.ts';
import { type TestWorld, testWorld } from './world.ts';

/** Every language in a world of its own: one as `npm start` has it, the other all over TLS as `eszig up --https` has it. */
const settings = [
  { language: 'hu', https: false },
  { language: 'en', https: true },
] as const;

/**
 * Declares the tests of a file: each story in both languages, in one browser and one world a language, then the pages that were seen. The
 * stories of a file show exactly the pages of its `tables` and, on the way there, those of `passing`, which other files show completely.
 */
export function tellInWorlds(
  { tables, passing = [] }: { readonly tables: readonly PageRow[]; readonly passing?: readonly PageRow[] },
  stories: (tell: Tell) => void,
): void {
  const visits: Visits = new Map();
  const opened = new AsyncDisposableStack();
  let browser: Browser;

  beforeAll(async () => {
    browser = opened.adopt(await launch(), (running) => running.close());
  });

  afterAll(() => opened.disposeAsync());

  describe.each(settings)('in $language, https: $https', ({ language, https }) => {
    let world: TestWorld;
    let ahead = 0;

    beforeAll(async () => {
      world = opened.use(await testWorld(https, () => Date.now() + ahead));
    });

    stories((name, run) =>
      test(name, { timeout: 120_000 }, async () => {
        const open = () => ownBrowser(browser, language, visits, { ignoreTls: https });
        const contexts = [await open()];
        const elsewhere = async () => {
          const other = await open();
          contexts.push(other);
          return other.newPage();
        };
        try {
          const page = await (contexts[0] as (typeof contexts)[0]).newPage();
          const later = (milliseconds: number) => {
            ahead += milliseconds;
          };
          await run({ page, world, portal: world.addresses.portal, language, elsewhere, later });
        } finally {
          for (const context of contexts) await context.close();
          await world.repair();
        }
      }),
    );
  });

  test('every page of every table was seen in every state and language, and no other', () => {
    const languages = settings.map(({ language }) => language);
    const { missing, unknown } = compare(tables, visits, languages);
    const known = compare(passing, visits, languages).unknown;
    expect({ missing, unknown: unknown.filter((key) => known.includes(key)) }).toEqual({ missing: [], unknown: [] });
  });

  test('no page that was seen has a fault that axe knows, or needs scrolling sideways on the narrowest phone', {
    timeout: 300_000,
  }, async () => {
    const seen = [...visits.values()].filter(({ page }) => tables.some(({ id }) => id === page));
    const hungarian = seen.filter(({ language }) => language === 'hu');
    const oneOfEach = (some: typeof seen, kind = ({ page }: Visit) => page) => [
      ...new Map(some.map((visit) => [kind(visit), visit])).values(),
    ];
    // Of the pages of one app's failures one stands for all: they differ in their sentences only.
    const kinds = oneOfEach(hungarian, ({ page, state }) => `${page} ${state.includes('.') ? 'failure' : state}`);
    const english = oneOfEach(seen.filter(({ language }) => language === 'en'));
    const dark = new Set(oneOfEach(hungarian));
    expect(await faults(browser, [...new Set([...kinds, ...dark, ...english])], (visit) => dark.has(visit))).toEqual([]);
  });

  test('no page that was seen weighs more than 60 kB compressed, with its style and its scripts', () => {
    const heavy = [...visits.values()].filter((visit) => weightOf(visit) > heaviest).map(keyOf);
    expect(heavy).toEqual([]);
  });
}
