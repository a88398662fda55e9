import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { listen } from '../../../io/http/index.ts';
import { quiet } from '../../../io/log/index.ts';
import { startReporting } from './report.ts';

test('a workstation says with its institution’s key that it has a reader and which version runs, and nothing else; a portal away harms nobody', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const keyFile = join(folder, 'key');
  writeFileSync(keyFile, '104217.key\n', { mode: 0o600 });
  const heard: [string | undefined, unknown][] = [];
  const portal = new Hono();
  portal.post('/report', async (c) => {
    heard.push([c.req.header('authorization'), await c.req.json()]);
    return c.body(null, 204);
  });
  const server = await listen(portal, { port: 0 });
  const settings = { address: `http://127.0.0.1:${server.port}/report`, keyFile, code: 'bel-101', minutes: 60 };
  let present = true;
  {
    await using reporting = startReporting(settings, { list: () => (present ? [{} as never] : []) }, quiet);
    await reporting.report();
    present = false;
    expect(await reporting.report()).toBe(true);
    const clientVersion = expect.stringMatching(/^\d+\.\d+\.\d+$/);
    expect(heard[0]).toEqual(['Bearer 104217.key', { workstation: 'bel-101', reader: true, clientVersion }]);
    expect(heard.at(-1)).toEqual(['Bearer 104217.key', { workstation: 'bel-101', reader: false, clientVersion }]);
    await server[Symbol.asyncDispose]();
    expect(await reporting.report()).toBe(false);
  }
  rmSync(folder, { recursive: true, force: true });
});
