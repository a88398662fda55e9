// A1 and D_16: the port of the client, its addresses, and the pages for what fails early.
import http from 'node:http';
import net from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect } from 'vitest';
import type { Checks, clientCases } from '../cases.ts';
import { misbehave, openTab, service } from './driver.ts';

const readable = /<html lang="hu"[\s\S]*Hibakód/;

const shows = (query: string) => async () => {
  await using tab = await openTab();
  expect(await tab.get(`/eID-Client?${query}`)).toMatchObject({
    status: 200,
    text: expect.stringContaining('data-page="eid-client.home"'),
  });
};

export const activation = {
  async A1_02() {
    await using tab = await openTab();
    const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    const outside = others.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
    expect(await reaches('127.0.0.1', tab.port)).toBe(true);
    for (const address of ['127.0.0.2', ...outside]) expect([address, await reaches(address, tab.port)]).toEqual([address, false]);
  },
  async A1_03() {
    await using tab = await openTab();
    for (const query of ['', '?', '?tcTokenURL=']) {
      expect(await tab.get(`/eID-Client${query}`)).toMatchObject({ status: 400, text: expect.stringMatching(readable) });
    }
  },
  async A1_04() {
    let connections = 0;
    const plain = http.createServer((_, response) => response.end()).on('connection', () => connections++);
    const port = await listening(plain);
    await using tab = await openTab();
    expect(await tab.activate(`http://127.0.0.1:${port}/token`)).toMatchObject({ status: 400, text: expect.stringMatching(readable) });
    expect(connections).toBe(0);
    plain.close();
  },
  async A1_05() {
    await using tab = await openTab();
    const { status, text, headers } = await tab.get('/eID-Client?Status');
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
    expect(text).toMatch(/^Implementation-Title: .+\nImplementation-Vendor: .+\nImplementation-Version: \d.*\nName: .+\n/);
    expect(text).toMatch(/\nSpecification-Title: TR-03124-1\nSpecification-Vendor: .+\nSpecification-Version: 1\.4\n$/);
  },
  async A1_06() {
    await using tab = await openTab();
    expect((await tab.get('/eID-Client?ShowUI=PINManagement')).headers.get('location')).toBe('/window');
    await tab.until('card-home');
  },
  async A1_07() {
    await using tab = await openTab();
    expect((await tab.get('/eID-Client?ShowUI=Settings')).headers.get('location')).toBe('/window/settings');
    expect(await tab.get('/window/settings')).toMatchObject({
      status: 200,
      text: expect.stringContaining('data-page="eid-client.settings"'),
    });
  },
  A1_08: shows('ShowUI'),
  A1_09: shows('ShowUI=Something'),
  async D_16() {
    misbehave();
    await using tab = await openTab();
    const token = service.tokenUrl;
    const answers = {
      'not found': { status: 404 },
      'server error': { status: 500 },
      empty: { status: 200, body: '' },
      'no XML': { status: 200, body: 'token' },
      'another document': { status: 200, body: '<TCToken/>' },
      'nothing in it': { status: 200, body: '<TCTokenType/>' },
      'a doubled element': {
        status: 200,
        body: '<TCTokenType><RefreshAddress>a</RefreshAddress><RefreshAddress>b</RefreshAddress></TCTokenType>',
      },
      'redirect to http': { status: 302, headers: { location: 'http://idp.localhost/' } },
      'redirects without end': { status: 302, headers: { location: '/token' } },
    } as const;
    for (const [fault, answer] of Object.entries(answers)) {
      misbehave({ token: () => answer });
      const { status, text } = await tab.activate(token);
      expect([fault, [400, 404].includes(status), readable.test(text)]).toEqual([fault, true, true]);
    }
    for (const address of ['', 'nonsense', 'http://idp.localhost/', 'https://a:b@idp.localhost/', 'https://127.0.0.1:1/']) {
      const { status, text } = await tab.activate(address);
      expect([address, [400, 404].includes(status), readable.test(text)]).toEqual([address, true, true]);
    }
  },
} satisfies Partial<Checks<typeof clientCases>>;

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.setTimeout(2000, () => end(false));
  });
}

/** The port of a server that has begun to listen on 127.0.0.1. */
export function listening(server: net.Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port)));
}
