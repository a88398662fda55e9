// What the documents promise, compared with the tree: paths exist, the road has its files at both ends, every error code is explained.

/** A path in backticks that is not in the project. What looks like one: a ring or `docs`, `tools`, `vectors` before a slash. */
export function missingPaths(text: string, files: readonly string[]): string[] {
  const exists = (path: string) => files.some((file) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`));
  const named = [...text.matchAll(/`((?:lib|io|apps|cli|e2e|world|vectors|docs|tools)\/[^`\s{}<>*…]*)`/g)].map(([, path = '']) => path);
  return [...new Set(named)].filter((path) => !exists(path));
}

/** Links of a Markdown file to files beside it that do not exist. `file` is its path from the root. */
export function deadLinks(file: string, text: string, files: readonly string[]): string[] {
  const folder = file.split('/').slice(0, -1);
  const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => {
    const path = [...folder];
    for (const step of target.split('/')) {
      if (step === '..') path.pop();
      else if (step !== '.') path.push(step);
    }
    const found = path.join('/').replace(/\/$/, '');
    return !files.some((known) => known === found || known.startsWith(`${found}/`));
  });
}

/** One hop as docs/login.md tells it: a heading `## 2 · use-id` and below it the files of both ends in backticks. */
export interface Told {
  readonly message: string;
  readonly files: readonly string[];
}

export function hopsTold(text: string): Told[] {
  return text
    .split(/^## (?=\d+ · )/m)
    .slice(1)
    .map((section) => ({
      message: /^\d+ · ([a-z0-9-]+)/.exec(section)?.[1] ?? '',
      files: [...section.matchAll(/`((?:apps|world)\/[^`\s]+\.ts)`/g)].map(([, file = '']) => file),
    }));
}

/** Hops whose ends do not both have a file of the message's name; and messages with a file at both ends that are not told. */
export function roadFaults(told: readonly Told[], files: readonly string[]): string[] {
  const stem = (file: string) => file.split('/').at(-1)?.replace(/\.ts$/, '') ?? '';
  const app = (file: string) => file.split('/').slice(0, 2).join('/');
  const faults = told.flatMap(({ message, files: named }) => {
    const ends = new Set(named.filter((file) => stem(file) === message && files.includes(file)).map(app));
    return ends.size >= 2 ? [] : [`${message}: ${ends.size} of two ends have a file of that name`];
  });
  const byName = Map.groupBy(
    files.filter((file) => /^(apps|world)\/[^/]+\/login\/[a-z0-9-]+\.ts$/.test(file) && !['index', 'routes'].includes(stem(file))),
    stem,
  );
  const untold = [...byName].filter(([name, at]) => new Set(at.map(app)).size > 1 && !told.some(({ message }) => message === name));
  return [...faults, ...untold.map(([name]) => `${name}: at both ends, but not told`)];
}

/** Codes without a line of their own (`- \`code\` …`), lines whose code is none, and lines that say something else than the record. */
export function errorFaults(text: string, told: Readonly<Record<string, string>>): string[] {
  const lines = new Map([...text.matchAll(/^- `([a-z0-9.-]+)` (.*)$/gm)].map(([, code = '', rest = '']) => [code, rest]));
  const missing = Object.keys(told).filter((code) => !lines.has(code));
  const strange = [...lines.keys()].filter((code) => !Object.hasOwn(told, code));
  const different = Object.entries(told).filter(([code, sentence]) => lines.has(code) && lines.get(code) !== sentence);
  return [
    ...missing.map((code) => `${code} has no line`),
    ...strange.map((code) => `${code} is no code`),
    ...different.map(([code]) => `${code} is told differently`),
  ];
}

/** What a pattern finds in a text, each once, sorted. */
export function namesIn(text: string, pattern: RegExp): string[] {
  return [...new Set(text.match(pattern))].sort();
}

/** Words of the glossary's last column that are no name in the code: paths are another check's. */
export function unknownNames(glossary: string, code: string): string[] {
  const words = new Set(code.match(/\w+/g));
  const cells = glossary.split('\n').flatMap((line) => /\| ([^|]*) \|$/.exec(line)?.[1] ?? []);
  const named = cells.flatMap((cell) => [...cell.matchAll(/`([\w.()]+)`/g)].map(([, name = '']) => name));
  return named.filter((name) => !words.has(/\w+/.exec(name)?.[0] ?? ''));
}

/** Decisions that the index does not link to. */
export function unlistedDecisions(index: string, files: readonly string[]): string[] {
  const pages = files.filter((file) => /^docs\/decisions\/.+\.md$/.test(file) && !file.endsWith('/README.md'));
  return pages.filter((page) => !index.includes(`](${page.replace('docs/decisions/', '')})`));
}

/** One need of docs/mission.md: a row of its table, with the pages that serve it in backticks and the stories that show it in quotes. */
export interface Need {
  readonly sentence: string;
  readonly pages: readonly string[];
  readonly stories: readonly string[];
}

export function needsTold(text: string): Need[] {
  const rows = text.split('\n').filter((line) => /^\| \d+ \|/.test(line));
  return rows.map((row) => {
    const [, , sentence = '', pages = '', stories = ''] = row.split('|').map((cell) => cell.trim());
    return {
      sentence,
      pages: [...pages.matchAll(/`([^`]+)`/g)].map(([, page = '']) => page),
      stories: [...stories.matchAll(/"([^"]+)"/g)].map(([, story = '']) => story),
    };
  });
}

/** Needs that no page serves or no story shows, pages that no table names, stories that nobody tells. */
export function needFaults(needs: readonly Need[], pageTables: string, tests: string): string[] {
  return needs.flatMap(({ sentence, pages, stories }) => [
    ...(pages.length === 0 ? [`no page: ${sentence}`] : []),
    ...(stories.length === 0 ? [`no story: ${sentence}`] : []),
    ...pages.filter((page) => !pageTables.includes(`id: '${page}'`)).map((page) => `no such page: ${page}`),
    ...stories.filter((story) => !tests.includes(story)).map((story) => `no such story: ${story}`),
  ]);
}
