import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import { openVpcdReader } from '../../../io/reader/vpcd.ts';
import { hex } from '../../../lib/bytes/index.ts';
import { createSigner } from '../../../lib/crypto/index.ts';
import { createName, signX509 } from '../../../lib/x509/index.ts';
import { readCard, writeCard } from '../card-store.ts';
import { parseHolder } from '../holder.ts';
import { personalise } from '../personalise.ts';
import { type TableCard, tablePages, tableRoutes } from './index.ts';

const folder = await mkdtemp(join(tmpdir(), 'eszig-table-'));
const cryptography = createCryptography();
const on = cryptography.curve('brainpoolP256r1');
const signer = createSigner(on, on.randomScalar(cryptography.random));
const name = createName({ country: 'HU', commonName: 'Document' });
const certificate = signX509(
  {
    serialNumber: 1n,
    issuer: name,
    subject: name,
    notBefore: 0,
    notAfter: 1e12,
    publicKey: { kind: 'EC', curve: signer.curve, point: signer.point },
    extensions: {},
  },
  signer,
);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function onTable(person: string, codes: { pin?: string; activationPin?: string }): Promise<TableCard> {
  const document = { number: '123456AB', generation: '2024' as const, issued: '2024-02-01', expires: '2030-02-28' };
  const holder = {
    names: { family: 'Kovács', given: person },
    dateOfBirth: '1980-02-28',
    document,
    card: { can: '500540', puk: '9876543210', ...codes },
  };
  const authorities = { documentSigner: { certificate, signer }, trustPoints: [hex`7F2100`] };
  const { card } = personalise(parseHolder(holder), authorities, { cryptography, knownKeys: new Set() });
  const file = join(folder, `${person}.json`);
  await writeCard(file, card);
  const story = { hu: 'Története', en: 'Her story' };
  return {
    person,
    name: `Kovács <${person}>`,
    story,
    documentNumber: document.number,
    generation: '2024',
    expires: document.expires,
    document: 'valid',
    file,
    codes: { can: '500540', puk: '9876543210', ...codes },
  };
}

const token = 'a-token-of-the-world';
const cards = [await onTable('anna', { pin: '123456' }), await onTable('bela', { activationPin: '12345' })];
const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const resource of open.splice(0).reverse()) await resource[Symbol.asyncDispose]();
});

async function laid(port?: number) {
  const opened = async () => {
    const reader = await openVpcdReader({ host: '127.0.0.1', port: 0 });
    open.push(reader);
    return reader;
  };
  const [reader, pinPad, windowReader] = [await opened(), await opened(), await opened()];
  const table = tableRoutes({
    cards: async () => cards,
    reader: { host: '127.0.0.1', port: port ?? reader.port },
    pinPad: { host: '127.0.0.1', port: pinPad.port, page: 'http://reader.localhost:24730' },
    windowReader: { host: '127.0.0.1', port: windowReader.port },
    portal: 'http://portal.localhost:8080',
    token,
  });
  open.push(table);
  const app = new Hono().route('/', table.routes);
  const at = 'http://world.localhost:8087';
  const own = { origin: at, 'sec-fetch-site': 'same-origin' };
  return {
    reader,
    pinPad,
    windowReader,
    get: async (query = '') => (await app.request(`${at}/cards${query}`)).text(),
    ask: (method: string, body: unknown, bearer = token) =>
      app.request(`${at}/table/reader`, { method, headers: { authorization: `Bearer ${bearer}` }, body: JSON.stringify(body) }),
    post: (path: string, headers: Record<string, string> = own) => app.request(`${at}${path}`, { method: 'POST', headers }),
  };
}

test('each card shows its state and its demonstration codes, in both languages, and is escaped', async () => {
  const { get } = await laid();
  const english = await get('?lang=en');
  for (const part of [
    'data-state="empty"',
    'not activated yet',
    '<code>123456</code>',
    '<code>12345</code>',
    'Kovács &lt;anna&gt;',
    'Her story',
  ]) {
    expect(english).toContain(part);
  }
  expect(await get('?lang=hu')).toContain('még nem aktivált');
  expect(english).not.toContain('style=');
});

test('a card is put on the reader, another takes its place, and it is taken off again', async () => {
  const { get, post, reader } = await laid();
  const put = await post('/cards/anna/insert');
  expect([put.status, put.headers.get('location')]).toEqual([303, '/cards']);
  expect(await reader.card?.atr()).toHaveLength(16);
  expect(await get('?lang=en')).toContain('On the virtual card reader: Kovács &lt;anna&gt;');
  await post('/cards/bela/insert');
  expect(await get('?lang=en')).toContain('On the virtual card reader: Kovács &lt;bela&gt;');
  await post('/cards/remove');
  expect(await get()).toContain('data-state="empty"');
  await expect.poll(() => reader.card).toBeUndefined();
});

test('a card is put on the reader with keys, which can be opened from here, and on the office’s; it lies on one at a time', async () => {
  const { get, post, reader, pinPad, windowReader } = await laid();
  await post('/cards/anna/pin-pad');
  expect(await pinPad.card?.atr()).toHaveLength(16);
  const text = await get('?lang=en');
  for (const part of [
    'data-state="inserted-pin-pad"',
    'On the card reader with keys: Kovács &lt;anna&gt;',
    'href="http://reader.localhost:24730"',
  ])
    expect(text).toContain(part);
  await post('/cards/anna/hand-in');
  await expect.poll(() => [reader.card, pinPad.card, windowReader.card].map((card) => card !== undefined)).toEqual([false, false, true]);
  expect(await get('?lang=en')).toContain('On the office’s reader: Kovács &lt;anna&gt;');
  expect(await get()).not.toContain('http://reader.localhost:24730');
});

test('a card taken by the reader’s end is back on the table', async () => {
  const { get, post, reader } = await laid();
  await post('/cards/anna/insert');
  await reader[Symbol.asyncDispose]();
  await expect.poll(() => get()).toContain('data-state="empty"');
});

test('no reader, a reader that is taken, and a card that is not there are told by their codes', async () => {
  const none = await laid(9);
  expect(await (await none.post('/cards/anna/insert')).text()).toContain('data-state="reader.none"');
  const first = await laid();
  await first.post('/cards/anna/insert');
  const second = await laid(first.reader.port);
  expect(await (await second.post('/cards/bela/insert')).text()).toContain('data-state="card.in-use"');
  expect(await (await second.post('/cards/anna/insert')).text()).toContain('data-state="card.in-use"');
  expect(await (await first.post('/cards/nobody/insert')).text()).toContain('data-state="card.none"');
  expect(tablePages[0].states).toEqual(['empty', 'inserted', 'inserted-pin-pad', 'reader.none', 'card.none', 'card.in-use']);
});

test('a program with the token of the world moves cards too, and is told by code what went wrong', async () => {
  const { ask, get, reader } = await laid();
  expect(await (await ask('PUT', { card: 'anna' })).json()).toEqual({ card: 'anna' });
  await expect.poll(() => reader.card).toBeDefined();
  expect(await get('?lang=en')).toContain('data-state="inserted"');
  expect(await (await ask('DELETE', undefined)).json()).toEqual({ card: null });
  await expect.poll(() => reader.card).toBeUndefined();
  const refused = [await ask('PUT', { card: 'nobody' }), await ask('PUT', { person: 'anna' }), await ask('PUT', { card: 'anna' }, 'x')];
  expect(await Promise.all(refused.map(async (answer) => [answer.status, ((await answer.json()) as { code: string }).code]))).toEqual([
    [409, 'card.none'],
    [400, 'request.not-allowed'],
    [403, 'request.not-allowed'],
  ]);
  expect(reader.card).toBeUndefined();
});

test('a card tells its document, its PIN and PUK, its chip and its own date', async () => {
  const { get } = await laid();
  const text = await get('?lang=en');
  for (const part of [
    '123456AB, valid',
    '28 February 2030',
    'Uses of the PUK left</dt><dd>10',
    'Date of the card</dt><dd>1 February 2024',
  ]) {
    expect(text).toContain(part);
  }
  expect(await get('?lang=hu')).toContain('A kártya dátuma</dt><dd>2024. február 1.');
});

test('another site cannot move a card', async () => {
  const { post, reader } = await laid();
  expect((await post('/cards/anna/insert', { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect(reader.card).toBeUndefined();
});

test('a PIN that was changed is not shown as the one it was', async () => {
  const [card] = cards;
  const file = card?.file ?? '';
  const made = await readCard(file);
  await writeCard(file, { ...made, passwords: { ...made.passwords, pin: { ...made.passwords.pin, value: '135790' } } });
  const { get } = await laid();
  const text = await get('?lang=en');
  expect([text.includes('123456<'), text.includes('135790'), text.includes('has been changed since')]).toEqual([false, false, true]);
});
