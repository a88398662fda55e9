// One sign-in at the portal without a browser and without a screen: a robot walks the pages, our own client does the card's part.

import { type Destination, type Means, mapAddress, signIn } from '../../apps/eid-client/login/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { type ErrorCode, errorCode } from '../../lib/phrases/index.ts';
import type { Robot, RobotPage } from './robot.ts';

/** Who wants to be signed in as what; nothing for a patient. */
export interface Wanted {
  readonly role: string;
  readonly institution: string;
}

/** What a sign-in needs, wherever it begins. */
export interface Walk {
  readonly robot: Robot;
  readonly means: Means;
  readonly addressTwins: Readonly<Record<string, string>>;
  /** Called after every page. */
  readonly walked: () => Promise<void>;
}

export interface PortalSignIn extends Walk {
  readonly portal: string;
  readonly wanted: Wanted | undefined;
}

/** What the portal says of who is signed in. */
export interface SignedIn {
  readonly acr: string;
  readonly amr: readonly string[];
  readonly sub: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

const mostPages = 12;

/** Walks from the portal's sign-in to its page for whoever signed in. Throws the code with which it ended otherwise. */
export async function signInAtPortal(options: PortalSignIn): Promise<SignedIn> {
  const { robot, portal, wanted } = options;
  const way = wanted === undefined ? 'patient' : `worker?${new URLSearchParams({ ...wanted })}`;
  await signInAt(`${portal}/sign-in/${way}`, 'portal.', options);
  return claims(robot, portal);
}

/** Walks from an address that begins a sign-in to the first page of a relying party whose name begins so. Throws the code with which it ended otherwise. */
export async function signInAt(address: string, there: string, options: Walk): Promise<RobotPage> {
  const { robot, walked } = options;
  let page = await robot.get(address);
  let stopped: ErrorCode | undefined;
  for (let i = 0; i < mostPages; i++) {
    await walked();
    if (page.id.startsWith(there) && !/\.fail(ed|ure)$/.test(page.id)) return page;
    const step = steps[page.id];
    if (step === undefined) break;
    const walkedTo = await step(page, options);
    if ('code' in walkedTo) stopped ??= walkedTo.code;
    if (walkedTo.page === undefined) break;
    page = walkedTo.page;
  }
  const code = stopped ?? errorCode(page.state);
  throw new EidError<ErrorCode>(code, code === 'internal' ? { page: page.id, status: page.status } : {});
}

interface Walked {
  readonly page?: RobotPage;
  readonly code?: ErrorCode;
}

type Step = (page: RobotPage, options: Walk) => Promise<Walked>;

/** What a person would do on each page. */
const steps: Readonly<Record<string, Step>> = {
  'idp.sign-in': async (page, { robot }) => ({ page: await robot.post(formOf(page, '/start')) }),
  'idp.activation': async (page, options) => activate(page, options),
  'idp.role': async (page, { robot }) => ({
    page: await robot.post(formOf(page, '/role'), { role: attribute(page, / name="role" value="(\d+)"/) }),
  }),
  'idp.leaving': async (page, { robot }) => ({ page: await robot.get(attribute(page, /http-equiv="refresh" content="0; url=([^"]+)"/)) }),
};

/** The client's part, where a browser would go to 127.0.0.1:24727. */
async function activate(page: RobotPage, { robot, means, addressTwins }: Walk): Promise<Walked> {
  const link = new URL(attribute(page, /id="activate" href="([^"]+)"/));
  const destination: Destination = await signIn(link.searchParams.get('tcTokenURL') ?? '', means);
  if (destination.kind === 'page') return { code: destination.code };
  const back = await robot.get(mapAddress(destination.address, addressTwins));
  return { page: back, ...(destination.code === undefined ? {} : { code: destination.code }) };
}

async function claims(robot: Robot, portal: string): Promise<SignedIn> {
  const { text, status } = await robot.get(`${portal}/me.json`);
  if (status !== 200) throw new EidError<ErrorCode>('internal', { at: 'me.json', status });
  return JSON.parse(text) as SignedIn;
}

function formOf(page: RobotPage, ending: string): string {
  return new URL(attribute(page, new RegExp(`<form method="post" action="([^"]+${ending})"`)), page.address).href;
}

/** What a pattern finds in a page, unescaped. */
function attribute({ text, id }: RobotPage, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new EidError<ErrorCode>('internal', { page: id });
  return found.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
