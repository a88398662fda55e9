// What the guide is opened with: the operator's files, read again when they change.
import { type Reloading, reloading } from '../../../io/keys/index.ts';
import type { Logger } from '../../../io/log/index.ts';
import { type GovernmentWindows, governmentWindows } from '../../../lib/government-window/index.ts';
import { type Downloads, openDownloads } from './downloads.ts';
import { type Notice, notices } from './notices.ts';

export type GuideFiles = {
  /** JSON of `lib/government-window/`. */
  readonly windowsFile: string;
  /** JSON of `notices.ts`. */
  readonly noticesFile: string;
  readonly downloadsFolder: string;
  /** Where the client of a visitor's computer listens. */
  readonly clientAddress: string;
};

export type Guide = {
  readonly windows: Pick<Reloading<GovernmentWindows>, 'value'>;
  readonly notices: Pick<Reloading<readonly Notice[]>, 'value'>;
  readonly downloads: Downloads;
  readonly clientAddress: string;
};

const look = 10_000;

/** Throws what zod finds wrong in a file at the start; a later change that is wrong is logged, and what was read before stays. */
export async function openGuide(files: GuideFiles, log: Logger): Promise<Guide & Disposable> {
  using stack = new DisposableStack();
  const json = (octets: Uint8Array | undefined) => JSON.parse(Buffer.from(octets ?? []).toString('utf8'));
  const windows = stack.use(await reloading([files.windowsFile], ([octets]) => governmentWindows.parse(json(octets)), look, log));
  const published = stack.use(await reloading([files.noticesFile], ([octets]) => notices.parse(json(octets)), look, log));
  const owned = stack.move();
  return {
    windows,
    notices: published,
    downloads: openDownloads(files.downloadsFolder),
    clientAddress: files.clientAddress,
    [Symbol.dispose]: () => owned.dispose(),
  };
}
