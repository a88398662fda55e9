// Which pages a browser has shown: page × state × language, told by every page itself, and compared with the tables of the apps.
import type { BrowserContext } from 'playwright-core';

/** A row of an app's page table. */
export type PageRow = { readonly id: string; readonly states: readonly string[] };

/** One page as it was shown: where, and what was in it. */
export type Visit = {
  readonly page: string;
  readonly state: string;
  readonly language: string;
  readonly url: string;
  readonly html: string;
};

/** The name that a visit is counted under. */
export const keyOf = ({ page, state, language }: Pick<Visit, 'page' | 'state' | 'language'>) => `${page} ${state} ${language}`;

/** Visits by key: the first of each is kept. */
export type Visits = Map<string, Visit>;

/** Has every page of a context report itself as soon as it is there, and again whenever it changes its state. */
export async function record(context: BrowserContext, visits: Visits): Promise<void> {
  await context.exposeBinding('eszigVisited', (_source, visit: Visit) => {
    if (!visits.has(keyOf(visit))) visits.set(keyOf(visit), visit);
  });
  await context.addInitScript(reportSelf);
}

/** Runs in the page, before its own scripts. */
function reportSelf(): void {
  const scope = globalThis as unknown as {
    document: {
      documentElement: { lang: string; dataset: Record<string, string>; outerHTML: string };
      readyState: string;
      addEventListener(name: string, call: () => void): void;
    };
    location: { href: string };
    MutationObserver: new (call: () => void) => { observe(target: unknown, options: object): void };
    eszigVisited(visit: object): void;
  };
  const report = () => {
    const root = scope.document.documentElement;
    const { page, state } = root.dataset;
    if (page !== undefined) scope.eszigVisited({ page, state, language: root.lang, url: scope.location.href, html: root.outerHTML });
  };
  // When the document was read, and before its modules run: a page may leave at once.
  scope.document.addEventListener('readystatechange', () => {
    if (scope.document.readyState !== 'interactive') return;
    report();
    new scope.MutationObserver(report).observe(scope.document.documentElement, { attributeFilter: ['data-state'] });
  });
}

/** What the tables name and nobody has seen, and what was seen and no table names. */
export function compare(
  tables: readonly PageRow[],
  visits: Visits,
  languages: readonly string[],
): { missing: string[]; unknown: string[] } {
  const named = tables.flatMap(({ id, states }) =>
    states.flatMap((state) => languages.map((language) => keyOf({ page: id, state, language }))),
  );
  return { missing: named.filter((key) => !visits.has(key)), unknown: [...visits.keys()].filter((key) => !named.includes(key)) };
}
