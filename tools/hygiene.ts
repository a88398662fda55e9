// What no file of the project may hold: the host of a package registry, a path of the machine it was written on, a private key.

interface Rule {
  readonly what: string;
  readonly pattern: RegExp;
}

const rules: readonly Rule[] = [
  { what: 'the address of a package in a lockfile', pattern: /"resolved":\s*"/ },
  {
    what: 'the host of a package registry',
    pattern: /registry\.(npmjs|yarnpkg|npmmirror)|\/artifactory\/|\/\/npm\.pkg\./,
  },
  { what: 'a home folder of somebody', pattern: /\/home\/[a-z]+\/|\/Users\/[A-Za-z]+\/|\/root\/|C:\\Users/ },
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/=]/ },
  { what: 'work put off', pattern: /\b(TODO|FIXME|XXX)\b/ },
];

/** What is wrong with a file's text: one line each, with the line number. The files of this check itself name what they look for. */
export function dirt(file: string, text: string): string[] {
  if (/^tools\/hygiene\./.test(file)) return [];
  return rules.flatMap(({ what, pattern }) => {
    const at = text.search(pattern);
    return at < 0 ? [] : [`${file}:${text.slice(0, at).split('\n').length} holds ${what}`];
  });
}
