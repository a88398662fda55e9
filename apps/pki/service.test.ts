// The authorities' service as the card office meets it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { certificateOctets, readPublic } from '../../io/keys/index.ts';
import { quiet } from '../../io/log/index.ts';
import { type Bytes, parseHex, toHex } from '../../lib/bytes/index.ts';
import { encodeSecurityInfos, readBlockList, verifyCardSecurity } from '../../lib/card/index.ts';
import { parseCertificate } from '../../lib/cvc/index.ts';
import { parseRevocationList, parseX509 } from '../../lib/x509/index.ts';
import { establish, layout } from './index.ts';
import { pkiService } from './service.ts';

const folder = await mkdtemp(join(tmpdir(), 'eszig-pki-service-'));
const cryptography = createCryptography();
const effects = { clock: Date.now, cryptography };
const files = layout(folder);
const app = pkiService({ folder, token: 'the-token', log: quiet, ...effects });

beforeAll(() => establish(folder, { ...effects, origin: 'https://idp.localhost:8181' }));
afterAll(() => rm(folder, { recursive: true, force: true }));

const ask = async (path: string, body: unknown, token = 'the-token') => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as { code: string; signed: string; trustPoints: string[] } };
};

const point = (curve = cryptography.curve('brainpoolP256r1')) => curve.keyPair(curve.randomScalar(cryptography.random)).point;

test('nobody without the token is served', async () => {
  expect(await ask('/documents/block', { documentNumbers: ['123456AA'] }, 'another')).toMatchObject({ status: 401 });
});

test('what the document signer signs is believed by passive authentication', async () => {
  const arc = '0.4.0.127.0.7.2.2';
  const open = [
    { kind: 'pace', protocol: `${arc}.4.2.2`, version: 2, parameterId: 13 },
    { kind: 'chip-authentication', protocol: `${arc}.3.2.2`, version: 2, keyId: 1 },
    { kind: 'chip-authentication-domain-parameters', protocol: `${arc}.3.2`, curve: 'brainpoolP256r1', keyId: 1 },
  ] as const;
  const key = {
    kind: 'chip-authentication-public-key',
    protocol: `${arc}.1.2`,
    curve: 'brainpoolP256r1',
    point: point(),
    keyId: 1,
  } as const;
  const { status, body } = await ask('/signatures', { securityInfos: toHex(encodeSecurityInfos([...open, key])) });
  expect(status).toBe(200);
  const trust = {
    countrySigners: [parseX509(certificateOctets((await readPublic(files.countrySigner.certificate)) as Bytes))],
    revocationLists: [parseRevocationList((await readPublic(files.countrySigner.revocationList)) as Bytes)],
    documentTypes: ['ID'],
  };
  const signed = { cardAccess: encodeSecurityInfos(open), cardSecurity: parseHex(body.signed) as Bytes };
  expect(verifyCardSecurity(signed, trust, Date.now(), cryptography)).toMatchObject({ kind: 'genuine' });
});

test('what is no statement of a card is not signed', async () => {
  expect(await ask('/signatures', { securityInfos: '3003020101' })).toMatchObject({ status: 409 });
  expect(await ask('/signatures', { securityInfos: 'zz' })).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
});

test('a blocked document is on the signed list with the answer, and off it again when it is released', async () => {
  const signer = async () => parseX509(certificateOctets((await readPublic(files.blockList.certificate)) as Bytes));
  const listed = async () => {
    const list = readBlockList((await readPublic(files.blockList.list)) as Bytes, await signer(), cryptography);
    return list.sectors.map(({ identifiers }) => identifiers.size);
  };
  await ask('/documents', { documents: [{ documentNumber: '123456AA', blockingKey: toHex(point()) }] });
  expect(await listed()).toEqual([0]);
  expect(await ask('/documents/block', { documentNumbers: ['123456AA'] })).toMatchObject({ status: 200 });
  expect(await listed()).toEqual([1]);
  expect(await ask('/documents/release', { documentNumbers: ['123456AA'] })).toMatchObject({ status: 200 });
  expect(await listed()).toEqual([0]);
  expect(await ask('/documents/block', { documentNumbers: ['999999ZZ'] })).toMatchObject({
    status: 409,
    body: { code: 'pki.unknown-document' },
  });
});

test('a new card trusts the present authority', async () => {
  const { body } = await ask('/trust-points', {});
  expect(body.trustPoints).toHaveLength(1);
  expect(parseCertificate(parseHex(body.trustPoints[0] ?? '') as Bytes).chr.text).toMatch(/^HU/);
});
