// WS-Security at the eID interface: where it is required, requests are signed by the relying party and answers by us. TR-03130-1 3.2.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { signSoap, verifySoap } from '../../io/ws-security/index.ts';
import { parseXml } from '../../io/xml/index.ts';
import { bytes } from '../../lib/bytes/index.ts';
import { encodeGetServerInfo, encodeUseId, parseGetServerInfoResponse, parseUseIdResponse, refused } from '../../lib/eid-service/index.ts';
import { parseSoap } from '../../lib/xml/index.ts';
import { relyingParty } from './testing/caller.ts';
import { serving } from './testing/server.ts';

const at = serving({}, ({ files }) => {
  const [first, ...others] = files.config.services;
  if (first === undefined) throw new Error('there is a first service');
  return { services: [{ ...first, signature: 'required' }, ...others] };
});
const own = () => ({ certificate: at.world.files.clients.first.cert, privateKey: at.world.files.clients.first.key });

const useId = encodeUseId({ operations: { givenNames: 'REQUIRED' } });

/** The answer, which our certificate has signed. */
async function ask(document: string, headers: Readonly<Record<string, string>> = {}) {
  const { octets, status } = await at.party.post(document, headers);
  expect(status).toBe(200);
  const certificate = readFileSync(at.world.files.config.service.certificateFile, 'utf8');
  return verifySoap(bytes(octets), certificate, at.world.time.now);
}

test('A2_01: a signed request is answered, and the answer is signed', async () => {
  expect(parseUseIdResponse(await ask(signSoap(useId, own(), at.world.time.now))).result).toEqual({ major: 'ok' });
  const info = parseGetServerInfoResponse(await ask(signSoap(encodeGetServerInfo(), own(), at.world.time.now)));
  expect(info.rights.givenNames).toBe('ALLOWED');
});

test('A2_02, A2_03, A2_04: a wrong signature, none, and one with SHA-1 is an internal error, told under signature', async () => {
  const good = signSoap(useId, own(), at.world.time.now);
  const { second } = at.world.files.clients;
  const faulty = [
    signSoap(useId, { certificate: second.cert, privateKey: second.key }, at.world.time.now),
    good.replace('REQUIRED', 'ALLOWED'),
    useId,
    good.replace(/SignatureMethod Algorithm="[^"]+"/, 'SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#rsa-sha1"'),
    good.replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/, ''),
    signSoap(useId, own(), at.world.time.now - 400_000),
  ];
  for (const document of faulty) {
    expect(parseUseIdResponse(await ask(document))).toEqual({ result: refused('internalError', 'internal') });
  }
});

test('who need not sign gets answers without a signature', async () => {
  using other = relyingParty(at.server, at.world.files.clients.second);
  const { octets } = await other.post(useId);
  expect(Buffer.from(octets).toString()).not.toContain('Signature');
  expect(parseUseIdResponse(parseSoap(parseXml(bytes(octets))).body).result).toEqual({ major: 'ok' });
});
