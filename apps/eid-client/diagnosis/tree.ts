// The decision tree as a table: by which facts each cause is recognised, and which trouble hides which others. The order is that of the causes.
import { dayOf } from '../../../lib/cvc/index.ts';
import { type CauseCode, causeCodes, causes, type Reach, type Trouble } from '../../../lib/diagnosis/index.ts';
import type { Facts } from './facts.ts';

/** Seconds that clocks may differ. */
const tolerance = 5 * 60;

/** What cannot be judged while something else is wrong: a card in a reader without a driver, say. */
const hides: Readonly<Record<Trouble, readonly Trouble[]>> = {
  client: [],
  driver: ['reader', 'card', 'pin'],
  reader: ['card', 'pin'],
  card: ['pin'],
  pin: [],
  network: ['service'],
  computer: ['service'],
  service: [],
};

const noReader = ({ readers }: Facts) => readers === 0;
const foundCard =
  (...findings: readonly CauseCode[]) =>
  ({ check }: Facts) =>
    findings.some((code) => code === check.finding);
const reach =
  (wanted: Reach, name?: 'sign-in' | 'eid-server') =>
  ({ services }: Facts) =>
    services.some((service) => service.reach === wanted && (name === undefined || service.name === name));
const isCut = (facts: Facts) => reach('name-unknown')(facts) || reach('no-answer')(facts) || reach('refused')(facts);
const isClockWrong = ({ services }: Facts) => services.some(({ clockAhead = 0 }) => Math.abs(clockAhead) > tolerance);
const isDown = (facts: Facts, name: 'sign-in' | 'eid-server') => reach('refused', name)(facts) || reach('failing', name)(facts);

/** A cause without its row does not compile. Rows of one trouble are asked in the order of the causes, up to the first that stops. */
const holds: Readonly<Record<CauseCode, (facts: Facts) => boolean>> = {
  'client.other-running': ({ client }) => client.port === 'other-client',
  'client.port-taken': ({ client }) => client.port === 'foreign',
  'client.no-answer': ({ client }) => client.port === 'free',
  'client.no-display': ({ isRunning, client, hasDisplay }) => isRunning && client.window === 'none' && !hasDisplay,
  'client.no-browser': ({ isRunning, client }) => isRunning && client.window === 'none',
  'client.trust-empty': ({ trust }) => trust?.count === 0,
  'client.trust-expired': ({ trust, now }) => trust?.until !== undefined && trust.until < dayOf(now),
  'client.folder-unwritable': ({ folder }) => folder === 'unwritable',
  'driver.library-missing': (facts) => noReader(facts) && facts.driver === 'no-library',
  'driver.service-missing': (facts) => noReader(facts) && facts.driver === 'none' && facts.socket === 'absent' && !facts.isServiceInstalled,
  'driver.not-permitted': (facts) =>
    noReader(facts) && (facts.driver === 'denied' || (facts.driver === 'none' && facts.socket === 'denied')),
  'driver.no-answer': (facts) =>
    noReader(facts) && (facts.driver === 'starting' || (facts.driver === 'none' && facts.socket === 'answers')),
  'driver.service-stopped': (facts) => noReader(facts) && facts.driver === 'none',
  'reader.no-driver': (facts) => noReader(facts) && facts.usbReaders > 0,
  'reader.remote-session': (facts) => noReader(facts) && facts.isRemoteSession,
  'reader.none': noReader,
  'reader.extended-length': foundCard('reader.extended-length'),
  'reader.not-chosen': ({ isChosenReaderMissing }) => isChosenReaderMissing,
  'reader.untested': ({ check }) => check.reader !== undefined && !check.reader.known,
  'card.in-use': foundCard('card.in-use'),
  'card.none': foundCard('card.none'),
  'card.removed': foundCard('card.removed'),
  'card.not-eid': foundCard('card.not-eid'),
  'card.damaged': foundCard('card.damaged'),
  'card.certificate-expired': ({ last, now }) => last?.document !== undefined && last.document < dayOf(now),
  'card.several': ({ cards }) => cards > 1,
  'card.unknown': foundCard('card.unknown'),
  'pin.not-activated': foundCard('pin.not-activated'),
  'pin.suspended': foundCard('pin.suspended'),
  'pin.blocked': foundCard('pin.blocked'),
  'network.offline': (facts) => !facts.hasNetwork && isCut(facts),
  'network.proxy': (facts) => facts.hasProxy && isCut(facts),
  'network.name-unknown': reach('name-unknown'),
  'network.blocked': reach('no-answer'),
  'network.intercepted': (facts) => !isClockWrong(facts) && reach('intercepted')(facts),
  'clock.wrong': isClockWrong,
  'token.unreachable': (facts) => isDown(facts, 'sign-in'),
  'eid-server.down': (facts) => isDown(facts, 'eid-server'),
  'certificate.terminal-expired': ({ last }) => last?.terminal !== undefined && last.terminal < last.day,
};

/** What stands in the way, what must be mended first at the head; causes that only give advice come where they belong. */
export function judge(facts: Facts): readonly CauseCode[] {
  const found: CauseCode[] = [];
  const stopped = new Set<Trouble>();
  for (const code of causeCodes) {
    const { trouble, weight } = causes[code];
    const isHidden = stopped.has(trouble) || [...stopped].some((other) => hides[other].includes(trouble));
    if (isHidden || !holds[code](facts)) continue;
    found.push(code);
    if (weight === 'stops') stopped.add(trouble);
  }
  return found;
}
