// A service provider sends people to the eID server by SAML: what they see on the way, in both languages, with scripts and without, and where it ends.
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { samlPages } from '../../apps/eid-server/pages/index.ts';
import { type Ask, type Clinic, pair, withSaml } from '../../apps/eid-server/testing/saml.ts';
import { serving } from '../../apps/eid-server/testing/server.ts';
import { authorities, noon, person, usuallyWithout } from '../../apps/eid-server/testing/world.ts';
import { bytes } from '../../lib/bytes/index.ts';
import { xml } from '../../lib/xml/index.ts';
import { signInWithOurClient } from '../our-client.ts';
import { faults } from './accessibility.ts';
import { launch, ownBrowser, at as shown } from './chromium.ts';
import { compare, type Visits } from './coverage.ts';
import { openClinic } from './stories/clinic.ts';
import { heaviest, weightOf } from './weight.ts';

const visits: Visits = new Map();
const opened = new AsyncDisposableStack();
let clinic: Clinic | undefined;
let ask: Ask = {};
let clientAnswers = true;

const ours = () => {
  if (clinic === undefined) throw new Error('before the first test');
  return clinic;
};
const pages = opened.use(await openClinic(ours, () => ask));

/** Our client where browsers look for it; while a story has stopped it, nothing happens there. */
const client = createServer(async (request, response) => {
  const token = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('tcTokenURL') ?? '';
  if (!clientAnswers) return response.writeHead(204).end();
  const destination = await signInWithOurClient(token);
  return response.writeHead(303, { location: destination.kind === 'redirect' ? destination.address : '/' }).end();
});
await once(client.listen(0, '127.0.0.1'), 'listening');
opened.defer(() => {
  client.closeAllConnections();
  client.close();
});
const clientOrigin = `http://127.0.0.1:${(client.address() as AddressInfo).port}`;
const stranger = { privateKey: (await pair('stranger', 'P-256')).key.pem };
const otherKey = (await pair('other', 'RSA-3072')).certificate;

let register: Awaited<ReturnType<typeof withSaml>>['register'];
const server = serving({}, async (world) => {
  const saml = await withSaml(world, pages.consumer);
  ({ clinic, register } = saml);
  const { raw } = new X509Certificate(readFileSync(saml.config.attached.certificateFile));
  const commCertificates = [raw, pages.certificate].map((one) => bytes(createHash('sha256').update(one).digest()));
  const of = { subjectUrl: clinic.origin, commCertificates };
  (await world.files.nextTerminal('HUAT00006', authorities.sectorKeys, usuallyWithout, of))();
  return { ...saml.config, saml: { ...saml.config.saml, client: clientOrigin } };
});

let browser: Browser;
beforeAll(async () => {
  browser = opened.adopt(await launch(), (running) => running.close());
});
afterAll(() => opened.disposeAsync());
beforeEach(() => {
  ask = {};
  clientAnswers = true;
  server.world.time.now = noon;
});

describe.each(['hu', 'en'] as const)('in %s', (language) => {
  const told = (name: string, story: (page: Page, context: BrowserContext) => Promise<void>) =>
    test(name, async () => {
      await using context = await ownBrowser(browser, language, visits, { ignoreTls: true });
      await story(await context.newPage(), context);
    });

  told('a person is led to the client and back to the service provider, which reads the name', async (page) => {
    await page.goto(`${pages.origin}/browser`);
    await page.waitForURL(pages.consumer);
    expect(await page.textContent('h1')).toBe(person.givenNames);
    expect(pages.answers.at(-1)?.['RelayState']).toBe('<i>shelf</i>');
    // E11: the same answer once more.
    await page.reload();
    expect(await page.textContent('h1')).toBe('refused');
  });

  told('the same by the form of the eIDAS profile', async (page) => {
    await page.goto(`${pages.origin}/eidas`);
    await page.click('button');
    await page.waitForURL(pages.consumer);
    expect(await page.textContent('h1')).toBe(person.givenNames);
  });

  test('without scripts the person goes by a link and a button, and may change the language on the way', async () => {
    await using context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false, locale: language });
    const page = await context.newPage();
    await page.goto(`${pages.origin}/browser`);
    await page.click('nav a[hreflang]');
    await shown(page, 'eid-server.saml-sign-in', 'leaving');
    await page.click('#activate');
    await shown(page, 'eid-server.saml-leaving');
    await page.click('nav a[hreflang]');
    await page.click('#leaving button');
    await page.waitForURL(pages.consumer);
    expect(await page.textContent('h1')).toBe(person.givenNames);
  });

  told('when the client does not answer there is help, and a way back that the service provider hears of', async (page) => {
    clientAnswers = false;
    await page.goto(`${pages.origin}/browser`, { waitUntil: 'commit' });
    await shown(page, 'eid-server.saml-sign-in', 'no-answer');
    await page.click('form button');
    await page.waitForURL(pages.consumer);
    expect(await page.textContent('body')).toContain('AuthnFailed');
    expect(await page.textContent('p')).toBe('user.cancelled');
  });

  told('a link that another browser began ends nowhere, and neither does the one who sent it', async (page, context) => {
    clientAnswers = false;
    await page.goto(`${pages.origin}/browser`, { waitUntil: 'commit' });
    await shown(page, 'eid-server.saml-sign-in', 'no-answer');
    const link = (await page.getAttribute('#activate', 'href')) ?? '';
    const began = page.url();
    clientAnswers = true;
    await using victim = await ownBrowser(browser, language, visits, { ignoreTls: true });
    const misled = await victim.newPage();
    await misled.goto(link);
    await shown(misled, 'eid-server.saml-refused', 'signin.other-browser');
    const attacker = await context.newPage();
    await attacker.goto(began);
    await shown(attacker, 'eid-server.saml-refused', 'signin.expired');
  });

  const refused: Readonly<Record<string, () => Ask | Promise<Ask>>> = {
    'saml.request': () => ({ extensions: xml`` }),
    'saml.provider-unknown': () => ({ issuer: 'https://nobody.example/saml' }),
    'saml.signature': () => ({ signing: stranger }),
    'saml.encryption': () => ({ extensions: ours().sealed(xml`<x></x>`, otherKey) }),
    'saml.incomplete': () => ({ asked: { operations: { ageVerification: 'REQUIRED' } } }),
    'saml.expired': () => ({ issueInstant: noon - 3_600_000 }),
    'saml.metadata': async () => {
      await server.world.renew(1, () => register({ validUntil: noon + 1000 }));
      server.world.time.now = noon + 2000;
      return {};
    },
  };
  for (const [code, fault] of Object.entries(refused)) {
    told(`${code} is told on a page, and the service provider hears nothing`, async (page) => {
      ask = await fault();
      const heard = pages.answers.length;
      const answer = await page.goto(`${pages.origin}/browser`);
      await shown(page, 'eid-server.saml-refused', code);
      expect([answer?.status(), pages.answers.length]).toEqual([400, heard]);
      if (code === 'saml.metadata') await server.world.renew(1, () => register());
    });
  }

  told('saml.repeated is told to who sends a request again', async (page) => {
    clientAnswers = false;
    const address = ours().redirect('browser');
    await page.goto(address, { waitUntil: 'commit' });
    await page.goto(address);
    await shown(page, 'eid-server.saml-refused', 'saml.repeated');
  });
});

/** They would need a server that is broken; their page is that of the others. */
const ofServers: readonly string[] = ['database.unreachable', 'internal'];

test('every page was seen in every state and language, and no other', () => {
  const tables = samlPages.map(({ id, states }) => ({ id, states: states.filter((state) => !ofServers.includes(state)) }));
  expect(compare(tables, visits, ['hu', 'en'])).toEqual({ missing: [], unknown: [] });
});

test('no page has a fault that axe knows, needs scrolling sideways on the narrowest phone, or is heavy', async () => {
  expect(await faults(browser, visits.values(), () => true)).toEqual([]);
  expect([...visits.values()].filter((visit) => weightOf(visit) > heaviest)).toEqual([]);
});
