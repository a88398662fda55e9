// For the PC/SC test: one scene with pcscd, vpcd and our chip, played inside namespaces of its own; what happened goes to standard output.
import { type ChildProcess, spawn } from 'node:child_process';
import { run } from '../../../lib/apdu/index.ts';
import { type Bytes, hex, toHex } from '../../../lib/bytes/index.ts';
import { encodeSecurityInfos } from '../../../lib/card/index.ts';
import { type Card, powerOn, transmit } from '../../../lib/chip/index.ts';
import { digitsPassword, readPinTries } from '../../../lib/eac/pace/index.ts';
import { isEidError } from '../../../lib/error/index.ts';
import { createCryptography } from '../../crypto/index.ts';
import { chooseOffer, hostPace, openPcscReaders, type Reader } from '../index.ts';
import { insert } from '../vpcd.ts';

const cryptography = createCryptography();
const arc = '0.4.0.127.0.7.2.2';
const cardAccess = encodeSecurityInfos([
  { kind: 'pace', protocol: `${arc}.4.2.2`, version: 2, parameterId: 13 },
  { kind: 'terminal-authentication', protocol: `${arc}.2`, version: 2 },
]);
const blank: Card = {
  profile: 'hungarian',
  generation: '2024',
  documentNumber: '000001AA',
  atr: hex`3B 8B 80 01 20 90 00 00 00 00 00 08 EE 27 7F 04`,
  masterFile: { directory: hex`61 00`, cardAccess, cardSecurity: hex`30 00` },
  dataGroups: new Map(),
  passwords: {
    pin: { kind: 'pin', value: '123456', triesLeft: 3, active: true },
    can: '500540',
    puk: { value: '9876543210', uses: 10 },
  },
  chipKeys: [],
  identityKeys: [],
  trustPoints: [],
  currentDate: '2026-01-01',
};
const select = { cla: 0, ins: 0xa4, p1: 0x00, p2: 0x0c, data: hex`3F 00` };

function startPcscd(): ChildProcess {
  return spawn('pcscd', ['--foreground'], { stdio: 'ignore' });
}

/** Puts a card into a slot of vpcd; `hold` is called before each answer. */
function put(hold: () => Promise<void> = async () => undefined, { slot = 0, atr = blank.atr } = {}) {
  let chip = powerOn(blank);
  const answer = async (octets: Bytes) => {
    await hold();
    const steps = transmit(chip, octets, cryptography);
    let step = steps.next();
    while (!step.done) step = steps.next();
    chip = step.value.chip;
    return step.value.response;
  };
  const power = () => {
    chip = powerOn(chip.card);
  };
  return insert({ atr, power, transmit: answer }, { host: '127.0.0.1', port: 35963 + slot });
}

async function until<T>(value: () => T | undefined | false): Promise<T> {
  for (let i = 0; i < 200; i++) {
    const found = value();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen');
}

await using readers = openPcscReaders({ pace: hostPace(cryptography), retryAfter: 100 });
const withCard = (): Reader | undefined => readers.list().find(({ presence }) => presence === 'present');
await until(() => readers.service !== 'starting');
const before = readers.service;

let pcscd = startPcscd();
await until(() => readers.list().length > 0);
const names = readers.list().map(({ name }) => name);

const first = await put();
const reader = await until(withCard);
let atr = '';
let pace = '';
{
  await using card = await reader.connect();
  atr = toHex(card.atr);
  await run(readPinTries(chooseOffer(cardAccess).offer), card.transmit);
  pace = (await card.establishPace({ type: 'pin', password: digitsPassword('pin', '123456'), cardAccess })).kind;
}
await first.remove();
await until(() => withCard() === undefined);

let pulled = '';
const held = Promise.withResolvers<void>();
const second = await put(() => held.promise);
{
  await using card = await (await until(withCard)).connect();
  setTimeout(() => void second.remove(), 200);
  setTimeout(() => held.resolve(), 400);
  pulled = await card.transmit(select).then(
    () => 'answered',
    (thrown: unknown) => (isEidError(thrown) ? thrown.code : 'other'),
  );
}
await until(() => withCard() === undefined);

await put();
let next = 0;
{
  await using card = await (await until(withCard)).connect();
  next = (await card.transmit(select)).status;
}

// Two cards in two readers, each taken for itself.
const lying = () => readers.list().filter(({ presence }) => presence === 'present');
await put(undefined, { slot: 1, atr: hex`3B 80 80 01 01` });
await until(() => lying().length === 2);
const atrs: string[] = [];
for (const each of lying()) {
  await using card = await each.connect();
  atrs.push(`${each.name} ${toHex(card.atr)}`);
}

// Another program at the same service, as long as we have the card.
let inUse = '';
let freed = 0;
{
  const held = await (await until(withCard)).connect();
  await using others = openPcscReaders({ pace: hostPace(cryptography) });
  const theirs = () => others.list().find(({ name, presence }) => name === reader.name && presence !== 'none');
  const refused = await until(theirs);
  inUse = await refused.connect().then(
    () => 'taken',
    (thrown: unknown) => `${refused.presence} ${isEidError(thrown) ? thrown.code : 'other'}`,
  );
  await held[Symbol.asyncDispose]();
  await using card = await (await until(theirs)).connect();
  freed = (await card.transmit(select)).status;
}

// The service is killed while we have a card.
const bereft = await (await until(withCard)).connect();
pcscd.kill('SIGKILL');
await until(() => readers.service === 'none');
const afterDeath = readers.service;
const ofCard = await Promise.race([bereft.removed.then(() => 'removed'), new Promise((resolve) => setTimeout(resolve, 5_000, 'kept'))]);
pcscd = startPcscd();
await until(() => readers.list().length > 0);
const afterRestart = readers.list().length;
await put();
let again = 0;
{
  await using card = await (await until(withCard)).connect();
  again = (await card.transmit(select)).status;
}
pcscd.kill();
process.stdout.write(
  JSON.stringify({ before, readers: names, atr, pace, pulled, next, atrs, inUse, freed, afterDeath, ofCard, afterRestart, again }),
);
process.exit(0);
