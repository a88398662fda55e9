// Cases of useID, getServerInfo and getResult: what a relying party asks, and what it is told.

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { relyingParty } from '../../../apps/eid-server/testing/caller.ts';
import { connect, createClient, exchangeOver, signIn } from '../../../apps/eid-server/testing/client.ts';
import { personalise } from '../../../apps/eid-server/testing/world.ts';
import { signSoap, verifySoap } from '../../../io/ws-security/index.ts';
import { bytes, toHex } from '../../../lib/bytes/index.ts';
import {
  encodeGetResult,
  encodeGetServerInfo,
  encodeUseId,
  parseGetServerInfoResponse,
  parseUseIdResponse,
  refused,
} from '../../../lib/eid-service/index.ts';
import { at, minorOf } from './driver.ts';

const serverInfo = async () => parseGetServerInfoResponse(await at.party.call(encodeGetServerInfo())).rights.givenNames;

/** A session that has been signed in with, and not collected. */
async function signedIn(card = personalise()) {
  const { session, psk } = await at.party.open({ operations: {} });
  using connection = await connect(at.server.paosPort, psk);
  await signIn(exchangeOver(connection), createClient(psk.id, { card }));
  return session;
}

/** The second relying party has to sign. */
async function signing() {
  const [first, second] = at.world.files.config.services;
  if (first === undefined || second === undefined) throw new Error('there are two services');
  const server = await at.world.start({ services: [first, { ...second, signature: 'required' }] });
  const { cert, key } = at.world.files.clients.second;
  const party = relyingParty(server, { cert, key });
  const own = { certificate: cert, privateKey: key };
  const certificate = readFileSync(at.world.files.config.service.certificateFile, 'utf8');
  return {
    own,
    other: { certificate: at.world.files.clients.first.cert, privateKey: at.world.files.clients.first.key },
    async minorOf(document: string) {
      const { octets } = await party.post(document);
      return parseUseIdResponse(verifySoap(bytes(octets), certificate, at.world.time.now)).result.minor;
    },
    async [Symbol.asyncDispose]() {
      party[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const request = encodeUseId({ operations: { givenNames: 'REQUIRED' } });

export const useId = {
  async A1_2_01() {
    for (const name of ['artisticName', 'academicTitle', 'residencePermitI', 'taxId', 'personalId'] as const) {
      for (const word of ['REQUIRED', 'ALLOWED'] as const) {
        expect([name, await minorOf({ operations: { [name]: word } })]).toEqual([name, refused('missingTerminalRights').minor]);
      }
    }
  },
  async 'A1_3_01–03'() {
    expect(await serverInfo()).toBe('ALLOWED');
    const { session, psk } = await at.party.open({ operations: {} });
    expect(await serverInfo()).toBe('ALLOWED');
    using connection = await connect(at.server.paosPort, psk);
    await signIn(exchangeOver(connection), createClient(psk.id, { card: personalise() }));
    expect((await at.party.getResult(session)).result.major).toBe('ok');
    expect(await serverInfo()).toBe('ALLOWED');
  },
  async A1_3_04() {
    const psk = { id: 'ce'.repeat(16), key: '5a'.repeat(16) };
    const { session, psk: answered } = await at.party.open({ operations: {}, psk });
    expect([answered.id, toHex(answered.key)]).toEqual([psk.id, psk.key]);
    using connection = await connect(at.server.paosPort, answered);
    await signIn(exchangeOver(connection), createClient(psk.id, { card: personalise() }));
    expect((await at.party.getResult(session)).result.major).toBe('ok');
  },
  async A1_3_05() {
    const sessions = await Promise.all(Array.from({ length: 10 }, () => at.party.open({ operations: {} })));
    expect(new Set(sessions.flatMap(({ session, psk }) => [toHex(session), psk.id, toHex(psk.key)])).size).toBe(30);
  },
  async A1_4_01() {
    expect(await minorOf({ operations: { ageVerification: 'REQUIRED' } })).toBe(refused('missingArgument').minor);
  },
  async A1_4_02() {
    expect(await minorOf({ operations: { placeVerification: 'REQUIRED' } })).toBe(refused('missingArgument').minor);
  },
  async 'A1_4_03, 10, 11, 13, 15'() {
    const result = encodeGetResult({ session: new Uint8Array(32), counter: 1 });
    const counter = /<eid:RequestCounter>1<\/eid:RequestCounter>/;
    const broken = [
      encodeUseId({ operations: {} }).replace(/<eid:UseOperations>.*UseOperations>/, ''),
      result.replace(counter, ''),
      result.replace(counter, '$&$&'),
      result.replace('>1<', '>x<'),
      result.replace(/<eid:Session>.*<\/eid:Session>/, ''),
    ];
    for (const document of broken) {
      const { status, octets } = await at.party.post(document);
      expect([document, status, Buffer.from(octets).toString()]).toEqual([
        document,
        200,
        expect.stringContaining(refused('schemaViolation').minor ?? ''),
      ]);
    }
  },
  async 'A1_4_04–06'() {
    for (const key of ['0'.repeat(63), 'xy'.repeat(32), '000000']) {
      expect(await minorOf({ operations: {}, psk: { id: 'ab'.repeat(32), key } })).toBe(refused('invalidPsk').minor);
    }
  },
  async A1_4_07() {
    await using server = await at.world.start({ openSessions: 1 });
    using party = relyingParty(server, at.world.files.clients.second);
    const asked = await Promise.all(Array.from({ length: 3 }, () => party.useId({ operations: {} })));
    expect(asked.map(({ result }) => result.minor)).toContain(refused('tooManyOpenSessions').minor);
  },
  async A1_4_08() {
    const { session } = await at.party.open({ operations: {} });
    at.world.time.now += 3_600_000;
    expect(await at.party.getResult(session)).toEqual({ result: refused('invalidSession') });
    at.world.time.now -= 3_600_000;
  },
  async A1_4_09() {
    expect(await at.party.getResult(new Uint8Array(32).fill(1))).toEqual({ result: refused('invalidSession') });
  },
  async A1_4_14() {
    const session = await signedIn();
    expect((await at.party.getResult(session, 1)).result.major).toBe('ok');
    expect(await at.party.getResult(session, 2)).toEqual({ result: refused('invalidSession') });
  },
  async A1_4_17() {
    const lost = personalise();
    await at.world.renew(2, () => at.world.files.block(lost));
    const session = await signedIn(lost);
    expect(await at.party.getResult(session, 1)).toEqual({ result: refused('invalidDocument', 'document.revoked') });
    for (const counter of [1, 2]) expect(await at.party.getResult(session, counter)).toEqual({ result: refused('invalidSession') });
    await at.world.renew(2, () => at.world.files.block());
  },
  async A2_01() {
    await using party = await signing();
    expect(await party.minorOf(signSoap(request, party.own, at.world.time.now))).toBeUndefined();
  },
  async 'A2_02–04'() {
    await using party = await signing();
    const good = signSoap(request, party.own, at.world.time.now);
    const sha1 = 'SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#rsa-sha1"';
    for (const document of [
      signSoap(request, party.other, at.world.time.now),
      good.replace('REQUIRED', 'ALLOWED'),
      request,
      good.replace(/SignatureMethod Algorithm="[^"]+"/, sha1),
    ]) {
      expect(await party.minorOf(document)).toBe(refused('internalError').minor);
    }
  },
};
