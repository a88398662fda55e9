import { afterAll, expect, test } from 'vitest';
import { parseDescription } from '../../../lib/cvc/index.ts';
import { EidClientConfig } from '../config.ts';
import { cryptography, describe } from '../testing/authorities.ts';
import { startService, tls } from '../testing/eid-server.ts';
import { mapAddress, refresh, withResult } from './refresh.ts';

const service = await startService();
afterAll(() => service[Symbol.asyncDispose]());
const description = (subjectUrl = service.origin, listed = [tls.service.hash]) =>
  parseDescription(describe({ subjectUrl, commCertificates: listed }));
const means = { clock: Date.now, cryptography };
const way = (refreshAddress: string, described = description()) => ({
  tokenAddress: service.tokenUrl,
  refreshAddress,
  description: described,
});

test('an address of the subject’s origin is looked at, and not fetched', async () => {
  service.heard.requests.length = 0;
  expect(await refresh(way(`${service.origin}/refresh`), means)).toBe(`${service.origin}/refresh`);
  expect(service.heard.requests).toEqual([]);
});

test('a server’s certificate ends by the clock of the computer, whatever day it is in the world', async () => {
  const later = () => Date.now() + 20 * 365 * 86_400_000;
  const address = `${service.origin}/refresh`;
  expect(await refresh(way(address), { ...means, clock: later, computerClock: Date.now })).toBe(address);
  await expect(refresh(way(address), { ...means, computerClock: later })).rejects.toMatchObject({ code: 'token.unreachable' });
});

test('B6, B7: a server that the description does not name ends it before a request is sent', async () => {
  service.heard.requests.length = 0;
  const elsewhere = description('https://nowhere.localhost:1', [tls.paos.hash]);
  for (const described of [description(service.origin, [tls.paos.hash]), elsewhere]) {
    await expect(refresh(way(`${service.origin}/token`, described), means)).rejects.toMatchObject({
      code: 'certificate.not-in-description',
    });
  }
  expect(service.heard.requests).toEqual([]);
});

test('without a description the way back is judged by the address of the token', async () => {
  const undescribed = { tokenAddress: service.tokenUrl, refreshAddress: `${service.origin}/refresh` };
  expect(await refresh(undescribed, means)).toBe(`${service.origin}/refresh`);
  await expect(refresh({ ...undescribed, tokenAddress: 'https://nowhere.localhost:1/' }, means)).rejects.toMatchObject({
    code: 'token.address-not-allowed',
  });
});

test.each([
  ['https://a/b', undefined, 'https://a/b?ResultMajor=ok'],
  ['https://a/b?c=d', undefined, 'https://a/b?c=d&ResultMajor=ok'],
  ['https://a/b#c', 'clientError', 'https://a/b?ResultMajor=error&ResultMinor=clientError#c'],
] as const)('%s with the result %s is %s', (address, minor, whole) => {
  expect(withResult(address, minor)).toBe(whole);
});

test('an address goes to its http twin by the exact origin, any other stays', () => {
  const twins = { 'https://idp.localhost:8181': 'http://idp.localhost:8081' };
  expect(mapAddress('https://idp.localhost:8181/a?b', twins)).toBe('http://idp.localhost:8081/a?b');
  expect(mapAddress('https://idp.localhost:8182/a', twins)).toBe('https://idp.localhost:8182/a');
  expect(mapAddress('https://idp.localhost.evil.example:8181/a', twins)).toBe('https://idp.localhost.evil.example:8181/a');
});

test.each([
  { 'https://idp.example': 'http://idp.example' },
  { 'https://idp.localhost:8181': 'http://portal.localhost:8081' },
  { 'http://idp.localhost:8181': 'http://idp.localhost:8081' },
  { 'https://idp.localhost:8181/path': 'http://idp.localhost:8081' },
  { 'https://evil.localhost.example:1': 'http://evil.localhost.example:1' },
])('the twins %j are refused', (addressTwins) => {
  expect(EidClientConfig.safeParse({ addressTwins }).success).toBe(false);
});

test('B7: another origin has to lead to the subject’s by redirects over https; a page there, or http, is not allowed', async () => {
  const elsewhere = description('https://nowhere.localhost:1');
  service.behaviour.token = () => ({ status: 200, body: 'stay' });
  await expect(refresh(way(`${service.origin}/token`, elsewhere), means)).rejects.toMatchObject({ code: 'token.address-not-allowed' });
  service.behaviour.token = () => ({ status: 302, headers: { location: 'http://nowhere.localhost:1/' } });
  await expect(refresh(way(`${service.origin}/token`, elsewhere), means)).rejects.toMatchObject({ code: 'token.address-not-allowed' });
  await using other = await startService();
  service.behaviour.token = () => ({ status: 303, headers: { location: `${other.origin}/refresh` } });
  expect(await refresh(way(`${service.origin}/token`, description(other.origin)), means)).toBe(`${other.origin}/refresh`);
});
