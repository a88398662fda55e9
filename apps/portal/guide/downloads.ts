// The versions of eSzig Kliens that lie in the operator's folder, with their checksums: a file is published by putting it there under its name.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The name that the build gives: version, system, processor. */
const named = /^eszig-kliens-(\d+\.\d+\.\d+)-(linux|windows|macos)-(x64|arm64)(\.exe)?$/;

export type Download = {
  readonly file: string;
  readonly version: string;
  readonly system: 'linux' | 'windows' | 'macos';
  readonly processor: 'x64' | 'arm64';
  /** Octets. */
  readonly size: number;
  /** SHA-256, hexadecimal. */
  readonly checksum: string;
};

export type Downloads = {
  /** Newest version first. */
  list(): Promise<readonly Download[]>;
  /** Where a file of the list lies; nothing for any other name. */
  path(file: string): Promise<string | undefined>;
};

/** What is in a folder; nothing when there is no folder. A checksum is computed once for each state of a file. */
export function openDownloads(folder: string): Downloads {
  const known = new Map<string, { readonly state: string; readonly checksum: string }>();
  const checksumOf = async (file: string, state: string) => {
    const found = known.get(file);
    if (found?.state === state) return found.checksum;
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, file)), hash);
    const checksum = hash.digest('hex');
    known.set(file, { state, checksum });
    return checksum;
  };
  const list = async () => {
    const names = await readdir(folder).catch(() => []);
    const found = await Promise.all(
      names.map(async (file): Promise<Download | undefined> => {
        const [, version, system, processor] = named.exec(file) ?? [];
        const entry = version === undefined ? undefined : await stat(join(folder, file));
        if (version === undefined || entry?.isFile() !== true) return undefined;
        const checksum = await checksumOf(file, `${entry.mtimeMs} ${entry.size}`);
        return {
          file,
          version,
          system: system as Download['system'],
          processor: processor as Download['processor'],
          size: entry.size,
          checksum,
        };
      }),
    );
    const order = new Intl.Collator('en', { numeric: true });
    return found.filter((one) => one !== undefined).sort((a, b) => order.compare(b.version, a.version) || order.compare(a.file, b.file));
  };
  return {
    list,
    path: async (file) => ((await list()).some((one) => one.file === file) ? join(folder, file) : undefined),
  };
}
