// What a person does on the way in, in the words of the pages' own forms, so that it is the same in every language.
import type { Page } from 'playwright-core';
import { at, press } from './chromium.ts';

/** From the portal's start page to the identity provider's question. */
export async function begin(page: Page, portal: string, way: 'patient' | 'worker'): Promise<void> {
  await page.goto(portal);
  await at(page, 'portal.start');
  await press(page, `a[href="/sign-in/${way}"]`);
  await at(page, 'idp.sign-in');
}

/** Leaves for eSzig Kliens. */
export const activate = (page: Page) => press(page, 'form[action$="/start"] button');

/** Permits what is asked for. */
export async function permit(page: Page): Promise<void> {
  await at(page, 'eid-client.permission');
  await press(page, 'form[action="/window/answer"] button');
}

/** Types a code where it is asked for. */
export async function type(page: Page, id: 'eid-client.pin' | 'eid-client.can', code: string, state?: string): Promise<void> {
  await at(page, id, state);
  await page.fill('#code', code);
  await press(page, 'form[action="/window/answer"] button');
}

/** From a page of the identity provider that leads to the client, also after a failure, with permission and PIN. */
export async function useCard(page: Page, pin = '123456'): Promise<void> {
  await activate(page);
  await permit(page);
  await type(page, 'eid-client.pin', pin, 'asked');
}

/** The whole way, with the right PIN, up to where the identity provider or the portal answers. */
export async function signIn(page: Page, portal: string, way: 'patient' | 'worker', pin = '123456'): Promise<void> {
  await begin(page, portal, way);
  await useCard(page, pin);
}

/** Chooses the role whose card names a text. */
export async function chooseRole(page: Page, text: string): Promise<void> {
  await at(page, 'idp.role');
  await press(page, page.locator('li', { hasText: text }).getByRole('button'));
}

export async function signOut(page: Page): Promise<void> {
  await press(page, 'form[action="/sign-out"] button');
  await at(page, 'portal.signed-out');
}

/** Gives up at the identity provider's page and goes back to the portal. */
export const goBack = (page: Page) => press(page, 'form[action$="/abort"] button');
