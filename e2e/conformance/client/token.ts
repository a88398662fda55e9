// A2 and A3, A4: the TC token, the checks of certificates, and the way back.
import { expect } from 'vitest';
import { sameOrigin } from '../../../apps/eid-client/login/tls-certificate.ts';
import { tls } from '../../../apps/eid-client/testing/eid-server.ts';
import { encodeStartPaosResponse, encodeTcToken, failed } from '../../../lib/ecard/index.ts';
import type { Checks, clientCases } from '../cases.ts';
import { misbehave, openTab, run, service } from './driver.ts';

const ok = () => `${service.origin}/refresh?s=1&ResultMajor=ok`;

const onlyErrorAddress = (scheme: 'http' | 'https') => async () => {
  const address = `${scheme}://idp.localhost:8181/error`;
  const body = `<TCTokenType><CommunicationErrorAddress>${address}</CommunicationErrorAddress></TCTokenType>`;
  misbehave({ token: () => ({ status: 200, body }) });
  await using tab = await openTab();
  const { status, headers } = await tab.activate();
  expect([status, headers.get('location')]).toEqual([303, `${address}?ResultMajor=error&ResultMinor=communicationError`]);
};

const behind = (status: number) => async () => {
  misbehave({ token: ({ url }) => (url === '/token' ? { status, headers: { location: '/token-behind' } } : undefined) });
  const { destination } = await run();
  expect(service.heard.requests).toEqual(['/token', '/token-behind']);
  expect(destination).toEqual({ kind: 'redirect', address: ok() });
};

const pageFor = (status: number, body: string) => async () => {
  misbehave({ token: () => ({ status, body }) });
  await using tab = await openTab();
  expect(await tab.activate()).toMatchObject({ status: 404, text: expect.stringContaining('data-state="token.unreachable"') });
};

const badKey = (key: string) => async () => {
  misbehave({ tokenChanges: { PSK: `<PSK>${key}</PSK>` } });
  const { address, minor } = await run();
  expect([address?.pathname, minor]).toEqual(['/refresh', 'trustedChannelEstablishmentFailed']);
  expect(service.heard.messages).toEqual([]);
};

/** Without this part of the token, PAOS goes over the TLS session of the token: kept, or taken up again; over no other, and to no other server. */
const attached = (part: RegExp) => async () => {
  const left = (server: string) => encodeToken(server).replace(part, '');
  const encodeToken = (serverAddress: string) =>
    encodeTcToken({ serverAddress, sessionIdentifier: 's', refreshAddress: `${service.origin}/refresh`, psk: new Uint8Array(32) });
  const token = (server = `${service.origin}/paos`) => ({ token: () => ({ status: 200, body: left(server) }) });
  for (const how of ['kept', 'resumed'] as const) {
    misbehave({ ...token(), attached: how, listed: [tls.service.hash] });
    expect([how, (await run()).minor]).toEqual([how, undefined]);
    expect(service.heard.requests).toEqual(['/token', '/paos', '/paos', '/paos', '/paos']);
    expect(service.heard.resumed).toEqual([false, ...Array(4).fill(how === 'resumed')]);
    expect(service.heard.messages[0]?.name).toBe('StartPAOS');
  }
  for (const change of [
    { ...token(), attached: 'forgotten' },
    { ...token(`https://localhost:${new URL(service.origin).port}/paos`), attached: 'kept' },
  ] as const) {
    misbehave(change);
    const { address, minor, holder } = await run();
    expect([address?.pathname, minor, service.heard.messages, holder.asked.permission]).toEqual([
      '/refresh',
      'trustedChannelEstablishmentFailed',
      [],
      undefined,
    ]);
  }
};

const stopAt = (moment: string) => async () => {
  misbehave();
  const { minor, address, holder } = await run({ script: { during: (event, cancel) => void (event === moment && cancel()) } });
  expect(holder.events).toContain(moment);
  expect([address?.pathname, minor]).toEqual(['/refresh', 'cancellationByUser']);
  expect(service.heard.results.at(-1)?.minor).toMatch(/cancellationByUser$/);
};

export const token = {
  async A2_01() {
    misbehave();
    await run();
    expect(service.heard.messages[0]?.name).toBe('StartPAOS');
  },
  A2_05: onlyErrorAddress('https'),
  A2_27: onlyErrorAddress('http'),
  A2_06: behind(302),
  A2_07: behind(303),
  A2_08: behind(307),
  async A2_10() {
    misbehave({ token: () => ({ status: 302, headers: { location: service.tokenUrl.replace('https:', 'http:') } }) });
    await using tab = await openTab();
    expect(await tab.activate()).toMatchObject({ status: 400, text: expect.stringContaining('data-state="token.address-not-allowed"') });
  },
  A2_11: pageFor(404, 'nothing here'),
  A2_12: pageFor(200, ''),
  A2_18: attached(/<PathSecurity-Protocol>.*<\/PathSecurity-Parameters>/),
  A2_19: attached(/<PSK>.*<\/PSK>/),
  A2_20: badKey('ABC'),
  A2_21: badKey('XY'.repeat(32)),
  async A2_26() {
    misbehave({ tokenChanges: { RefreshAddress: '<RefreshAddress>http://idp.localhost/</RefreshAddress>' } });
    const { address, minor } = await run();
    expect([address?.pathname, minor]).toEqual(['/error', 'communicationError']);
  },

  async A3_01() {
    misbehave({ listed: [tls.paos.hash] });
    const { address, minor, holder } = await run();
    expect([address?.pathname, minor, holder.asked.permission]).toEqual(['/error', 'communicationError', undefined]);
  },
  async A3_02() {
    misbehave({ listed: [tls.service.hash] });
    const { address, minor, holder } = await run();
    expect([address?.pathname, minor]).toEqual(['/refresh', 'trustedChannelEstablishmentFailed']);
    expect(holder.asked.permission).toBeUndefined();
  },
  async A3_06() {
    misbehave({ sentDescription: (real) => real.fill(0x20, real.length - 1) });
    const { minor, holder, seen } = await run();
    expect([minor, holder.asked.pins, seen]).toEqual(['clientError', [], []]);
  },

  async A4_01() {
    misbehave();
    expect((await run()).destination).toEqual({ kind: 'redirect', address: ok() });
    misbehave({ refreshPath: '/refresh' });
    expect((await run()).destination).toEqual({ kind: 'redirect', address: `${service.origin}/refresh?ResultMajor=ok` });
  },
  async A4_03() {
    misbehave({ instead: encodeStartPaosResponse(failed('internalError')) });
    const { address, minor } = await run();
    expect([address?.origin, address?.pathname, minor]).toEqual([service.origin, '/refresh', 'serverError']);
  },
  A4_04() {
    expect(sameOrigin('https://idp.localhost/refresh', 'https://idp.localhost:443')).toBe(true);
    expect(sameOrigin('https://idp.localhost:444/refresh', 'https://idp.localhost')).toBe(false);
  },
  async A4_09() {
    misbehave({
      tokenChanges: { CommunicationErrorAddress: '', RefreshAddress: '<RefreshAddress>http://idp.localhost/</RefreshAddress>' },
      instead: encodeStartPaosResponse(failed('internalError')),
    });
    await using tab = await openTab();
    expect(await tab.activate()).toMatchObject({ status: 400, text: expect.stringContaining('Hibakód') });
  },
  A4_10: stopAt('permission'),
  A4_11: stopAt('server'),
} satisfies Partial<Checks<typeof clientCases>>;
