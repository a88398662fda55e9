// Who may act for an institution: given, taken away, approved by a second pair of eyes, and explained to whoever is not let in.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { goBack, signIn, useCard } from '../steps.ts';
import type { Stage, Tell } from './tell.ts';

/** The hospital's administrator, at their list of people. */
export async function administer({ page, world, portal }: Pick<Stage, 'page' | 'world' | 'portal'>, path = '/people'): Promise<void> {
  await using _card = await putCard(world, 'fuzi-katalin');
  await signIn(page, portal, 'worker');
  await at(page, 'portal.staff', 'institution-admin');
  await page.goto(`${portal}${path}`);
}

const submit = (page: Page) => press(page, 'main form[method="post"] button[type="submit"]');
const openPerson = (page: Page, name: string) => press(page, page.locator('main a', { hasText: name }).first());

export function roles(tell: Tell): void {
  tell('a role taken away is gone within five minutes, and the worker is told why', async (stage) => {
    const { page, world, portal, elsewhere, later } = stage;
    const nurse = await elsewhere();
    {
      await using _card = await putCard(world, 'huvos-emese');
      await signIn(nurse, portal, 'worker');
      await at(nurse, 'portal.health-worker');
    }
    await administer(stage);
    await at(page, 'portal.people', 'default');
    await press(page, 'a[href="/people/history"]');
    await at(page, 'portal.people-history', 'empty');
    await page.goto(`${portal}/people`);
    await openPerson(page, 'Hűvös Emese');
    await at(page, 'portal.person', 'default');
    await press(page, 'a[href$="/take-away"]');
    await at(page, 'portal.take-away', 'default');
    await submit(page);
    await at(page, 'portal.take-away', 'faulty');
    await page.check('#entry');
    await page.fill('#reason', 'Kilépett <b>');
    await submit(page);
    await at(page, 'portal.people', 'default');
    later(5 * 60_000);
    await nurse.reload();
    await at(nurse, 'portal.failure', 'account.role-ended');
    await using _card = await putCard(world, 'huvos-emese');
    await press(nurse, 'a[href="/sign-in/standing"]');
    await useCard(nurse);
    await at(nurse, 'portal.standing', 'no-role');
    await page.goto(`${portal}/people/history`);
    await at(page, 'portal.people-history', 'default');
    expect(await page.textContent('main')).toContain('Kilépett <b>');
  });

  tell('one whose licence is suspended learns why they are not let in, and from which register', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'vertesi-arpad');
    await signIn(page, portal, 'worker');
    await at(page, 'idp.failed', 'account.suspended');
    await goBack(page);
    await at(page, 'portal.failure', 'account.suspended');
    await press(page, 'a[href="/sign-in/standing"]');
    await useCard(page);
    await at(page, 'portal.standing', 'suspended');
    expect(await page.textContent('main')).toContain('dr. Vértesi Árpád');
  });

  tell('an administrator gives roles by number, to own staff, and to themselves only with a second pair of eyes', async (stage) => {
    const { page, portal } = stage;
    await administer(stage, '/people/new');
    await at(page, 'portal.people-find', 'default');
    await page.fill('#number', '1234');
    await submit(page);
    await at(page, 'portal.people-find', 'faulty');
    await page.fill('#number', '61284');
    await submit(page);
    await at(page, 'portal.grant', 'default');
    await submit(page);
    await at(page, 'portal.grant', 'faulty');
    await page.check('input[name="role"][value="physician"]');
    await page.selectOption('#unit', '104217009');
    await page.fill('#reason', 'Ügyelet');
    await submit(page);
    await at(page, 'portal.person', 'default');

    await page.goto(`${portal}/people/staff`);
    await at(page, 'portal.staff-new', 'default');
    await submit(page);
    await at(page, 'portal.staff-new', 'faulty');
    await page.fill('#name', 'Nagy <i>Ilona</i>');
    await page.check('input[value="nurse"]');
    await submit(page);
    await at(page, 'portal.person', 'own-staff');
    expect(await page.textContent('h1')).toBe('Nagy <i>Ilona</i>');
    await press(page, 'form[action$="/invite"] button');
    await at(page, 'portal.invitation');
    expect(await page.textContent('main')).toMatch(/([2-9A-Z]{4}-){3}[2-9A-Z]{4}/);

    await page.goto(`${portal}/people`);
    await openPerson(page, 'Fűzi Katalin');
    await press(page, 'a[href$="/grant"]');
    await at(page, 'portal.grant', 'own');
    await page.check('input[name="role"][value="institution-admin"]');
    await page.selectOption('#unit', '104217001');
    await page.fill('#reason', 'Saját kérés');
    await submit(page);
    await at(page, 'portal.people', 'waiting');
    await press(page, 'a[href^="/people/waiting/"]');
    await at(page, 'portal.decide', 'default');
    await page.check('input[value="approve"]');
    await page.fill('#reason', 'Magamnak');
    await submit(page);
    await at(page, 'portal.decide', 'faulty');
    await page.check('input[value="refuse"]');
    await submit(page);
    await at(page, 'portal.people', 'default');
  });

  tell('who is let in sees the same page, with the register and its time', async ({ page, world, portal }) => {
    await using _card = await putCard(world, 'bohm-agoston');
    await signIn(page, portal, 'worker');
    await at(page, 'portal.physician');
    await press(page, 'main a[href="/standing"]');
    await at(page, 'portal.standing', 'entitled');
  });
}
