// A worker's first day: the card is linked once, whoever is somebody else is not, and people decide what the match leaves open.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { readCard } from '../../../apps/chip/card-store.ts';
import { parseHolder } from '../../../apps/chip/holder.ts';
import { personalise } from '../../../apps/chip/personalise.ts';
import { layout } from '../../../apps/pki/index.ts';
import { createCryptography } from '../../../io/crypto/index.ts';
import { createFetch } from '../../../io/http/index.ts';
import { certificateOctets, readPublic, readSigner } from '../../../io/keys/index.ts';
import type { Card } from '../../../lib/chip/index.ts';
import { parseX509 } from '../../../lib/x509/index.ts';
import { loadWorld } from '../../../world/index.ts';
import { putCard, putCopy } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { chooseRole, signIn, signOut, useCard } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import type { Stage, Tell } from './tell.ts';

/** From the portal's first page to the question whose account it is. */
export async function beginLinking(page: Page, portal: string, way: 'account' | 'invitation'): Promise<void> {
  await page.goto(portal);
  await press(page, 'main a[href="/linking"]');
  await at(page, 'portal.linking');
  await press(page, `.actions a[href="/linking/${way}"]`);
  await at(page, `portal.linking-${way}`, 'default');
}

const send = (page: Page, action: string) => press(page, `form[action="${action}"] button[type="submit"]`);

/** Says which account it is, and uses the card. */
async function claim(page: Page, portal: string, profession: string, number: string): Promise<void> {
  await beginLinking(page, portal, 'account');
  await page.check(`input[name="profession"][value="${profession}"]`);
  await page.fill('#number', number);
  await send(page, '/linking/account');
  await at(page, 'idp.sign-in', 'linking');
  await useCard(page);
}

/** A letter in the world's post to an address, with its text. */
async function letterTo({ page, world }: Stage, address: string): Promise<string> {
  await expect
    .poll(async () => (await page.goto(`${world.addresses.console}/mail`)) && (await page.textContent('main')), { timeout: 8_000 })
    .toContain(address);
  return (await page.textContent('main')) ?? '';
}

/** The holder's next card: another document, other keys, the pseudonym key carried over. */
async function nextCard(world: TestWorld, id: string, documentNumber: string): Promise<Card> {
  const { documentSigner, cvca } = layout(world.folder.pki);
  const [certificate, trustPoint] = await Promise.all([documentSigner.certificate, cvca.certificate].map(readPublic));
  const person = loadWorld().people.find((one) => one.id === id);
  const old = await readCard(join(world.folder.cards, `${id}.json`));
  const pseudonymKey = old.identityKeys.find(({ authorizedOnly }) => authorizedOnly)?.secret;
  if (certificate === undefined || trustPoint === undefined || person === undefined || pseudonymKey === undefined)
    throw new Error('no card');
  const holder = parseHolder({ ...person, document: { ...person.document, number: documentNumber } });
  const signer = { certificate: parseX509(certificateOctets(certificate)), signer: await readSigner(documentSigner.key) };
  const authorities = { documentSigner: signer, trustPoints: [trustPoint] };
  return personalise(holder, authorities, { cryptography: createCryptography(), knownKeys: new Set(), pseudonymKey }).card;
}

export function linking(tell: Tell): void {
  tell('a physician’s first day: she links her card, chooses her institution, and is signed in', async (stage) => {
    const { page, world, portal } = stage;
    await using _card = await putCard(world, 'gal-reka');
    await beginLinking(page, portal, 'account');
    await page.fill('#number', '9412');
    await send(page, '/linking/account');
    await at(page, 'portal.linking-account', 'faulty');
    expect(await page.inputValue('#number')).toBe('9412');
    await claim(page, portal, 'physician', '94127');
    await chooseRole(page, 'Őrségi');
    await at(page, 'portal.linking-result', 'linked');
    expect(await page.textContent('main')).toContain('106538');
    await press(page, '.actions a');
    await at(page, 'portal.physician');
    await signOut(page);
    await signIn(page, portal, 'worker');
    await chooseRole(page, 'Tiszavölgyi');
    await at(page, 'portal.physician');
    expect(await letterTo(stage, 'gal.reka@posta.example')).toContain('EESZT');
  });

  tell('F1: a stranger’s card on a doctor’s number opens nothing, and the doctor is told', async (stage) => {
    const { page, world, portal } = stage;
    await using _card = await putCard(world, 'kovacs-anna');
    await claim(page, portal, 'physician', '61284');
    await at(page, 'portal.linking-result', 'no');
    const told = await page.textContent('main');
    await page.goto(`${portal}/physician`);
    await at(page, 'portal.start');
    await claim(page, portal, 'physician', '00000');
    await at(page, 'portal.linking-result', 'no');
    expect(await page.textContent('main')).toBe(told);
    await letterTo(stage, 'szoke.gergo@posta.example');
  });

  tell('a pharmacist whom the register knows by her maiden name is herself', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'halasz-nora');
    await claim(page, portal, 'pharmacist', '43358');
    await at(page, 'portal.linking-result', 'linked');
    await press(page, '.actions a');
    await at(page, 'portal.pharmacist');
  });

  tell('of two physicians with the same name and birthday people make sure, two of them, with a day between', async (stage) => {
    const { page, world, portal, elsewhere } = stage;
    const agent = await elsewhere();
    await using card = await putCard(world, 'szucs-dorottya');
    await signIn(agent, portal, 'worker');
    await at(agent, 'portal.staff');
    await press(agent, 'a[href="/link-cases"]');
    await at(agent, 'portal.link-cases', 'empty');
    await card.take();
    await using his = await putCard(world, 'szabo-peter-baja');
    await claim(page, portal, 'physician', '70215');
    await at(page, 'portal.linking-result', 'human');
    await his.take();
    await agent.reload();
    await at(agent, 'portal.link-cases', 'some');
    await press(agent, 'main table a');
    await at(agent, 'portal.link-case', 'default');
    await agent.check('input[value="confirm"]');
    await press(agent, 'main form button');
    await at(agent, 'portal.link-case', 'faulty');
    await agent.check('#present');
    await agent.check('#papers');
    await press(agent, 'main form button');
    await at(agent, 'portal.link-case', 'decided');
    await using _clerk = await putCard(world, 'koszegi-mate');
    const clerk = await elsewhere();
    await signIn(clerk, portal, 'worker');
    await at(clerk, 'portal.staff');
    await clerk.goto(`${portal}/link-cases`);
    await press(clerk, 'main table a');
    await at(clerk, 'portal.link-case', 'waiting');
    expect(await clerk.locator('input[value="confirm"]').count()).toBe(0);
    await letterTo(stage, 'szabo.peter.baja@posta.example');
  });

  tell('a nurse in no register is entered by her institution, and links her card with its code', async (stage) => {
    const { page, world, portal, elsewhere } = stage;
    const admin = await elsewhere();
    const card = await putCard(world, 'fuzi-katalin');
    await signIn(admin, portal, 'worker');
    await at(admin, 'portal.staff');
    await admin.goto(`${portal}/people/staff`);
    await admin.fill('#name', 'Bodó Ildikó');
    await admin.check('input[value="nurse"]');
    await press(admin, 'form[action="/people/staff"] button');
    await at(admin, 'portal.person', 'own-staff');
    await press(admin, 'form[action$="/invite"] button');
    await at(admin, 'portal.invitation');
    const [code = ''] = /(?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}/.exec((await admin.textContent('main')) ?? '') ?? [];
    await card.take();
    await using _card = await putCard(world, 'bodo-ildiko');
    await beginLinking(page, portal, 'invitation');
    await page.fill('#code', 'ABCD');
    await send(page, '/linking/invitation');
    await at(page, 'portal.linking-invitation', 'faulty');
    await page.fill('#code', code.toLowerCase());
    await send(page, '/linking/invitation');
    await at(page, 'idp.sign-in', 'linking');
    await useCard(page);
    await at(page, 'portal.linking-result', 'account.no-role');
    await admin.reload();
  });

  tell('a worker whose licence is suspended is linked, and told what stands in the way', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'vertesi-arpad');
    const { worker } = loadWorld().people.find(({ id }) => id === 'vertesi-arpad') ?? {};
    await claim(page, portal, worker?.profession ?? '', worker?.registerNumber ?? '');
    await at(page, 'portal.linking-result', 'account.suspended');
  });

  tell('a replaced card needs no new linking', async ({ page, world, portal }) => {
    const next = await nextCard(world, 'huvos-emese', '111222EE');
    await using _card = await putCopy(world, 'huvos-emese', () => next);
    await signIn(page, portal, 'worker');
    await at(page, 'portal.health-worker');
  });

  tell('an account that was tried too often today says so, whether it exists or not', async ({ page, world, portal }) => {
    const { addresses } = world;
    using fetch = createFetch();
    const identity = { name: 'A B', birthName: 'A B', motherName: 'C D', dateOfBirth: '2000-01-01', placeOfBirth: 'E' };
    for (let i = 0; i < 20; i++) {
      const body = JSON.stringify({ pseudonym: (16 + i).toString(16).repeat(32), user: 'O00001', identity });
      const headers = { authorization: `Bearer ${world.secret('idp-token')}`, 'content-type': 'application/json' };
      expect((await fetch(`${addresses.directory}/match-identity`, { method: 'POST', headers, body })).status).toBe(200);
    }
    await using _card = await putCard(world, 'kovacs-anna');
    await claim(page, portal, 'physician', '00001');
    await at(page, 'portal.linking-result', 'too-many');
  });

  tell('a form that is sent after the session’s end is there again after the next sign-in', async (stage) => {
    const { page, world, portal } = stage;
    await using _card = await putCard(world, 'fuzi-katalin');
    await signIn(page, portal, 'worker');
    await at(page, 'portal.staff');
    await page.goto(`${portal}/people/staff`);
    await page.fill('#name', 'Kerekes Árpád');
    await page.context().clearCookies({ name: 'portal' });
    await press(page, 'form[action="/people/staff"] button');
    await at(page, 'portal.session-ended');
    await press(page, 'main a[href="/sign-in/worker"]');
    await at(page, 'idp.sign-in', 'worker');
    await useCard(page);
    await at(page, 'portal.staff-new', 'default');
    expect(await page.inputValue('#name')).toBe('Kerekes Árpád');
  });

  tell('a patient sees what they did and what was read, and ends a session elsewhere', async ({ page, world, portal, elsewhere }) => {
    await using _card = await putCard(world, 'fulop-bence');
    const other = await elsewhere();
    await signIn(other, portal, 'patient');
    await at(other, 'portal.patient');
    await signIn(page, portal, 'patient');
    await at(page, 'portal.patient');
    await press(page, 'nav a[href="/my-pages"]');
    await at(page, 'portal.my-pages', 'default');
    expect(await page.locator('main dl.facts').count()).toBe(2);
    await press(page, 'form[action="/my-pages/sessions/end-others"] button');
    await at(page, 'portal.my-pages', 'ended');
    await other.reload();
    await at(other, 'portal.start');
    await world.stop('idp');
    await page.goto(`${portal}/my-pages`);
    await at(page, 'portal.my-pages', 'idp.down');
  });
}
