// Every ending of a sign-in that does not succeed: where the browser is led, and in which words each side is told. TR-03124-1 2.5.4, TR-03112-1 4.2.

import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createFetch } from '../../io/http/index.ts';
import { quiet } from '../../io/log/index.ts';
import type { RedirectMinor } from '../../lib/ecard/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { ClientErrorCode } from './failure.ts';
import { signIn } from './login/index.ts';
import { start } from './main.ts';
import { tlsCertificate } from './testing/authorities.ts';
import { createReader } from './testing/card.ts';
import { startService } from './testing/eid-server.ts';
import { createHolder } from './testing/holder.ts';
import { testMeans } from './testing/means.ts';

const open = new AsyncDisposableStack();
const service = open.use(await startService());
const initial = { ...service.behaviour };
const fetch = open.use(createFetch());
const client = open.use(
  await start(
    { port: 0, pcsc: false, virtualReader: { port: 0 }, window: { mode: 'tab' } },
    { log: quiet, clock: Date.now, road: () => undefined },
  ),
);
afterAll(() => open.disposeAsync());
beforeEach(() => {
  Object.assign(service.behaviour, initial);
  service.heard.results.length = 0;
});

/** What the relying party is told, and the last part of the Result that the eID server gets. A code without its row does not compile. */
const words: Readonly<Record<ClientErrorCode, readonly [relyingParty: RedirectMinor, eidServer: string]>> = {
  'reader.none': ['clientError', 'noCard'],
  'card.none': ['clientError', 'noCard'],
  'card.not-eid': ['clientError', 'noCard'],
  'card.removed': ['clientError', 'noCard'],
  'card.in-use': ['clientError', 'noCard'],
  'card.unknown': ['clientError', 'noCard'],
  'reader.timeout': ['clientError', 'noCard'],
  'reader.refused': ['clientError', 'noCard'],
  'pin.not-activated': ['clientError', 'securityConditionNotSatisfied'],
  'pin.blocked': ['clientError', 'securityConditionNotSatisfied'],
  'pin.wrong': ['clientError', 'securityConditionNotSatisfied'],
  'pin.length': ['clientError', 'securityConditionNotSatisfied'],
  'pin.suspended': ['clientError', 'securityConditionNotSatisfied'],
  'pin.in-order': ['clientError', 'securityConditionNotSatisfied'],
  'pin.deactivated': ['clientError', 'securityConditionNotSatisfied'],
  'can.wrong': ['clientError', 'securityConditionNotSatisfied'],
  'puk.wrong': ['clientError', 'securityConditionNotSatisfied'],
  'puk.used-up': ['clientError', 'securityConditionNotSatisfied'],
  'user.cancelled': ['cancellationByUser', 'cancellationByUser'],
  'token.address-not-allowed': ['clientError', 'parameterError'],
  'token.unreachable': ['trustedChannelEstablishmentFailed', 'trustedChannelEstablishmentFailed'],
  'eid-server.down': ['trustedChannelEstablishmentFailed', 'trustedChannelEstablishmentFailed'],
  'certificate.not-in-description': ['trustedChannelEstablishmentFailed', 'trustedChannelEstablishmentFailed'],
  'request.not-allowed': ['clientError', 'parameterError'],
  'client.too-old': ['clientError', 'unknownError'],
  internal: ['clientError', 'internalError'],
};

/** A sign-in that this stops at the first question. */
function stoppedBy(code: string) {
  const holder = { ...createHolder(), askPermission: () => Promise.reject(new EidError(code)) };
  return signIn(service.tokenUrl, testMeans({ holder, readers: createReader().readers }));
}

const toHttp = { RefreshAddress: '<RefreshAddress>http://idp.localhost/</RefreshAddress>' };
const noErrorAddress = { CommunicationErrorAddress: '' };

describe.each(Object.entries(words))('%s', (code, [relyingParty, eidServer]) => {
  test(`is ${relyingParty} at the refresh address, and ${eidServer} to the eID server`, async () => {
    const address = `${service.origin}/refresh?s=1&ResultMajor=error&ResultMinor=${relyingParty}`;
    expect(await stoppedBy(code)).toEqual({ kind: 'redirect', address, code });
    expect(service.heard.results.at(-1)?.minor?.split('#')[1]).toBe(eidServer);
  });

  test('is communicationError at the other address, where the refresh address cannot be used', async () => {
    service.behaviour.tokenChanges = toHttp;
    const address = `${service.origin}/error?ResultMajor=error&ResultMinor=communicationError`;
    expect(await stoppedBy(code)).toEqual({ kind: 'redirect', address, code });
  });
});

test('without any address that can be used there is a page, and the browser goes nowhere', async () => {
  service.behaviour.tokenChanges = { ...toHttp, ...noErrorAddress };
  expect(await stoppedBy('card.removed')).toEqual({ kind: 'page', code: 'token.address-not-allowed' });
});

/** A server at a name that is not the test service's, which ends with the tests. */
async function serve(server: http.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://idp.localhost:${(server.address() as AddressInfo).port}/token`;
}

const requests: string[] = [];
const page: http.RequestListener = ({ url = '' }, response) => {
  requests.push(url);
  response.end();
};
const good = tlsCertificate('EC', 2, 'idp.localhost');
const secure = (options: https.ServerOptions) => () => serve(https.createServer({ cert: good.cert, key: good.key, ...options }, page));
const at = (address: string) => async () => address;
const answering = (answer: { status: number; headers?: Record<string, string>; body?: string }) => async () => {
  service.behaviour.token = () => answer;
  return service.tokenUrl;
};
const changing = (tokenChanges: Record<string, string>) => async () => {
  service.behaviour.tokenChanges = tokenChanges;
  return service.tokenUrl;
};
const errorForm = (address: string) =>
  answering({
    status: 200,
    body: `<TCTokenType><CommunicationErrorAddress>${address}</CommunicationErrorAddress></TCTokenType>`,
  });
const channelFailed = '/refresh?s=1&ResultMajor=error&ResultMinor=trustedChannelEstablishmentFailed';
const communicationError = '/error?ResultMajor=error&ResultMinor=communicationError';

/** What is wrong, how it comes about, and the answer to the browser: a page of this status and code, or a way on. */
const atThePort: readonly (readonly [string, () => Promise<string>, readonly [number, string]])[] = [
  ['no address of a token', at(''), [400, 'token.address-not-allowed']],
  ['an http address', at('http://idp.localhost/token'), [400, 'token.address-not-allowed']],
  ['nobody at the address', at('https://127.0.0.1:1/token'), [404, 'token.unreachable']],
  ['404 at the address', answering({ status: 404 }), [404, 'token.unreachable']],
  ['an empty token', answering({ status: 200, body: '' }), [404, 'token.unreachable']],
  ['a token that nobody can read', answering({ status: 200, body: '<TCToken' }), [404, 'token.unreachable']],
  ['a redirect to http', answering({ status: 302, headers: { location: 'http://idp.localhost/' } }), [400, 'token.address-not-allowed']],
  ['no TLS on the way', () => serve(http.createServer(page)), [404, 'token.unreachable']],
  ['TLS 1.1 on the way', secure({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }), [404, 'token.unreachable']],
  [
    'a suite without forward secrecy',
    secure({ ...tlsCertificate('RSA', 2, 'idp.localhost'), maxVersion: 'TLSv1.2', ciphers: 'AES256-SHA256' }),
    [404, 'token.unreachable'],
  ],
  ['a certificate for another name', secure(tlsCertificate('EC', 2, 'other.localhost')), [404, 'token.unreachable']],
  ['a token in its form of an error', errorForm('http://idp.localhost/error'), [303, `http://idp.localhost${communicationError}`]],
  ['an http refresh address', changing(toHttp), [303, `${service.origin}${communicationError}`]],
  ['a PSK of odd length', changing({ PSK: '<PSK>ABC</PSK>' }), [303, service.origin + channelFailed]],
  ['a PSK that is no hexadecimal', changing({ PSK: '<PSK>XY</PSK>' }), [303, service.origin + channelFailed]],
  ['an empty server address', changing({ ServerAddress: '<ServerAddress></ServerAddress>' }), [303, service.origin + channelFailed]],
  [
    'an http server address',
    changing({ ServerAddress: '<ServerAddress>http://localhost/</ServerAddress>' }),
    [303, service.origin + channelFailed],
  ],
  [
    'nobody at the server address',
    changing({ ServerAddress: '<ServerAddress>https://127.0.0.1:1/</ServerAddress>' }),
    [303, service.origin + channelFailed],
  ],
  ['no usable address at all', changing({ ...toHttp, ...noErrorAddress, PSK: '<PSK>XY</PSK>' }), [400, 'token.address-not-allowed']],
];

test.each(atThePort)('%s: the browser is answered as the standard says', async (_, how, [status, where]) => {
  const address = await how();
  requests.length = 0;
  const answer = await fetch(`http://127.0.0.1:${client.port}/eID-Client?tcTokenURL=${encodeURIComponent(address)}`);
  const text = await answer.text();
  expect(answer.status).toBe(status);
  if (status === 303) expect(answer.headers.get('location')).toBe(where);
  else {
    expect(text).toContain(`data-state="${where}"`);
    expect(text.replace(/<[^>]*>/g, '').trim().length).toBeGreaterThan(100);
  }
  expect(requests).toEqual([]);
});
