// The days on which all goes well: each kind of person signs in and lands where they belong.
import { expect } from 'vitest';
import { putCard, putOtherCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { activate, begin, chooseRole, permit, signIn, signOut, type, useCard } from '../steps.ts';
import type { Tell } from './tell.ts';

export function everyDay(tell: Tell): void {
  tell('a physician chooses one of two institutions, sees who they are, and signs out', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'szoke-gergo');
    await signIn(page, portal, 'worker');
    await chooseRole(page, 'Őrségi Területi Kórház');
    await at(page, 'portal.physician');
    expect(await page.textContent('main')).toContain('Őrségi Területi Kórház (106538)');
    await press(page, page.locator('a[href="/who-you-are"]').first());
    await at(page, 'portal.who-you-are', 'worker');
    expect(await page.textContent('main')).toContain('61284');
    await signOut(page);
    await page.goto(`${portal}/physician`);
    await at(page, 'portal.start');
  });

  tell('a physician takes the card off after signing in, and changes to the other institution with it later', async (stage) => {
    const { page, world, portal } = stage;
    const card = await putCard(world, 'szoke-gergo');
    await signIn(page, portal, 'worker');
    await chooseRole(page, 'Tiszavölgyi');
    await at(page, 'portal.physician');
    await card.take();
    await page.reload();
    await at(page, 'portal.physician');
    await using _again = await putCard(world, 'szoke-gergo');
    await press(page, 'a[href="/sign-in/worker"]');
    await at(page, 'idp.sign-in', 'worker');
    await useCard(page);
    await chooseRole(page, 'Őrségi');
    await at(page, 'portal.physician');
    expect(await page.textContent('main')).toContain('106538');
  });

  tell('a patient lets name, date of birth and TAJ be read', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'kovacs-anna');
    await signIn(page, portal, 'patient');
    await at(page, 'portal.patient');
    expect(await page.textContent('main')).toContain('Kovács Anna');
    await press(page, page.locator('a[href="/who-you-are"]').first());
    await at(page, 'portal.who-you-are', 'patient');
    expect(await page.textContent('main')).toMatch(/\d{3} \d{3} \d{3}/);
  });

  tell('a patient keeps the date of birth; name and TAJ are no choice', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'fulop-bence');
    await begin(page, portal, 'patient');
    await activate(page);
    await at(page, 'eid-client.permission');
    await page.locator('input[name="right"]').uncheck();
    await permit(page);
    await type(page, 'eid-client.pin', '123456');
    await at(page, 'portal.patient');
    expect(await page.textContent('main')).toMatch(/\d{3} \d{3} \d{3}/);
    expect(await page.textContent('main')).toContain('Fülöp Bence Gergő');
    expect(await page.textContent('main')).not.toMatch(/\b20\d\d/);
  });

  for (const [who, person, home, state] of [
    ['a pharmacist', 'gyorffy-levente', 'portal.pharmacist', 'default'],
    ['a nurse', 'huvos-emese', 'portal.health-worker', 'default'],
    ['a resident', 'bohm-agoston', 'portal.physician', 'default'],
    ['a clerk', 'koszegi-mate', 'portal.staff', 'default'],
    ['an institution administrator', 'fuzi-katalin', 'portal.staff', 'institution-admin'],
  ] as const) {
    tell(`${who} lands on a page of their own`, async ({ page, world, portal }) => {
      await using _card = await putCard(world, person);
      await signIn(page, portal, 'worker');
      await at(page, home, state);
    });
  }

  tell(
    'whoever puts the card on the reader late is waited for, also when another card lies there first',
    async ({ page, world, portal }) => {
      await begin(page, portal, 'worker');
      await activate(page);
      await permit(page);
      await at(page, 'eid-client.waiting', 'card.none');
      const other = await putOtherCard(world);
      await at(page, 'eid-client.waiting', 'card.not-eid');
      await other.take();
      await at(page, 'eid-client.waiting', 'card.none');
      await using _card = await putCard(world, 'huvos-emese');
      await type(page, 'eid-client.pin', '123456', 'asked');
      await at(page, 'portal.health-worker');
    },
  );

  tell('the sign-in just made is drawn on the road', async ({ page, world }) => {
    await page.goto(`${world.addresses.console}/road`);
    await at(page, 'console.road', 'drawn');
    expect(await page.textContent('main')).toContain('did-authenticate-eac2');
  });
}
