// The portal as a process.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createFetch } from '../../io/http/index.ts';
import { quiet } from '../../io/log/index.ts';
import { testDatabase } from '../../io/store/testing/database.ts';
import { start } from './main.ts';
import { origin } from './testing/browse.ts';

const guideFolder = join(import.meta.dirname, '../../world/guide');

test('the process starts from its configuration, with secrets in files, and stops', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const config = {
    port: 0,
    origin,
    issuer: 'http://idp.localhost:1',
    clientId: 'eeszt-portal',
    linkingClientId: 'eeszt-linking',
    historyTokenFile: file('history', 't'),
    clientKeyFile: file('key.json', JSON.stringify({})),
    databaseUrlFile: file('url', `${await testDatabase()}\n`),
    directory: { url: 'http://127.0.0.1:1', tokenFile: file('token', 't') },
    guide: {
      windowsFile: join(guideFolder, 'government-windows.json'),
      noticesFile: join(guideFolder, 'notices.json'),
      downloadsFolder: join(folder, 'downloads'),
      clientAddress: 'http://127.0.0.1:24727',
    },
    mail: { host: '127.0.0.1', port: 1, from: 'a@eeszt.example' },
  };
  await using portal = await start(config, { log: quiet, clock: Date.now, road: () => undefined });
  using fetch = createFetch();
  const answer = await fetch(`http://portal.localhost:${portal.port}/`, { headers: { host: 'portal.localhost:8080' } });
  expect(await answer.text()).toContain('data-page="portal.start"');
  await expect(start({ ...config, extra: 1 } as never, { log: quiet, clock: Date.now, road: () => undefined })).rejects.toThrow();
});
