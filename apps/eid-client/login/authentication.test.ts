import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Hop } from '../../../io/road/index.ts';
import { type Bytes, hex } from '../../../lib/bytes/index.ts';
import { parseChat, rightsOf } from '../../../lib/cvc/index.ts';
import { encodeStartPaosResponse, encodeTransmit, newerClientNeeded } from '../../../lib/ecard/index.ts';
import { createAuthorities, cryptography } from '../testing/authorities.ts';
import { createCard, createReader, type TestReader } from '../testing/card.ts';
import { startService, type TestService } from '../testing/eid-server.ts';
import { createHolder, type Script } from '../testing/holder.ts';
import { testMeans } from '../testing/means.ts';
import { createTrust } from '../trust/trust.ts';
import { signIn } from './authentication.ts';
import type { Means } from './state.ts';

let service: TestService;
let initial: TestService['behaviour'];
beforeAll(async () => {
  service = await startService();
  initial = { ...service.behaviour };
});
afterAll(() => service[Symbol.asyncDispose]());
beforeEach(() => {
  Object.assign(service.behaviour, initial);
  Object.assign(service.heard, { results: [], outputs: [], requests: [], authenticated: false, eac1: undefined });
});

async function run(
  script: Script = {},
  {
    reader = createReader(),
    empty = false,
    chipKey,
    ...change
  }: Partial<Means> & { reader?: TestReader; empty?: boolean; chipKey?: Bytes } = {},
  pin = {},
) {
  const card = createCard(service.authorities.cvca.raw, pin);
  service.chipKey = chipKey ?? card.chipKey;
  if (!empty) reader.insert(card);
  const holder = createHolder(script);
  const hops: Hop[] = [];
  const means = testMeans({ holder, readers: reader.readers, record: (hop) => void hops.push(hop), ...change });
  const destination = await signIn(service.tokenUrl, means);
  return { destination, holder, hops, reader, card };
}

test('a whole sign-in: permitted, PIN right, both ends proved, a command carried, and the way back', async () => {
  const { destination, holder, hops } = await run();
  expect(destination).toEqual({ kind: 'redirect', address: `${service.origin}/refresh?s=1&ResultMajor=ok` });
  expect(service.heard).toMatchObject({ authenticated: true, outputs: [0x9000, 0x9000] });
  expect(holder.ending).toEqual({ kind: 'done' });
  expect(holder.asked.permission).toMatchObject({
    transaction: 'EESZT Portál',
    subject: { name: 'Teszt azonosítás', url: service.origin },
    issuer: { name: 'Teszt DV' },
    required: ['restrictedIdentification'],
    optional: ['readDg5', 'readDg4'],
  });
  expect(hops.map(({ hop }) => hop)).toEqual([
    'tc-token',
    'start-paos',
    'pace',
    'did-authenticate-eac1',
    'did-authenticate-eac2',
    'transmit',
    'start-paos-response',
    'refresh',
  ]);
  expect(new Set(hops.map(({ session }) => session)).size).toBe(1);
});

const minorOf = (address: string) => new URL(address).searchParams.get('ResultMinor');
const ended = ({ destination }: Awaited<ReturnType<typeof run>>) =>
  destination.kind === 'redirect'
    ? [destination.code, minorOf(destination.address), new URL(destination.address).pathname]
    : [destination.code];

test('a server that asks for the framework first, and one that signs a fresh challenge, are understood', async () => {
  Object.assign(service.behaviour, { initializeFramework: true, withSignature: false });
  const { destination } = await run();
  expect(destination).toMatchObject({ kind: 'redirect', address: `${service.origin}/refresh?s=1&ResultMajor=ok` });
});

test('the template sent to the card is required ∪ chosen, and a right that was not shown is cleared', async () => {
  const { holder } = await run({ permit: ['readDg5'] });
  expect(holder.asked.permission?.optional).not.toContain('writeDg17');
  const chat = service.heard.eac1?.chat;
  expect(chat && rightsOf(parseChat(chat))).toEqual(['readDg5', 'restrictedIdentification']);
  expect(service.heard.outputs).toEqual([0x9000, 0x6982]);
});

test('a right that the certificate does not have is not offered', async () => {
  Object.assign(service.behaviour, { rights: ['restrictedIdentification', 'readDg4'] });
  const { holder } = await run();
  expect(holder.asked.permission?.optional).toEqual(['readDg4']);
});

test('a wrong PIN is asked again with the tries left', async () => {
  const { destination, holder } = await run({ pins: ['111111', '123456'] });
  expect(holder.asked.pins).toEqual([
    { triesLeft: 3, wrongBefore: false, atReader: false },
    { triesLeft: 2, wrongBefore: true, atReader: false },
  ]);
  expect(destination).toMatchObject({ address: expect.stringContaining('ResultMajor=ok') });
});

test('two wrong PINs: the card asks for the CAN, a wrong CAN costs nothing, and the PIN goes inside that channel', async () => {
  const { destination, holder, card } = await run({ pins: ['111111', '222222', '123456'], cans: ['000000', '500540'] });
  expect(holder.events.filter((event) => ['pin', 'can'].includes(event))).toEqual(['pin', 'pin', 'can', 'can', 'pin']);
  expect(holder.asked.cans[1]?.wrongBefore).toBe(true);
  expect(holder.asked.pins[2]?.triesLeft).toBe(1);
  expect(destination).toMatchObject({ address: expect.stringContaining('ResultMajor=ok') });
  expect(card.card.passwords.pin.triesLeft).toBe(3);
});

test('with a PIN pad the codes are typed at the reader: the person is told so, and the host never has them', async () => {
  const reader = createReader({ pinPad: { pin: '123456', can: '500540' } });
  const { destination, holder } = await run({ pins: [], cans: [] }, { reader }, { triesLeft: 1 });
  expect([holder.asked.cans[0]?.atReader, holder.asked.pins[0]?.atReader]).toEqual([true, true]);
  expect(destination).toMatchObject({ address: expect.stringContaining('ResultMajor=ok') });
});

test('a third wrong PIN blocks, and the person is told', async () => {
  const result = await run({ pins: ['111111', '222222', '333333'], cans: ['500540'] });
  expect(ended(result)).toEqual(['pin.blocked', 'clientError', '/refresh']);
  expect(result.card.card.passwords.pin.triesLeft).toBe(0);
  expect(result.holder.ending).toEqual({ kind: 'failed', code: 'pin.blocked' });
});

test.each([
  ['pin.blocked', { triesLeft: 0 }],
  ['pin.not-activated', { kind: 'activation', value: '12345' }],
  ['pin.not-activated', { active: false }],
] as const)('a card whose PIN is %s is told before a PIN is asked, and no try is spent', async (code, pin) => {
  const result = await run({}, {}, pin);
  expect(ended(result)).toEqual([code, 'clientError', '/refresh']);
  expect(result.holder.asked.pins).toEqual([]);
  expect(result.card.card.passwords.pin.triesLeft).toBe('triesLeft' in pin ? 0 : 3);
});

test.each(['permission', 'pin', 'server'])('who stops at %s ends with cancellationByUser, and the server has heard it', async (at) => {
  const result = await run({ during: (event, cancel) => void (event === at && cancel()) });
  expect(ended(result)).toEqual(['user.cancelled', 'cancellationByUser', '/refresh']);
  expect(service.heard.results.at(-1)?.minor).toMatch(/cancellationByUser$/);
});

test('the sign-in waits for reader and card, says which is missing, and goes on by itself', async () => {
  const reader = createReader();
  const card = createCard(service.authorities.cvca.raw);
  const script: Script = {
    during: (event) => void (event === 'card.none' && reader.insert(Object.assign(card, { chipKey: service.chipKey }))),
  };
  const { holder } = await run(script, { reader, empty: true });
  expect(holder.events.slice(0, 3)).toEqual(['permission', 'card.none', 'pin']);
});

test.each([
  ['reader.none', { present: false }],
  ['card.not-eid', { notEid: true }],
] as const)('%s is said while it lasts, and the person may stop', async (cause, kind) => {
  const result = await run({ during: (event, cancel) => void (event === cause && cancel()) }, { reader: createReader(kind) });
  expect(result.holder.events).toEqual(['permission', cause, 'finishing']);
  expect(ended(result)).toEqual(['user.cancelled', 'cancellationByUser', '/refresh']);
});

test('a card pulled at any command is card.removed, the server is told, and the next sign-in works', async () => {
  const whole = await run();
  const { length } = whole.reader.seen;
  for (let command = 2; command < length; command += 3) {
    const reader = createReader();
    reader.removeAfter(command);
    const result = await run({}, { reader });
    expect([command, ...ended(result)]).toEqual([command, 'card.removed', 'clientError', '/refresh']);
    expect(service.heard.results.at(-1)?.minor).toMatch(/noCard$/);
  }
  expect(ended(await run())).toEqual([undefined, null, '/refresh']);
});

test('a card pulled while the PIN is typed wakes the sign-in at once', async () => {
  const reader = createReader();
  const holder: Script = { during: (event) => void (event === 'pin' && queueMicrotask(() => reader.remove())) };
  const never = { ...(await run(holder, { reader })) };
  expect(ended(never)).toEqual(['card.removed', 'clientError', '/refresh']);
});

test.each<[string, Partial<TestService['behaviour']>, string, string]>([
  [
    'a description that is not the certificate’s',
    { sentDescription: (real) => real.fill(0x20, real.length - 1) },
    'request.not-allowed',
    'clientError',
  ],
  ['a subject URL of another origin', { subjectUrl: 'https://other.localhost:8181' }, 'request.not-allowed', 'clientError'],
  [
    'a terminal certificate without a right that can be shown',
    { required: ['writeDg17'], optional: [] },
    'request.not-allowed',
    'clientError',
  ],
  ['two terminal certificates', { certificates: (terminal) => [terminal, terminal.slice(0, 5)] }, 'internal', 'clientError'],
  ['no document verifier', { certificates: (terminal) => [terminal] }, 'request.not-allowed', 'clientError'],
])('%s is refused before any question', async (_, change, code, minor) => {
  Object.assign(service.behaviour, change);
  const result = await run();
  expect(result.holder.events.filter((event) => event !== 'finishing')).toEqual([]);
  expect(ended(result).slice(0, 2)).toEqual([code, minor]);
});

test('B6: an eID server whose TLS certificate is not in the description is refused before any question', async () => {
  service.behaviour.listed = initial.listed.slice(0, 1);
  const result = await run();
  expect(result.holder.asked.permission).toBeUndefined();
  expect(ended(result)).toEqual(['certificate.not-in-description', 'trustedChannelEstablishmentFailed', '/refresh']);
});

test('B6, B7: a service whose TLS certificate is not in the description gets the browser back at the error address only', async () => {
  service.behaviour.listed = initial.listed.slice(1);
  const result = await run();
  expect(result.holder.asked.permission).toBeUndefined();
  expect(ended(result)).toEqual(['certificate.not-in-description', 'communicationError', '/error']);
});

test('with known roots, a request under another root is refused before any question', async () => {
  const result = await run({}, { trust: createTrust([createAuthorities('HUOTHER00001').cvca], cryptography) });
  expect(result.holder.asked.permission).toBeUndefined();
  expect(ended(result)).toEqual(['request.not-allowed', 'clientError', '/refresh']);
  expect(service.heard.results.at(-1)?.minor).toMatch(/invalidCertificatePath$/);
  expect(ended(await run({}, { trust: createTrust([service.authorities.cvca], cryptography) }))).toEqual([undefined, null, '/refresh']);
});

test('a card that trusts another root is sent no certificate', async () => {
  const reader = createReader();
  reader.insert(createCard(createAuthorities('HUOTHER00001').cvca.raw));
  const result = await run({}, { reader, empty: true });
  expect(ended(result)).toEqual(['request.not-allowed', 'clientError', '/refresh']);
  expect(reader.seen.some((command) => /^..2a/.test(command))).toBe(false);
});

test('what the server refuses at the end goes to the relying party as serverError, without a page of ours', async () => {
  service.behaviour.lastWord = { major: 'error', minor: 'http://www.bsi.bund.de/ecard/api/1.1/resultminor/al/common#internalError' };
  const result = await run();
  expect(ended(result)).toEqual([undefined, 'serverError', '/refresh']);
  expect(result.holder.ending).toEqual({ kind: 'refused' });
});

test('a message out of order is a fault of the server', async () => {
  service.behaviour.instead = encodeTransmit({ inputs: [{ apdu: new Uint8Array([0, 0x84, 0, 0, 8]), acceptable: [] }] });
  const result = await run();
  expect(ended(result)).toEqual([undefined, 'serverError', '/refresh']);
  expect(result.reader.seen).toEqual([]);
});

test.each<[string, Record<string, string>, string, string, string]>([
  ['PSK of odd length', { PSK: '<PSK>ABC</PSK>' }, 'request.not-allowed', 'trustedChannelEstablishmentFailed', '/refresh'],
  ['PSK that is no hexadecimal', { PSK: '<PSK>XY</PSK>' }, 'request.not-allowed', 'trustedChannelEstablishmentFailed', '/refresh'],
  ['wrong PSK', { PSK: `<PSK>${'00'.repeat(32)}</PSK>` }, 'eid-server.down', 'trustedChannelEstablishmentFailed', '/refresh'],
  ['no PSK (attached server)', { PSK: '' }, 'request.not-allowed', 'trustedChannelEstablishmentFailed', '/refresh'],
  [
    'http server address',
    { ServerAddress: '<ServerAddress>http://localhost/</ServerAddress>' },
    'request.not-allowed',
    'trustedChannelEstablishmentFailed',
    '/refresh',
  ],
  [
    'nobody at the server address',
    { ServerAddress: '<ServerAddress>https://127.0.0.1:1/</ServerAddress>' },
    'eid-server.down',
    'trustedChannelEstablishmentFailed',
    '/refresh',
  ],
  [
    'http refresh address',
    { RefreshAddress: '<RefreshAddress>http://idp.localhost/</RefreshAddress>' },
    'token.address-not-allowed',
    'communicationError',
    '/error',
  ],
  [
    'refresh address of another origin',
    { RefreshAddress: '<RefreshAddress>https://127.0.0.1:1/</RefreshAddress>' },
    'token.unreachable',
    'communicationError',
    '/error',
  ],
])('a token with %s ends where it has to', async (_, tokenChanges, code, minor, path) => {
  service.behaviour.tokenChanges = tokenChanges;
  const result = await run();
  expect([result.destination.code, ...ended(result).slice(1)]).toEqual([code, minor, path]);
});

test('the PSK and the PIN are in no trace', async () => {
  const traced: string[] = [];
  await run({ pins: ['481516'] }, { trace: (_, octets) => void traced.push(Buffer.from(octets).toString('latin1')) }, { value: '481516' });
  expect(traced.length).toBeGreaterThan(8);
  expect(traced.join()).not.toContain('481516');
  expect(traced.join()).toContain('<PSK></PSK>');
});

test('a server that wants a newer client names the version, before any question, and the way back says that it was the client', async () => {
  Object.assign(service.behaviour, { instead: encodeStartPaosResponse(newerClientNeeded({ major: 99, minor: 1, subminor: 0 })) });
  const result = await run();
  expect(ended(result)).toEqual(['client.too-old', 'clientError', '/refresh']);
  expect(result.holder.ending).toEqual({ kind: 'failed', code: 'client.too-old', neededVersion: '99.1.0' });
  expect(result.holder.asked.permission).toBeUndefined();
});

test('a card of a generation that nobody has tried gets no code before the person was warned, once for each sign-in', async () => {
  const unknown = () => {
    const reader = createReader();
    const card = createCard(service.authorities.cvca.raw);
    card.card = { ...card.card, atr: hex`3B 80` };
    return { reader, card };
  };
  const signInWith = ({ reader, card }: ReturnType<typeof unknown>, script: Script = {}) => {
    reader.insert(card);
    return run(script, { reader, empty: true, chipKey: card.chipKey });
  };
  const refused = unknown();
  const stopped = await signInWith(refused, { during: (event, cancel) => void (event === 'unknown-card' && cancel()) });
  expect([stopped.destination.code, stopped.holder.asked.pins]).toEqual(['user.cancelled', []]);
  // EF.CardAccess is all that was looked at.
  expect(refused.reader.seen.every((command) => /^00(a4|b0)/i.test(command))).toBe(true);
  const pulled = unknown();
  const gone = await signInWith(pulled, { during: (event) => void (event === 'unknown-card' && pulled.reader.remove()) });
  expect(gone.destination.code).toBe('card.removed');
  const allowed = await signInWith(unknown());
  expect([allowed.destination.code, allowed.holder.events.filter((event) => event === 'unknown-card')]).toEqual([
    undefined,
    ['unknown-card'],
  ]);
});
