// Cases of the two channels: TLS of the eID interface and TLS-PSK for PAOS, and what comes over the latter.
import tls from 'node:tls';
import { expect } from 'vitest';
import { attach } from '../../../apps/eid-server/testing/attached.ts';
import { relyingParty } from '../../../apps/eid-server/testing/caller.ts';
import { connect, createClient, documentOf, exchangeOver } from '../../../apps/eid-server/testing/client.ts';
import { earlierAuthorities, personalise } from '../../../apps/eid-server/testing/world.ts';
import { createFetch } from '../../../io/http/index.ts';
import { parseXml } from '../../../io/xml/index.ts';
import { toHex, utf8 } from '../../../lib/bytes/index.ts';
import { failed, parseDidAuthenticateEac1, parseTcToken, serverMessageName } from '../../../lib/ecard/index.ts';
import { refused } from '../../../lib/eid-service/index.ts';
import { at, withAnswer } from './driver.ts';

/** How a handshake ends that offers this and nothing else: `secure`, or the code of its error. Whatever OpenSSL would hold back is offered too. */
function handshake(port: number, offer: tls.ConnectionOptions): Promise<string> {
  return new Promise((resolve) => {
    const { ciphers = 'DEFAULT', ...others } = offer;
    const socket = tls.connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ciphers: `${ciphers}:@SECLEVEL=0`, ...others });
    socket.once('secureConnect', () => {
      socket.destroy();
      resolve('secure');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

const service = (offer: tls.ConnectionOptions) =>
  handshake(at.server.servicePort, { ...at.world.files.clients.first, maxVersion: 'TLSv1.2', ...offer });

/** The same with the client certificate's chain in order: what is refused below is refused for what it offers alone. */
const good = { ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256', ecdhCurve: 'P-256' } as const;

const alert = /ALERT/;

async function psk(offer: tls.ConnectionOptions) {
  const { psk } = await at.party.open({ operations: {} });
  const pskCallback = () => ({ psk: Buffer.from(psk.key), identity: psk.id });
  const usual = { maxVersion: 'TLSv1.2', ciphers: 'RSA-PSK-AES256-GCM-SHA384', checkServerIdentity: () => undefined } as const;
  return handshake(at.server.paosPort, { ...usual, pskCallback, ...offer });
}

const doubled = (name: string) => [
  (markup: string) => markup.replace(new RegExp(`<${name}>[^<]*</${name}>`), ''),
  (markup: string) => markup.replace(new RegExp(`<${name}>[^<]*</${name}>`), '$&$&'),
];

/** The same at an attached server, which asks for no client certificate. */
async function attached(offers: readonly tls.ConnectionOptions[]) {
  await using server = await at.world.start(await attach(at.world));
  expect(await handshake(server.attachedPort ?? 0, { ...good, maxVersion: 'TLSv1.2' })).toBe('secure');
  for (const offer of offers) {
    expect([offer, await handshake(server.attachedPort ?? 0, { ...good, maxVersion: 'TLSv1.2', ...offer })]).toEqual([
      offer,
      expect.stringMatching(alert),
    ]);
  }
}

export const channels = {
  async A3_02() {
    expect(await service(good)).toBe('secure');
    for (const version of ['TLSv1', 'TLSv1.1'] as const) expect(await service({ minVersion: version, maxVersion: version })).toMatch(alert);
  },
  async A3_03() {
    for (const ciphers of ['ECDHE-ECDSA-AES128-SHA', 'ECDHE-ECDSA-AES256-SHA384', 'AES128-GCM-SHA256', 'ECDHE-ECDSA-CHACHA20-POLY1305']) {
      expect([ciphers, await service({ ...good, ciphers })]).toEqual([ciphers, expect.stringMatching(alert)]);
    }
  },
  async A3_04() {
    for (const ecdhCurve of ['secp224r1', 'P-192']) {
      expect([ecdhCurve, await service({ ...good, ecdhCurve })]).toEqual([ecdhCurve, expect.stringMatching(alert)]);
    }
  },
  async A3_05() {
    for (const sigalgs of ['ECDSA+SHA1', 'ECDSA+SHA224']) {
      expect([sigalgs, await service({ ...good, sigalgs })]).toEqual([sigalgs, expect.stringMatching(alert)]);
    }
  },
  async A3_06() {
    expect(await handshake(at.server.servicePort, { ...good, maxVersion: 'TLSv1.2' })).toMatch(alert);
  },
  async C1_1_11() {
    const { links } = earlierAuthorities('HUCVCA09997', 'HUCVCA09998', 'HUCVCA09999');
    const { config, write } = at.world.files;
    const file = write('links', Buffer.concat(links.map(({ raw }) => raw)));
    const services = config.services.map((one) => ({ ...one, certificateFiles: [...one.certificateFiles, file] }));
    await using server = await at.world.start({ services });
    using party = relyingParty(server, at.world.files.clients.first);
    const { psk } = await party.open({ operations: {} });
    using connection = await connect(server.paosPort, psk);
    const { body } = await exchangeOver(connection)(documentOf(createClient(psk.id, { card: personalise() }).startPaos()));
    const sent = parseDidAuthenticateEac1(body).certificates.map(toHex);
    expect(sent).toEqual(expect.arrayContaining(links.map(({ raw }) => toHex(raw))));
    expect(sent).toHaveLength(links.length + 2);
  },
  async C1_1_12() {
    await using server = await at.world.start(await attach(at.world));
    using party = relyingParty(server, at.world.files.clients.first);
    const { eCardServerAddress = '', psk } = await party.useId({ operations: {} });
    using fetch = createFetch({ accept: () => true });
    const document = await (await fetch(eCardServerAddress)).text();
    expect(parseTcToken(parseXml(utf8(document)))).toEqual({
      serverAddress: new URL('/paos', eCardServerAddress).href,
      sessionIdentifier: psk?.id,
      refreshAddress: new URL(`/refresh/${psk?.id}`, eCardServerAddress).href,
      communicationErrorAddress: expect.stringContaining('communicationError'),
      binding: 'urn:liberty:paos:2006-08',
    });
    expect(document).not.toMatch(/PSK|PathSecurity/);
  },
  async C1_3_01() {
    const { psk } = await at.party.open({ operations: {} });
    using connection = await connect(at.server.paosPort, psk);
    const { startPaos } = createClient(psk.id, { card: personalise() });
    const more = documentOf(startPaos()).replace('<UserAgent>', '<Weather xmlns="urn:x"><Rain/></Weather><UserAgent>');
    expect(serverMessageName((await exchangeOver(connection)(more)).body)).toBe('did-authenticate-eac1');
  },
  async 'C1_3_02–07'() {
    const elements = [
      ['did-authenticate-eac1', 'EFCardAccess'],
      ['did-authenticate-eac1', 'IDPICC'],
      ['did-authenticate-eac1', 'Challenge'],
      ['did-authenticate-eac2', 'EFCardSecurity'],
      ['did-authenticate-eac2', 'AuthenticationToken'],
      ['did-authenticate-eac2', 'Nonce'],
    ] as const;
    for (const [asked, name] of elements) {
      for (const edit of doubled(name)) {
        const { client, party } = await withAnswer(asked, edit);
        expect([name, client, party]).toEqual([name, failed('incorrectParameter'), refused('internalError', 'internal')]);
      }
    }
  },
  async A1_2_07() {
    for (const edit of doubled('Nonce')) {
      expect((await withAnswer('did-authenticate-eac2', edit)).party.minor).toBe(refused('internalError').minor);
    }
  },
  async C2_1_02() {
    expect(await psk({})).toBe('secure');
    const ciphers = 'RSA-PSK-AES128-CBC-SHA';
    for (const version of ['TLSv1', 'TLSv1.1'] as const) {
      expect(await psk({ ciphers, minVersion: version, maxVersion: version })).toMatch(alert);
    }
    expect(
      await psk({ minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3', ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256' }),
    ).toMatch(alert);
  },
  async C2_1_03() {
    for (const ciphers of ['RSA-PSK-AES128-CBC-SHA', 'PSK-AES256-GCM-SHA384', 'DHE-PSK-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384']) {
      expect([ciphers, await psk({ ciphers })]).toEqual([ciphers, expect.stringMatching(alert)]);
    }
  },
  C2_2_04: () => attached([{ ecdhCurve: 'secp224r1' }, { ecdhCurve: 'P-192' }]),
  C2_2_05: () => attached([{ sigalgs: 'ECDSA+SHA1' }, { sigalgs: 'ECDSA+SHA224' }]),
  async C2_1_04() {
    const { psk } = await at.party.open({ operations: {} });
    await expect(connect(at.server.paosPort, { ...psk, key: new Uint8Array(32) })).rejects.toMatchObject({ code: 'psk.handshake' });
  },
};
