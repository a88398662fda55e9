// The diagnosis of a workstation: every probe at once, then the tree; what comes out can be shown and saved.
import type { PcscService, Readers } from '../../../io/reader/index.ts';
import type { CvCertificate } from '../../../lib/cvc/index.ts';
import { type CauseCode, type Diagnosis, readerModel } from '../../../lib/diagnosis/index.ts';
import type { CompleteConfig } from '../config.ts';
import { checkCard } from '../pin/check.ts';
import { version } from '../version.ts';
import { chooseWindow, hasDisplay } from '../window/browser.ts';
import { lookAtComputer, type Places } from './computer.ts';
import type { Facts } from './facts.ts';
import type { PortHolder } from './port.ts';
import { lookAtServices } from './services.ts';
import { judge } from './tree.ts';

export interface Subject {
  /** All readers, and those among them that the settings let be used. */
  readonly readers: Pick<Readers, 'list'>;
  readonly usable: Pick<Readers, 'list'>;
  /** What became of PC/SC; `not-used` where only virtual readers are. */
  readonly driver: () => PcscService | 'not-used';
  /** The reader of the settings, by name. */
  readonly chosenReader?: string | undefined;
  readonly config: Pick<CompleteConfig, 'window' | 'demonstration' | 'diagnosis'>;
  /** Absent: not asked for, as on the command line. */
  readonly trusted?: readonly CvCertificate[];
  /** Who has the client's port. */
  readonly port: () => Promise<PortHolder>;
  readonly isRunning: boolean;
  /** Absent: not asked for. */
  readonly folder?: () => Promise<Facts['folder']>;
  readonly last: Facts['last'];
  readonly places: Places;
  /** Milliseconds since 1970, by the computer's clock. */
  readonly now: () => number;
  /** Milliseconds that each service has. */
  readonly timeout?: number;
}

/** What was found, and by which facts. */
export interface Examination {
  readonly facts: Facts;
  readonly findings: readonly CauseCode[];
}

/** Looks at everything, in the time of the slowest look; spends no try of the PIN. Never throws. */
export async function examine(subject: Subject): Promise<Examination> {
  const { readers, chosenReader, config, trusted, places, now, timeout } = subject;
  const window = chooseWindow(config, places.environment);
  const [computer, services, port, check, folder] = await Promise.all([
    lookAtComputer(places),
    lookAtServices({ services: config.diagnosis, now, ...(timeout !== undefined && { timeout }) }),
    subject.port(),
    checkCard(subject.usable),
    subject.folder?.(),
  ]);
  const list = readers.list();
  const facts: Facts = {
    ...computer,
    now: now(),
    client: {
      version: `${version.major}.${version.minor}.${version.subminor}`,
      system: systems.find((known) => known === places.platform) ?? 'other',
      port: port.holder,
      window: window.browser !== undefined ? 'own' : window.tab ? 'tab' : 'none',
    },
    ...(port.name !== undefined && { portHolder: port.name }),
    isRunning: subject.isRunning,
    hasDisplay: hasDisplay(places.environment),
    folder,
    trust: trusted && { count: trusted.length, ...latest(trusted) },
    driver: subject.driver(),
    readers: list.length,
    cards: list.filter(({ presence }) => presence !== 'none').length,
    isChosenReaderMissing: chosenReader !== undefined && !list.some(({ name }) => name === chosenReader),
    check,
    services,
    last: subject.last,
  };
  return { facts, findings: judge(facts) };
}

const systems = ['linux', 'darwin', 'win32'] as const;

function latest(trusted: readonly CvCertificate[]): { until?: CvCertificate['expiration'] } {
  const until = trusted
    .map(({ expiration }) => expiration)
    .sort()
    .at(-1);
  return until === undefined ? {} : { until };
}

/** What may leave the computer: no address, no time but its own, no name of a reader that tells one device from its twin. */
export function diagnosisOf({ facts, findings }: Examination): Diagnosis {
  const { now, client, driver, readers, check, services, trust, last } = facts;
  const clockAhead = services.find((service) => service.clockAhead !== undefined)?.clockAhead;
  const { reader, card } = check;
  return {
    made: new Date(now).toISOString(),
    client,
    findings,
    driver,
    ...(reader && { reader: { model: readerModel(reader.name), kind: reader.kind, pinPad: reader.pinPad, known: reader.known } }),
    readers: Math.min(readers, 99),
    ...(card && {
      card: { kind: card.kind, ...(card.generation && { generation: card.generation }), ...(card.pin && { pin: card.pin }) },
    }),
    ...(clockAhead !== undefined && { clockAhead }),
    services: services.map(({ name, reach }) => ({ name, reach })),
    certificates: {
      ...(trust?.until && { trust: trust.until }),
      ...(last?.terminal && { terminal: last.terminal }),
      ...(last?.document && { document: last.document }),
    },
  };
}
