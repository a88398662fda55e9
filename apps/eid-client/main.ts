// eSzig Kliens as a process: reads its configuration, opens readers and its port, and signs people in one at a time.
import { readFile } from 'node:fs/promises';
import { createCryptography } from '../../io/crypto/index.ts';
import { type HttpErrorCode, type Listening, listen } from '../../io/http/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { hostPace, joinReaders, openPcscReaders, openVirtualReader, type Readers } from '../../io/reader/index.ts';
import type { RecordHop } from '../../io/road/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import { parseCertificate } from '../../lib/cvc/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';
import { EidClientConfig } from './config.ts';
import { withoutCoreDumps } from './core-dumps.ts';
import { removeLeftovers, usersFolder } from './data-folder.ts';
import { localServer } from './local-server.ts';
import type { Means } from './login/index.ts';
import { type Own, openOwn } from './own/index.ts';
import { connectPaos } from './paos.ts';
import { openPinPad } from './pin-pad/open.ts';
import { createReception } from './reception.ts';
import { openTrust } from './trust/trust.ts';
import { startReporting } from './workstation/report.ts';

export { EidClientConfig as configuration } from './config.ts';

export interface EidClient extends AsyncDisposable {
  readonly port: number;
  /** Where cards connect to, when there is a virtual reader. */
  readonly readerPort?: number;
  /** The same of the PIN-pad reader, and where it is drawn. */
  readonly pinPad?: { readonly port: number; readonly pagePort: number };
}

/** Starts the client. `client.port-taken` (fact `port`) when another program has its port or the one of its virtual reader. */
export async function start(
  input: EidClientConfig,
  effects: { readonly log: Logger; readonly clock: Clock; readonly road: RecordHop },
): Promise<EidClient> {
  const config = EidClientConfig.parse(input);
  withoutCoreDumps();
  await using opened = new AsyncDisposableStack();
  const cryptography = createCryptography();
  const folder = config.dataFolder ?? usersFolder();
  await removeLeftovers(folder);
  const trusted = (await Promise.all(config.trust.map((file) => readFile(file)))).map((octets) => parseCertificate(octets));
  const trust = await openTrust(trusted, { cryptography, folder, now: effects.clock(), log: effects.log });
  const pace = hostPace(cryptography);
  const kinds: Readers[] = [];
  const pcsc = config.pcsc ? opened.use(openPcscReaders({ pace })) : undefined;
  if (pcsc !== undefined) kinds.push(pcsc);
  const { virtualReader } = config;
  const opening = virtualReader && openVirtualReader({ host: '127.0.0.1', ...virtualReader, pace });
  const virtual = opening && opened.use(await opening.catch((cause: unknown) => Promise.reject(portTaken(cause, virtualReader.port))));
  if (virtual !== undefined) kinds.push(virtual);
  const pinPad = config.virtualReader?.pinPad && opened.use(await openPinPad(config.virtualReader.pinPad, pace));
  if (pinPad !== undefined) kinds.push(pinPad.readers);
  const own = opened.use(
    await openOwn({
      config,
      path: folder,
      readers: joinReaders(...kinds),
      driver: () => pcsc?.service ?? 'not-used',
      trust,
      clock: effects.clock,
      log: effects.log,
    }),
  );
  opened.use(logReaders(own));
  const { log } = own.journal;
  const means: Omit<Means, 'holder'> = {
    readers: own.usable,
    cryptography,
    clock: effects.clock,
    computerClock: Date.now,
    record: (hop) => {
      log.debug(hop.hop, { from: hop.from, to: hop.to, milliseconds: Math.round(hop.milliseconds) });
      effects.road(hop);
    },
    log,
    trace: own.notice,
    trust,
    connect: (channel) => connectPaos(channel),
  };
  const hosts: string[] = [];
  const reception = opened.use(createReception(config, means, own, () => `http://${hosts[0]}/window/open`));
  const app = localServer(hosts, reception, reception, own, { anyUser: config.demonstration });
  const listening = opened.use(await listenOn(app, config.port, '127.0.0.1'));
  const { port } = listening;
  hosts.push(...['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`));
  const second = await listenOn(app, port, '::1');
  if (second !== undefined) opened.use(second);
  if (config.workstation !== undefined) opened.use(startReporting(config.workstation, means.readers, effects.log));
  const owned = opened.move();
  return {
    port,
    ...(virtual && { readerPort: virtual.port }),
    ...(pinPad && { pinPad: { port: pinPad.port, pagePort: pinPad.pagePort } }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Enters it in the log when readers and cards come and go: how many, never which. */
function logReaders({ readers, journal: { log } }: Own): Disposable {
  let told = '';
  return readers.watch(() => {
    const list = readers.list();
    const facts = { readers: list.length, cards: list.filter(({ presence }) => presence !== 'none').length };
    if (told === JSON.stringify(facts)) return;
    told = JSON.stringify(facts);
    log.debug('readers', facts);
  });
}

/** A computer without IPv6 has no ::1, and needs none. */
async function listenOn(app: ReturnType<typeof localServer>, port: number, host: '127.0.0.1'): Promise<Listening>;
async function listenOn(app: ReturnType<typeof localServer>, port: number, host: '::1'): Promise<Listening | undefined>;
async function listenOn(app: ReturnType<typeof localServer>, port: number, host: string): Promise<Listening | undefined> {
  try {
    return await listen(app, { port, host });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (host === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) return undefined;
    throw portTaken(cause, port);
  }
}

/** What was thrown, by its code for people when it is that another program has the port. */
function portTaken(cause: unknown, port: number): unknown {
  const isTaken = isEidError<HttpErrorCode>(cause, 'http.port-taken') || (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
  return isTaken ? new EidError('client.port-taken', { port }, { cause }) : cause;
}
