// What few people meet: many roles, a relying party that wants to know nothing, a stolen way back, failures looked at again.
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { pages as portalPages } from '../../../apps/portal/pages/index.ts';
import { createFetch } from '../../../io/http/index.ts';
import { loadWorld } from '../../../world/index.ts';
import { registersOf } from '../../../world/registers.ts';
import { clientWithBusyReader } from '../busy-reader.ts';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { activate, begin, chooseRole, permit, signIn, type } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import type { Tell } from './tell.ts';

async function send(method: string, url: string, token: string, document: unknown): Promise<unknown> {
  using fetch = createFetch({ accept: () => true });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(document) });
  expect(answer.ok).toBe(true);
  return answer.status === 204 ? undefined : answer.json();
}

/** The registers as the office hands them over; one nurse may hold a role at every unit that there is. */
function handOver({ addresses, secret }: TestWorld, everywhere?: string): Promise<unknown> {
  const registers = registersOf(loadWorld(), Date.now());
  const units = registers.institutions.flatMap(({ id, units }) => units.map((unit) => ({ institution: id, unit: unit.id })));
  const roles = units.map((place) => ({ ...place, role: 'nurse' as const, status: 'in-force' as const }));
  const workers = registers.workers.map((worker) => (worker.id === everywhere ? { ...worker, roles } : worker));
  return send('PUT', `${addresses.directory}/registers`, secret('office-token'), { ...registers, workers });
}

export function unusual(tell: Tell): void {
  tell('a worker with many roles finds the right one by searching, also in vain at first', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'huvos-emese');
    await handOver(world, 'huvos-emese');
    try {
      await signIn(page, portal, 'worker');
      await at(page, 'idp.role', 'many');
      await page.fill('#search', 'xyzzy');
      await page.press('#search', 'Enter');
      await page.waitForURL(/search=xyzzy/);
      await page.fill('#search', 'kardiologia');
      await page.press('#search', 'Enter');
      await page.waitForURL(/search=kardiologia/);
      await chooseRole(page, 'Kardiológiai');
      await at(page, 'portal.health-worker');
      expect(await page.textContent('main')).toContain('106538001');
    } finally {
      await handOver(world);
    }
  });

  tell('a relying party that asks for nothing learns nothing but a pseudonym', async ({ page, world }) => {
    const names = { hu: 'Szavazás', en: 'Poll' };
    const wanted = { name: names, purpose: names, kind: 'web', redirectUris: ['http://127.0.0.1:9/back'], scopes: [] };
    const added = (await send('POST', `${world.addresses.idp}/admin/relying-parties`, world.secret('admin-token'), wanted)) as {
      clientId: string;
    };
    const challenge = createHash('sha256').update('v'.repeat(43)).digest('base64url');
    const query = {
      client_id: added.clientId,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'http://127.0.0.1:9/back',
      state: 's',
    };
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    await page.goto(`${world.addresses.idp}/auth?${new URLSearchParams({ ...query, ...pkce })}`);
    await at(page, 'idp.sign-in', 'pseudonym');
  });

  tell('B7, B8: a way back that another browser takes is of no use to either', async ({ page, world, portal, elsewhere }) => {
    await using _card = await putCard(world, 'huvos-emese');
    // The address is reached by a redirect, which only the debugger's protocol can stop.
    const debug = await page.context().newCDPSession(page);
    const way = Promise.withResolvers<string>();
    debug.on('Fetch.requestPaused', ({ requestId, request }) => {
      way.resolve(request.url);
      void debug.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    });
    await debug.send('Fetch.enable', { patterns: [{ urlPattern: '*/refresh?*' }] });
    await begin(page, portal, 'worker');
    const interaction = page.url();
    await activate(page);
    await permit(page);
    await type(page, 'eid-client.pin', '123456');
    const other = await elsewhere();
    await other.goto(await way.promise);
    await at(other, 'idp.refused', 'signin.other-browser');
    await debug.detach();
    await page.goto(interaction);
    await at(page, 'idp.failed', 'signin.other-browser');
  });

  tell('an eID server that has no room for another session', async ({ page, world, portal, elsewhere }) => {
    await world.restart('eid-server', ({ services: [service], ...config }) => ({ ...config, services: [{ ...service, openSessions: 1 }] }));
    const other = await elsewhere();
    for (const one of [other, page]) {
      await begin(one, portal, 'worker');
      await activate(one);
    }
    await at(page, 'idp.failed', 'internal');
  });

  tell('a reader that another program holds is waited for', async ({ page, world, portal }) => {
    await world.stop('eid-client');
    await using _client = await clientWithBusyReader(world.ports.client);
    await begin(page, portal, 'worker');
    await activate(page);
    await permit(page);
    await at(page, 'eid-client.waiting', 'card.in-use');
  });

  tell('an explanation in the window is closed', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'lorincz-bela');
    await begin(page, portal, 'worker');
    await activate(page);
    await permit(page);
    await at(page, 'eid-client.result', 'pin.blocked');
    await page.evaluate(`(() => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = '/window/close';
      document.body.append(form);
      form.submit();
    })()`);
    await at(page, 'eid-client.closed');
  });

  tell('a failure is still explained when its page is loaded again, and in the other language', async ({ page, portal, language }) => {
    const failures = portalPages.find(({ id }) => id === 'portal.failure')?.states ?? [];
    for (const code of failures) {
      await page.goto(`${portal}/sign-in/failed?code=${code}`);
      await at(page, 'portal.failure', code);
    }
    const other = language === 'hu' ? 'en' : 'hu';
    await press(page, `a[hreflang="${other}"]`);
    await page.waitForSelector(`html[lang="${other}"]`, { state: 'attached' });
    await page.goto(portal);
    await page.waitForSelector(`html[lang="${other}"][data-page="portal.start"]`, { state: 'attached' });
  });
}
