// The days on which a part of the system is away, or somebody asks for what they may not. After each the next sign-in works.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { activate, begin, goBack, permit, signIn, type, useCard } from '../steps.ts';
import type { Tell } from './tell.ts';

export function serviceTrouble(tell: Tell): void {
  tell('an eID server that is down, before the client and after it began', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'huvos-emese');
    await begin(page, portal, 'worker');
    await world.stop('eid-server');
    await activate(page);
    await at(page, 'idp.failed', 'eid-server.down');
    await world.restart('eid-server');
    const leave = page.waitForRequest(/eID-Client/);
    await page.route(/eID-Client/, async (route) => {
      await world.stop('eid-server');
      await route.continue();
    });
    await activate(page);
    await leave;
    await at(page, 'eid-client.result', 'eid-server.down');
    await page.unroute(/eID-Client/);
    await world.restart('eid-server');
    await press(page, 'main a.ds-button');
    await at(page, 'idp.failed', 'eid-server.down');
    await useCard(page);
    await at(page, 'portal.health-worker');
  });

  tell('whoever runs the eID server sees what failed, and that it cannot work without its database', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'torok-zsofia');
    await signIn(page, portal, 'worker');
    await at(page, 'idp.failed', 'document.expired');
    await page.goto(world.addresses.operations);
    await at(page, 'eid-server.operations', 'ready');
    const shown = await page.textContent('main');
    expect(shown).toContain('document.expired');
    expect(shown).not.toContain('Török');
    world.cut('eid-server');
    await page.reload();
    await at(page, 'eid-server.operations', 'not-ready');
    world.mend('eid-server');
    await page.reload();
    await at(page, 'eid-server.operations', 'ready');
  });

  tell('an eID server whose certificate the description does not name is never told anything', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'huvos-emese');
    const [keyFile, certificateFile] = ['other.key', 'other.pem'].map((name) => join(world.folder.root, name)) as [string, string];
    const request = [
      'req',
      '-x509',
      '-newkey',
      'rsa:3072',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-keyout',
      keyFile,
      '-out',
      certificateFile,
    ];
    execFileSync('openssl', request, { stdio: 'ignore' });
    await world.restart('eid-server', (config) => ({ ...config, paos: { ...config.paos, keyFile, certificateFile } }));
    await begin(page, portal, 'worker');
    await activate(page);
    await at(page, 'eid-client.result', 'certificate.not-in-description');
  });

  tell('a request under another authority than the trusted one is refused', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'huvos-emese');
    const folder = join(world.folder.pki, 'terminal');
    const own = readdirSync(folder).find((name) => name.endsWith('.cvcert')) ?? '';
    await world.restart('eid-client', (config) => ({ ...config, trust: [join(folder, own)] }));
    await begin(page, portal, 'worker');
    await activate(page);
    await at(page, 'eid-client.result', 'request.not-allowed');
  });

  tell('a card that another country signed is not authentic', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'huvos-emese');
    await world.restart('eid-server', ({ documentLists: _, ...config }) => ({
      ...config,
      countrySignerFiles: [config.service.certificateFile],
    }));
    await signIn(page, portal, 'worker');
    await at(page, 'idp.failed', 'document.not-authentic');
    await goBack(page);
    await at(page, 'portal.failure', 'document.not-authentic');
  });

  tell('a directory that is down', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'huvos-emese');
    await world.restart('idp', (config) => ({ ...config, directory: { ...config.directory, url: 'http://127.0.0.1:9' } }));
    await signIn(page, portal, 'worker');
    await at(page, 'idp.failed', 'directory.down');
    await goBack(page);
    await at(page, 'portal.failure', 'directory.down');
  });

  tell('an identity provider that is down, at the portal and at the hospital', async ({ page, world, portal }) => {
    await world.stop('idp');
    await page.goto(portal);
    await press(page, 'a[href="/sign-in/worker"]');
    await at(page, 'portal.failure', 'idp.down');
    await page.goto(world.addresses.hospital);
    await at(page, 'hospital.start');
    await press(page, 'a[href="/sign-in"]');
    await at(page, 'hospital.failed', 'idp.down');
    await world.restart('idp');
    await begin(page, portal, 'worker');
  });

  tell('a client that does not run is helped with after five seconds', async ({ page, world, portal }) => {
    await begin(page, portal, 'worker');
    await world.stop('eid-client');
    await page.click('form[action$="/start"] button', { noWaitAfter: true });
    await page.waitForURL(/chrome-error|activation/);
    await page.waitForTimeout(500);
    await page.goBack().catch(() => undefined);
    await at(page, 'idp.activation', 'no-answer');
  });

  tell('no reader', async ({ page, world, portal }) => {
    await world.restart('eid-client', ({ virtualReader: _, ...config }) => config);
    await begin(page, portal, 'worker');
    await activate(page);
    await permit(page);
    await at(page, 'eid-client.waiting', 'reader.none');
    await press(page, 'form[action="/window/cancel"] button');
    await at(page, 'idp.failed', 'user.cancelled');
  });

  tell('a database that is away is told, and is no trouble any more when it is back', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'huvos-emese');
    await signIn(page, portal, 'worker');
    await at(page, 'portal.health-worker');
    world.cut('portal');
    await page.reload();
    await at(page, 'portal.failure', 'database.unreachable');
    world.mend('portal');
    await page.reload();
    await at(page, 'portal.health-worker');
    world.cut('idp');
    await page.goto(`${world.addresses.idp}/interaction/unknown`);
    await at(page, 'idp.refused', 'database.unreachable');
    await page.goto(`${portal}/sign-in/worker`);
    await at(page, 'portal.failure', 'idp.down');
    world.mend('idp');
    await page.goto(`${portal}/sign-in/worker`);
    world.cut('eid-server');
    await activate(page);
    await at(page, 'idp.failed', 'database.unreachable');
    world.mend('eid-server');
    await activate(page);
    await permit(page);
    world.after('start-paos-response', () => world.cut('eid-server'));
    await type(page, 'eid-client.pin', '123456', 'asked');
    await at(page, 'idp.failed', 'database.unreachable');
    world.mend('eid-server');
    await useCard(page);
    await at(page, 'portal.health-worker');
  });

  tell('an identity provider that goes away while the person types the PIN', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'huvos-emese');
    await begin(page, portal, 'worker');
    await activate(page);
    await permit(page);
    await at(page, 'eid-client.pin');
    await world.stop('idp');
    await type(page, 'eid-client.pin', '123456');
    await at(page, 'eid-client.result', 'token.unreachable');
    await world.restart('idp');
    await press(page, 'main a.ds-button');
    await at(page, 'idp.failed', 'token.unreachable');
  });

  tell('a sign-in belongs to the browser that began it, and to its time', async ({ page, world, portal, elsewhere }) => {
    await begin(page, portal, 'worker');
    const other = await elsewhere();
    await other.goto(page.url());
    await at(other, 'idp.refused', 'signin.other-browser');
    await other.goto(`${world.addresses.idp}/interaction/unknown`);
    await at(other, 'idp.refused', 'signin.expired');
    await other.goto(`${portal}/sign-in/return?code=1&state=2`);
    await at(other, 'portal.failure', 'signin.other-browser');
    await page.goto(`${portal}/sign-in/return?code=1&state=2`);
    await at(page, 'portal.failure', 'signin.other-browser');
    await page.goto(`${portal}/sign-in/return?code=1&state=2`);
    await at(page, 'portal.failure', 'signin.expired');
    await page.goto(`${portal}/nowhere`);
    await at(page, 'portal.failure', 'request.not-allowed');
    await page.goto(`${world.addresses.idp}/auth`);
    await at(page, 'idp.refused', 'request.not-allowed');
    await page.goto(`${world.addresses.idp}/session/end`);
    await at(page, 'idp.signed-out');
  });

  tell('the client says why it does not begin', async ({ page, world, portal, elsewhere }) => {
    const client = world.addresses.client;
    await page.goto(`${client}/eID-Client?ShowUI`);
    await at(page, 'eid-client.home');
    await page.goto(`${client}/eID-Client?tcTokenURL=${encodeURIComponent('http://evil.example/token')}`);
    await at(page, 'eid-client.failure', 'token.address-not-allowed');
    await page.goto(`${client}/eID-Client?tcTokenURL=${encodeURIComponent('https://localhost:9/token')}`);
    await at(page, 'eid-client.failure', 'token.unreachable');
    await page.goto(`${client}/window`);
    await at(page, 'eid-client.failure', 'request.not-allowed');
    await begin(page, portal, 'worker');
    await activate(page);
    await at(page, 'eid-client.permission');
    const other = await elsewhere();
    await begin(other, portal, 'worker');
    await activate(other);
    await at(other, 'eid-client.failure', 'client.busy');
    await press(page, 'form[action="/window/cancel"] button');
    await at(page, 'idp.failed', 'user.cancelled');
  });
}
