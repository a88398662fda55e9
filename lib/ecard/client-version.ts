// The lowest version of a client that an eID server speaks with. The standards leave no field for it, so it is the minor of the last word: any other
// client takes it for an error of the server as any minor that it does not know. TR-03112-7 2.6, TR-03124-1 2.5.4.
import type { Result } from '../xml/index.ts';
import type { Version } from './start-paos.ts';

const minorPrefix = 'urn:eszig:resultminor:newer-client-needed:';

/** `major.minor.subminor`, three numbers of at most five digits each; `undefined` for any other text. */
export function parseVersion(text: string): Version | undefined {
  const found = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})$/.exec(text);
  return found === null ? undefined : { major: Number(found[1]), minor: Number(found[2]), subminor: Number(found[3]) };
}

export function versionText({ major, minor, subminor }: Version): string {
  return `${major}.${minor}.${subminor}`;
}

export function isOlder(version: Version, lowest: Version): boolean {
  const [part] = (['major', 'minor', 'subminor'] as const).filter((name) => version[name] !== lowest[name]);
  return part !== undefined && version[part] < lowest[part];
}

/** The Result that tells a client that it is too old, and which version will do. */
export function newerClientNeeded(lowest: Version): Result {
  const version = versionText(lowest);
  return { major: 'error', minor: minorPrefix + version, message: `the client must be of version ${version} or newer` };
}

/** The version that will do, when that is what a Result says. */
export function neededVersion({ major, minor }: Result): Version | undefined {
  return major === 'error' && minor?.startsWith(minorPrefix) ? parseVersion(minor.slice(minorPrefix.length)) : undefined;
}
