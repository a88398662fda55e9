// At the card office: clerks and holders come in and go; a clerk takes an application, makes the card and hands it over; and the bad days there.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  type CalendarDate,
  daysBetween,
  personalIdentifierCheckDigit,
  tajCheckDigit,
  taxIdentifierCheckDigit,
} from '../../../lib/person/index.ts';
import { loadWorld } from '../../../world/index.ts';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { useCard } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import type { Tell } from './tell.ts';

/** Signs in at the office with the card that lies on the reader. */
export async function enterOffice(page: Page, { addresses }: TestWorld, way: 'clerk' | 'holder'): Promise<void> {
  await page.goto(addresses.office);
  await at(page, 'office.start');
  await press(page, `a[href="/sign-in/${way}"]`);
  await at(page, 'idp.sign-in');
  await useCard(page);
  await at(page, way === 'clerk' ? 'office.window' : 'office.own');
}

type Cookies = Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>;
const atDesk = new WeakMap<TestWorld, Cookies>();

/** A clerk comes to work: once in each world, and again when the session of that day has ended. The card may leave the reader. */
export async function clerkAtWork(page: Page, world: TestWorld): Promise<void> {
  const session = atDesk.get(world);
  if (session !== undefined) {
    await page.context().addCookies(session);
    await page.goto(`${world.addresses.office}/window`);
    if ((await page.getAttribute('html', 'data-page')) === 'office.window') return;
  }
  await using _card = await putCard(world, 'koszegi-mate');
  await enterOffice(page, world, 'clerk');
  const cookies = await page.context().cookies(world.addresses.office);
  atDesk.set(
    world,
    cookies.filter(({ name }) => name === 'office'),
  );
}

/** The TAJ number of Kovács Anna. */
const kovacsAnna = loadWorld().people.find(({ id }) => id === 'kovacs-anna')?.taj ?? '';

export interface Applicant {
  readonly family: string;
  readonly given: string;
  readonly dateOfBirth: string;
  readonly sex: 'F' | 'M';
  /** Tells people born on one day apart: three digits. */
  readonly serial: string;
}

/** The numbers of somebody, with the check digits that they must have. */
function numbersOf({ dateOfBirth, sex, serial }: Applicant): { taj: string; taxId: string; personalId: string } {
  const eight = `71${serial}${serial}`;
  const nine = `8${daysBetween('1867-01-01' as CalendarDate, dateOfBirth as CalendarDate)}${serial}`;
  const ten = `${(dateOfBirth < '2000' ? 1 : 3) + (sex === 'F' ? 1 : 0)}${dateOfBirth.slice(2).replaceAll('-', '')}${serial}`;
  return {
    taj: `${eight}${tajCheckDigit(eight)}`,
    taxId: `${nine}${taxIdentifierCheckDigit(nine)}`,
    personalId: `${ten}${personalIdentifierCheckDigit(ten)}`,
  };
}

const next = (page: Page) => press(page, 'main form.stack button[type="submit"]');

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`#${name}`, value);
}

/** From the desk to the answers to check. */
export async function apply(page: Page, applicant: Applicant, kind: 'permanent' | 'without-expiry' = 'permanent'): Promise<void> {
  const { family, given, dateOfBirth, sex } = applicant;
  await press(page, 'form[action="/applications"] button');
  await at(page, 'office.application', 'person');
  await fill(page, { family, given, birthName: `${family} ${given}`, motherName: 'Próba Ilona', dateOfBirth, placeOfBirth: 'Szolnok' });
  await page.check(`input[name="sex"][value="${sex}"]`);
  await next(page);
  await at(page, 'office.application', 'numbers');
  await fill(page, numbersOf(applicant));
  await next(page);
  await at(page, 'office.application', 'address');
  await fill(page, { street: 'Fő utca 2.', city: 'Szolnok', postalCode: '5000' });
  await next(page);
  await at(page, 'office.application', 'card');
  await page.check(`input[name="kind"][value="${kind}"]`);
  if (kind === 'without-expiry') {
    await next(page);
    await at(page, 'office.application', 'refused');
    await page.check('#told');
  }
  await next(page);
  await at(page, 'office.application', 'functions');
  await next(page);
  await at(page, 'office.application', 'delivery');
  await page.check('input[name="delivery"][value="window"]');
  await next(page);
  await at(page, 'office.application', 'check');
}

/** Prints the code card; gives the PDF. */
export async function printCodes(page: Page): Promise<Buffer> {
  const printed = page.waitForEvent('download');
  await page.click('form[action$="/making/print"] button');
  const stream = await (await printed).createReadStream();
  const octets: Buffer[] = [];
  for await (const some of stream) octets.push(some as Buffer);
  return Buffer.concat(octets);
}

/** From the submitted application to a card in its holder's hand. */
async function makeAndHandOver(page: Page): Promise<void> {
  await press(page, 'form[action$="/issue"] button');
  await at(page, 'office.making', 'codes');
  expect((await printCodes(page)).subarray(0, 5).toString()).toBe('%PDF-');
  await press(page, 'form[action$="/making/finish"] button');
  await at(page, 'office.making', 'ready');
  await handOver(page);
}

export async function handOver(page: Page): Promise<void> {
  await page.check('#identified');
  await page.check('#said');
  await press(page, 'form[action$="/hand-over"] button');
  await at(page, 'office.making', 'handed');
}

export function office(tell: Tell): void {
  tell('a clerk comes to work and goes home', async ({ page, world }) => {
    await using _card = await putCard(world, 'koszegi-mate');
    await enterOffice(page, world, 'clerk');
    expect(await page.textContent('main')).toContain('Kőszegi Máté');
    await press(page, 'form[action="/sign-out"] button');
    await at(page, 'office.signed-out');
    await page.goto(`${world.addresses.office}/window`);
    await at(page, 'office.start');
  });

  tell('a holder sees the own page, and not the window', async ({ page, world }) => {
    await using _card = await putCard(world, 'kovacs-anna');
    await enterOffice(page, world, 'holder');
    await page.goto(`${world.addresses.office}/window`);
    await at(page, 'office.failure', 'request.not-allowed');
  });

  tell('a nurse applies; the clerk makes the card, prints the codes once, and hands both over', async ({ page, world }) => {
    await clerkAtWork(page, world);
    await apply(page, { family: 'Zöld', given: 'Piroska', dateOfBirth: '1992-03-14', sex: 'F', serial: '101' });
    expect(await page.textContent('main')).toContain('2032');
    await press(page, 'form[action$="/check"] button');
    await at(page, 'office.application', 'submitted');
    await press(page, 'form[action$="/issue"] button');
    await at(page, 'office.making', 'codes');
    await press(page, 'form[action$="/making/finish"] button');
    await at(page, 'office.failure', 'production.code-card-missing');
    await page.goBack();
    await at(page, 'office.making', 'codes');
    const [first, second] = [await printCodes(page), await printCodes(page)];
    expect(first.equals(second)).toBe(false);
    await press(page, 'form[action$="/making/finish"] button');
    await at(page, 'office.making', 'ready');
    await press(page, 'form[action$="/hand-over"] button');
    await at(page, 'office.making', 'unconfirmed');
    await handOver(page);
    await press(page, 'main a[href^="/cards/"]');
    await at(page, 'office.card', 'in-use');
    const number = /\d{6}C[A-Z]/.exec((await page.textContent('h1')) ?? '')?.[0] ?? '';
    expect((await page.textContent('main')) ?? '').toContain('Zöld Piroska');
    await page.goto(`${world.addresses.console}/cards`);
    await at(page, 'table.cards', 'empty');
    const drawn = page.locator('li', { hasText: number });
    expect(await drawn.textContent()).toContain('Zöld Piroska');
    expect(await drawn.locator('dd', { hasText: /^12345$/ }).count()).toBe(0);
    await press(page, drawn.locator('form[action$="/insert"] button'));
    await at(page, 'table.cards', 'inserted');
    await press(page, page.locator('.actions form button'));
    await at(page, 'table.cards', 'empty');
  });

  tell('a 66-year-old is told what a card without chip means, and gets one', async ({ page, world }) => {
    await clerkAtWork(page, world);
    await apply(page, { family: 'Öreg', given: 'Tamás', dateOfBirth: '1960-05-10', sex: 'M', serial: '202' }, 'without-expiry');
    await press(page, 'form[action$="/check"] button');
    await at(page, 'office.application', 'submitted-no-chip');
    expect(await page.textContent('main')).toContain('chip');
    await press(page, 'form[action$="/issue"] button');
    await at(page, 'office.making', 'ready-no-chip');
    await handOver(page);
  });

  tell('numbers with a wrong check digit, or of another birth date, are told apart and nothing typed is lost', async ({ page, world }) => {
    await clerkAtWork(page, world);
    await press(page, 'form[action="/applications"] button');
    await at(page, 'office.application', 'person');
    await fill(page, {
      family: 'Szűcs',
      given: 'Őze',
      birthName: 'Szűcs Őze',
      motherName: 'Próba Ilona',
      dateOfBirth: '1992-02-30',
      placeOfBirth: 'Pécs',
    });
    await page.check('input[name="sex"][value="F"]');
    await next(page);
    await at(page, 'office.application', 'refused');
    expect(await page.inputValue('#family')).toBe('Szűcs');
    await fill(page, { dateOfBirth: '1992-02-28' });
    await next(page);
    await at(page, 'office.application', 'numbers');
    const right = numbersOf({ family: '', given: '', dateOfBirth: '1992-02-28', sex: 'F', serial: '303' });
    const wrong = `${right.taj.slice(0, 8)}${(Number(right.taj[8]) + 1) % 10}`;
    const older = numbersOf({ family: '', given: '', dateOfBirth: '1991-02-28', sex: 'F', serial: '303' });
    await fill(page, { taj: wrong, taxId: older.taxId, personalId: older.personalId });
    await next(page);
    await at(page, 'office.application', 'refused');
    expect(await page.locator('.ds-error-summary li').count()).toBe(3);
    expect(await page.inputValue('#taj')).toBe(wrong);
    await fill(page, right);
    await next(page);
    await at(page, 'office.application', 'address');
  });

  tell('a number that is somebody else’s stops the application', async ({ page, world }) => {
    await clerkAtWork(page, world);
    const applicant = { family: 'Próba', given: 'Péter', dateOfBirth: '1988-05-17', sex: 'M', serial: '404' } as const;
    await apply(page, applicant);
    await page.click('a[href$="/numbers"]');
    await at(page, 'office.application', 'numbers');
    // Kovács Anna's.
    await page.fill('#taj', kovacsAnna);
    await next(page);
    for (const step of ['address', 'card', 'functions', 'delivery']) {
      await at(page, 'office.application', step);
      await next(page);
    }
    await at(page, 'office.application', 'check');
    await press(page, 'form[action$="/check"] button');
    await at(page, 'office.failure', 'application.numbers-of-another');
  });

  tell('two clerks on one application: the second is told', async ({ page, world, elsewhere }) => {
    await clerkAtWork(page, world);
    await press(page, 'form[action="/applications"] button');
    await at(page, 'office.application', 'person');
    const other = await elsewhere();
    await clerkAtWork(other, world);
    await other.goto(page.url());
    const person = {
      family: 'Kettő',
      given: 'Kata',
      birthName: 'Kettő Kata',
      motherName: 'Próba Ilona',
      dateOfBirth: '1990-01-01',
      placeOfBirth: 'Pécs',
    };
    for (const desk of [page, other]) {
      await fill(desk, person);
      await desk.check('input[name="sex"][value="F"]');
    }
    await next(page);
    await at(page, 'office.application', 'numbers');
    await next(other);
    await at(other, 'office.failure', 'register.changed-meanwhile');
  });

  tell('the register is searched with a reason, and the card remembers who looked', async ({ page, world }) => {
    await clerkAtWork(page, world);
    const find = async (what: string, reason: string) => {
      await fill(page, { what, reason });
      await press(page, 'form[action="/register/search"] button');
    };
    await find('Kovács Anna', '');
    await at(page, 'office.window', 'refused');
    await find('Senki Sándor', 'Ügyszám: 1');
    await at(page, 'office.window', 'nothing');
    await find('Kovács Anna', 'Ügyszám: 2');
    await at(page, 'office.window', 'found');
    expect(page.url()).not.toContain('Anna');
    await press(page, 'main a[href^="/cards/"]');
    await at(page, 'office.card', 'in-use');
    await page.reload();
    expect(await page.textContent('table')).toContain('Kőszegi Máté');
    await page.goto(`${world.addresses.office}/cards/none`);
    await at(page, 'office.failure', 'card.unknown-to-office');
  });

  tell('a blank that is given up becomes no card; who has a card is not given a second one', async ({ page, world }) => {
    await clerkAtWork(page, world);
    const applicant = { family: 'Második', given: 'Márta', dateOfBirth: '1979-07-07', sex: 'F', serial: '505' } as const;
    await apply(page, applicant);
    await press(page, 'form[action$="/check"] button');
    await press(page, 'form[action$="/issue"] button');
    await at(page, 'office.making', 'codes');
    await press(page, 'form[action$="/give-up"] button');
    await at(page, 'office.making', 'void');
    for (const again of [false, true]) {
      await page.goto(`${world.addresses.office}/window`);
      await apply(page, applicant);
      await press(page, 'form[action$="/check"] button');
      await at(page, 'office.application', 'submitted');
      if (!again) await makeAndHandOver(page);
    }
    await press(page, 'form[action$="/issue"] button');
    await at(page, 'office.failure', 'application.has-card');
  });
}
