// The whole life of a nurse's card: applied for, made, activated at the window, linked, used, lost, reported, refused, replaced, and known again.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { readCard } from '../../../apps/chip/card-store.ts';
import { layout } from '../../../apps/pki/index.ts';
import { createFetch } from '../../../io/http/index.ts';
import { secondParty } from '../../second-party.ts';
import { createWalker } from '../../walker.ts';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { begin, signIn, signOut, useCard } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import { beginLinking } from './linking.ts';
import { apply, clerkAtWork } from './office.ts';
import { handToPad, openPad, typeCodes } from './office-activation.ts';
import { known, replaceLost, takeMade } from './office-endings.ts';
import { administer } from './roles.ts';
import type { Stage, Tell } from './tell.ts';

const minute = 60_000;
const pin = '246810';
const nurse = { family: 'Hajdú', given: 'Virág', dateOfBirth: '1991-06-18', sex: 'F', serial: '606' } as const;

/** What stands on a code card. */
function readPaper({ folder }: TestWorld, paper: Buffer): { readonly activationPin: string; readonly registrationCode: string } {
  const file = join(folder.root, 'code-card.pdf');
  writeFileSync(file, paper);
  const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
  const [, activationPin = ''] = /: (\d{5})$/m.exec(text) ?? [];
  const [, registrationCode = ''] = /: ([A-Z2-9]{11})$/m.exec(text) ?? [];
  return { activationPin, registrationCode };
}

/** What stands on the front of a card. */
async function canOf({ folder }: TestWorld, card: string): Promise<string> {
  return (await readCard(join(folder.cards, `${card}.json`))).passwords.can;
}

/** At the window, from the page of the card: the holder types what the paper says, and a PIN, at the pad. */
async function activateThere({ page, world, elsewhere }: Stage, card: string, activationPin: string): Promise<void> {
  const { pad, number } = await openPad({ world, elsewhere });
  await using _card = await putCard(world, card, {}, world.ports.windowReader);
  await handToPad(page, number, await canOf(world, card));
  await at(page, 'office.card', 'in-use');
  await at(pad, 'office.pad', 'asked');
  await typeCodes(pad, { activationPin, pin, again: pin });
  await at(pad, 'office.pad', 'done');
}

/** The hospital takes the nurse on: her role there, and the code that invites her to link her card. */
async function takenOn({ world, portal, elsewhere }: Stage): Promise<string> {
  const page = await elsewhere();
  const submit = () => press(page, 'main form[method="post"] button[type="submit"]');
  await administer({ page, world, portal }, '/people/staff');
  await page.fill('#name', `${nurse.family} ${nurse.given}`);
  await page.check('input[value="nurse"]');
  await submit();
  await at(page, 'portal.person', 'own-staff');
  const person = page.url();
  await press(page, 'a[href$="/grant"]');
  await at(page, 'portal.grant', 'default');
  await page.check('input[name="role"][value="nurse"]');
  await page.selectOption('#unit', '104217009');
  await page.fill('#reason', 'Új munkatárs');
  await submit();
  await at(page, 'portal.person');
  await page.goto(person);
  await press(page, 'form[action$="/invite"] button');
  await at(page, 'portal.invitation');
  return /(?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}/.exec((await page.textContent('main')) ?? '')?.[0] ?? '';
}

/** With the card on the reader, by the portal's wizard. */
async function link(page: Page, portal: string, code: string): Promise<void> {
  await beginLinking(page, portal, 'invitation');
  await page.fill('#code', code);
  await press(page, 'form[action="/linking/invitation"] button[type="submit"]');
  await at(page, 'idp.sign-in', 'linking');
  await useCard(page, pin);
  await at(page, 'portal.linking-result', 'linked');
  await press(page, '.actions a');
  await at(page, 'portal.health-worker');
}

/** Tries to sign in until the card is refused: a minute after the report at the latest. */
async function isRefused(page: Page, portal: string, reported: number): Promise<void> {
  do {
    expect(Date.now() - reported).toBeLessThan(minute);
    await page.context().clearCookies();
    await signIn(page, portal, 'worker', pin);
    await page.waitForSelector('html[data-page="idp.failed"], html[data-page="portal.health-worker"]');
  } while ((await page.getAttribute('html', 'data-page')) !== 'idp.failed');
  await at(page, 'idp.failed', 'document.revoked');
}

export function officeNurse(tell: Tell): void {
  tell(
    'a nurse applies, activates at the window, links and signs in; she loses the card, reports it, and her next one is the same person everywhere',
    async (stage) => {
      const { page: clerk, world, portal, elsewhere } = stage;
      using fetch = createFetch({ ca: readFileSync(layout(world.folder.pki).tlsAuthority.certificate, 'utf8') });
      const walker = createWalker(world, fetch);
      await using party = await secondParty(world, fetch);
      const own = await elsewhere();

      await clerkAtWork(clerk, world);
      await apply(clerk, nurse);
      await press(clerk, 'form[action$="/check"] button');
      await at(clerk, 'office.application', 'submitted');
      await press(clerk, 'form[action$="/issue"] button');
      const first = await takeMade(clerk);
      const { activationPin, registrationCode } = readPaper(world, first.paper);
      await activateThere(stage, first.number, activationPin);

      const code = await takenOn(stage);
      {
        await using _card = await putCard(world, first.number);
        await link(own, portal, code);
        await signOut(own);
        await signIn(own, portal, 'worker', pin);
        await at(own, 'portal.health-worker');
      }
      const before = await known(walker, party, first.number, pin);

      await own.goto(`${world.addresses.office}/report`);
      await at(own, 'office.report', 'default');
      await own.fill('#document', first.number);
      await own.fill('#code', registrationCode);
      await own.check('input[value="reported-lost"]');
      const reported = Date.now();
      await press(own, 'form[action="/report"] button');
      await at(own, 'office.reported');
      {
        await using _card = await putCard(world, first.number);
        await isRefused(own, portal, reported);
      }

      const next = await replaceLost(clerk, world, first.number);
      await activateThere(stage, next.number, readPaper(world, next.paper).activationPin);
      {
        await using _card = await putCard(world, next.number);
        await begin(own, portal, 'worker');
        await useCard(own, pin);
        await at(own, 'portal.health-worker');
        await own.goto(world.addresses.hospital);
        await press(own, 'a[href="/sign-in"]');
        await at(own, 'idp.sign-in');
        await useCard(own, pin);
        await at(own, 'hospital.ward');
      }
      expect(await known(walker, party, next.number, pin)).toEqual(before);
    },
  );
}
