// The sample hospital system: its staff sign in, and a patient's card fills in the form at the admission desk.
import { expect } from 'vitest';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { goBack, useCard } from '../steps.ts';
import type { Stage, Tell } from './tell.ts';

/** From the hospital's page over the card to where it leads. */
async function withCard({ page }: Stage): Promise<void> {
  await at(page, 'idp.sign-in');
  await useCard(page);
}

export function hospital(tell: Tell): void {
  tell('a nurse signs in to the hospital system and admits a patient by card', async (stage) => {
    const { page, world } = stage;
    const own = await putCard(world, 'huvos-emese');
    await page.goto(world.addresses.hospital);
    await at(page, 'hospital.start');
    await press(page, 'a[href="/sign-in"]');
    await withCard(stage);
    await at(page, 'hospital.ward');
    await own.take();
    await press(page, 'a[href="/admission"]');
    await at(page, 'hospital.admission', 'empty');
    await using _patient = await putCard(world, 'kovacs-anna');
    await press(page, 'a[href="/admission/identify"]');
    await withCard(stage);
    await at(page, 'hospital.admission', 'filled');
    expect(await page.content()).toContain('Kovács');
    await press(page, 'form[action="/admission"] button');
    await at(page, 'hospital.admission', 'admitted');
  });

  tell('who cancels, or is not linked, is told so at the hospital', async (stage) => {
    const { page, world } = stage;
    await page.goto(world.addresses.hospital);
    await press(page, 'a[href="/sign-in"]');
    await at(page, 'idp.sign-in');
    await goBack(page);
    await at(page, 'hospital.failed', 'user.cancelled');
    await using _card = await putCard(world, 'orsi-dalma');
    await page.goto(`${world.addresses.hospital}/sign-in`);
    await withCard(stage);
    await at(page, 'idp.failed', 'account.not-linked');
    await goBack(page);
    await at(page, 'hospital.failed', 'account.not-linked');
  });
}
