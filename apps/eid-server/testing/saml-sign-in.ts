// Whole sign-ins by SAML at a server of the tests: by a client that the service provider sends, or by a browser with a client of its own.
import { parseXml } from '../../../io/xml/index.ts';
import { utf8 } from '../../../lib/bytes/index.ts';
import * as ecard from '../../../lib/ecard/index.ts';
import { browser, caller, formOn } from './attached.ts';
import { createClient, type Holder, signIn } from './client.ts';
import type { Ask, Clinic } from './saml.ts';
import { personalise } from './world.ts';

const read = (document: string) => ecard.parsePaos(parseXml(utf8(document)));

/** A client with the token of an address: it signs in, and says where it would lead the browser. Without a token, what came in its place. */
export async function walk(client: ReturnType<typeof caller>, tokenAddress: string, holder: Holder = { card: personalise() }) {
  const fetched = await client.send('GET', tokenAddress);
  if (fetched.status !== 200) return { fetched };
  const token = ecard.parseTcToken(parseXml(utf8(fetched.text)));
  if (!('serverAddress' in token)) throw new Error('no token');
  const exchange = async (document: string) => read((await client.post(token.serverAddress, document)).text);
  const { result } = await signIn(exchange, createClient(token.sessionIdentifier, holder));
  return { fetched, token, back: `${token.refreshAddress}?ResultMajor=${result.major}` };
}

/** By the client's door: what the service provider reads. */
export async function byClient(clinic: Clinic, ask: Ask = {}, holder?: Holder) {
  using client = caller();
  const { back, fetched } = await walk(client, clinic.redirect('client', ask), holder);
  const { location = '' } = back === undefined ? fetched : await client.send('GET', back);
  return clinic.readAddress(location);
}

/** What a browser is shown that has begun: its page, and the address of the token on it. */
export async function pageOf(person: ReturnType<typeof browser>, clinic: Clinic, location = '') {
  const page = await person.get(new URL(location, clinic.origin).href);
  const link = /id="activate" href="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&');
  return { ...page, tokenAddress: link === undefined ? undefined : (new URL(link).searchParams.get('tcTokenURL') ?? '') };
}

/** In the eIDAS profile: what the service provider reads. */
export async function byForm(clinic: Clinic, ask: Ask = {}, holder?: Holder) {
  using somebody = browser();
  const { action, fields } = clinic.form(ask);
  const page = await pageOf(somebody, clinic, (await somebody.submit(action, fields)).location);
  if (page.tokenAddress === undefined) return clinic.readForm(formOn(page.text).fields);
  using client = caller();
  const { back = '' } = await walk(client, page.tokenAddress, holder);
  return clinic.readForm(formOn((await somebody.get(back)).text).fields);
}
