// One mark leads through the logs of a sign-in, from the identity provider to the last command for the card.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { insertCard } from '../../apps/chip/insert.ts';
import { testMeans } from '../../apps/eid-client/testing/means.ts';
import { createRobot } from '../../cli/login/robot.ts';
import { signInAtPortal } from '../../cli/login/sign-in.ts';
import { willing } from '../../cli/login/willing.ts';
import { secureIdp } from '../../cli/up/configurations.ts';
import { startWorld } from '../../cli/up/world.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { createFetch } from '../../io/http/index.ts';
import { createLogger } from '../../io/log/index.ts';
import { hostPace, openVirtualReader } from '../../io/reader/index.ts';
import { loadWorld } from '../../world/index.ts';

test('one mark leads through the logs from the identity provider to the last command for the card, and nothing about the person is in them', async () => {
  const data = mkdtempSync(join(tmpdir(), 'eszig-trace-'));
  const lines: string[] = [];
  const logTo = { write: (line: string) => void lines.push(line) };
  const cryptography = createCryptography();
  try {
    await using world = await startWorld({ data, portBase: 'free', without: ['eid-client', 'hospital'], logLevel: 'debug', logTo });
    await using readers = await openVirtualReader({ host: '127.0.0.1', port: 0, pace: hostPace(cryptography) });
    const file = join(data, 'card.json');
    cpSync(join(world.folder.cards, 'kovacs-anna.json'), file);
    const card = await insertCard({ file, host: '127.0.0.1', port: readers.port });
    using fetch = createFetch({ timeout: 60_000 });
    const means = testMeans({ holder: willing('123456'), readers, log: createLogger('eid-client', 'debug', logTo) });
    const addressTwins = { [secureIdp(world)]: world.addresses.idp };
    const robot = createRobot(fetch, 'hu');
    await signInAtPortal({ robot, portal: world.addresses.portal, wanted: undefined, means, addressTwins, walked: async () => undefined });
    await card.remove();
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  const events = lines.map((line) => JSON.parse(line));
  const { session } = events.find(({ app, event }) => app === 'idp' && event === 'idp.sign-in');
  const marked = events.filter((one) => one.session === session);
  const told = (app: string) => marked.filter((one) => one.app === app);
  expect(told('idp').map(({ state }) => state)).toEqual(['opened', 'activated', 'done']);
  expect(told('eid-server').map(({ event, to }) => to ?? event)).toEqual([
    'session',
    'connected',
    'signed',
    'reading',
    'finished',
    'result',
  ]);
  const apdus = told('eid-client').filter(({ event }) => event === 'apdu');
  expect(apdus.length).toBeGreaterThan(3);
  expect(apdus.map(({ number }) => number)).toEqual(apdus.map((_, i) => i + 1));
  expect(apdus.at(-1)?.number).toBe(apdus.at(-1)?.of);
  const person = loadWorld().people.find(({ id }) => id === 'kovacs-anna');
  const { names, motherName, taj, document, card: codes } = person as NonNullable<typeof person>;
  const secrets = [names.family, names.given, JSON.stringify(motherName), taj, document.number, codes.can, codes.puk];
  for (const secret of secrets) expect(lines.some((line) => line.includes(secret))).toBe(false);
});
