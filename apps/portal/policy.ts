// Who may do what at the portal: one table, a row for every route. Nothing is answered that has no row here.
//
// To add a route: a row here, and a handler of the same name in the `routes` of its area (a folder of this app, listed in areas.ts). The
// compiler asks for the row, the start of the portal for the handler, and policy.test.ts walks every row as every role and as nobody. A
// handler is handed a `Visit` whose account is of the kind that its row lets in.
import type { RoleId } from '../../lib/entitlement/index.ts';
import type { Account } from './account.ts';

/** What a person is signed in as. */
export type Holder = 'patient' | RoleId;

export type Rule = {
  readonly who: 'anyone' | 'signed-in' | readonly Holder[];
  /** The parameter `:institution` of the address must be the institution that the visitor is signed in for. */
  readonly institution?: 'own';
  /**
   * What somebody meets who is let in as something else: the page of a refusal (and nobody is led to the sign-in); their own landing page; or
   * a status for a program. `page` when nothing is said.
   */
  readonly refusal?: 'page' | 'home' | 'status';
};

type Address = `${'GET' | 'POST'} /${string}`;

const anyone = { who: 'anyone' } as const;
const signedIn = { who: 'signed-in' } as const;
const administrator = { who: ['institution-admin'] } as const;
/** Who may decide what the match of card and account left to people: never the employer. */
const linkDecider = { who: ['desk-agent', 'clerk'] } as const;
const home = <const Who extends readonly Holder[]>(...who: Who) => ({ who, refusal: 'home' }) as const;

/** Who works at an institution that treats patients: its card readers are theirs to report. */
const reporters = {
  who: ['physician', 'dentist', 'pharmacist', 'nurse', 'assistant', 'resident', 'institution-admin'],
} as const;
/** Who may ask for readers for their institution: in a pharmacy or a dental practice there may be no administrator yet. */
const askers = { who: ['institution-admin', 'pharmacist', 'dentist'] } as const;
const desk = { who: ['desk-agent'] } as const;

/** Routes in the order in which an address is compared with them: the exact one stands before the one with a parameter. */
export const policy = {
  'GET /': anyone,
  'GET /sign-in/return': anyone,
  'GET /sign-in/failed': anyone,
  'GET /sign-in/again': anyone,
  'GET /sign-in/:way': anyone,
  'POST /sign-out': anyone,
  'GET /signed-out': anyone,
  'POST /signed-out-by-provider': anyone,

  'GET /linking': anyone,
  'GET /linking/account': anyone,
  'POST /linking/account': anyone,
  'GET /linking/invitation': anyone,
  'POST /linking/invitation': anyone,
  'GET /linking/return': anyone,
  'GET /linking/result': anyone,
  'GET /link-cases': linkDecider,
  'GET /link-cases/decided': linkDecider,
  'GET /link-cases/:case': linkDecider,
  'POST /link-cases/:case': linkDecider,

  'GET /patient': home('patient'),
  'GET /physician': home('physician', 'dentist', 'resident'),
  'GET /pharmacist': home('pharmacist'),
  'GET /health-worker': home('nurse', 'assistant'),
  'GET /staff': home('institution-admin', 'desk-agent', 'clerk'),
  'GET /guide': anyone,
  'GET /guide/:step': anyone,
  'GET /notices': anyone,
  'GET /windows': anyone,
  'GET /download': anyone,
  'GET /download/:file': anyone,

  'GET /who-you-are': signedIn,
  'GET /my-pages': signedIn,
  'POST /my-pages/sessions/end-others': signedIn,
  'POST /my-pages/sessions/:session/end': signedIn,

  'GET /standing': anyone,
  'GET /people': administrator,
  'GET /people/new': administrator,
  'POST /people/new': administrator,
  'GET /people/staff': administrator,
  'POST /people/staff': administrator,
  'GET /people/history': administrator,
  'GET /people/waiting/:wish': administrator,
  'POST /people/waiting/:wish': administrator,
  'GET /people/:person': administrator,
  'GET /people/:person/grant': administrator,
  'POST /people/:person/grant': administrator,
  'GET /people/:person/take-away': administrator,
  'POST /people/:person/take-away': administrator,
  'POST /people/:person/invite': administrator,

  'GET /reader-request': askers,
  'POST /reader-request': askers,
  'GET /reader-request/:request': askers,
  'GET /reader-request/:request/letter.pdf': askers,
  'GET /desk/reader-requests': desk,
  'GET /desk/reader-requests/:request': desk,
  'POST /desk/reader-requests/:request': desk,

  'GET /readiness': administrator,
  'GET /readiness/export.csv': administrator,
  'GET /readiness/workers/new': administrator,
  'POST /readiness/workers/new': administrator,
  'GET /readiness/sites/new': administrator,
  'POST /readiness/sites/new': administrator,
  'GET /readiness/workstations/new': administrator,
  'POST /readiness/workstations/new': administrator,
  'GET /readiness/readers/new': administrator,
  'POST /readiness/readers/new': administrator,
  'GET /readiness/import': administrator,
  'POST /readiness/import': administrator,
  'GET /readiness/imports/:job': administrator,
  'POST /readiness/remind': administrator,
  'POST /readiness/grant': administrator,
  'POST /readiness/key': administrator,
  /** By the link of a reminder. */
  'GET /ready/:token': anyone,
  'POST /ready/:token': anyone,
  /** By the key of an institution. */
  'POST /api/workstations/report': anyone,

  'GET /me.json': { who: 'signed-in', refusal: 'status' },

  'GET /faults': anyone,
  'GET /faults/check': anyone,
  'POST /faults/check': anyone,
  'POST /faults/check/diagnosis': anyone,
  'GET /faults/check/result': anyone,
  'GET /faults/report': anyone,
  'POST /faults/report': anyone,
  'GET /faults/not-given': anyone,
  'GET /faults/sent/:receipt': anyone,
  'GET /faults/sent/:receipt/letter': anyone,
  'POST /faults/sent/:receipt/picture': anyone,
  'GET /faults/confirm/:key': anyone,
  'POST /faults/confirm/:key': anyone,
  'GET /faults/reports': reporters,
  'GET /faults/reports/:report': reporters,
  'GET /faults/reports/:report/:event': reporters,
  'POST /faults/reports/:report/:event': reporters,
  'GET /courier/done': anyone,
  'GET /courier/:key': anyone,
  'POST /courier/:key': anyone,
  'GET /manual/fault-report': anyone,

  'GET /desk/faults': desk,
  'GET /desk/faults/:report': desk,
  'GET /desk/faults/:report/picture': desk,
  'GET /desk/faults/:report/:event': desk,
  'POST /desk/faults/:report/:event': desk,
  'GET /desk/readers': desk,
  'POST /desk/readers': desk,
} as const satisfies Readonly<Record<Address, Rule>>;

export type RouteName = keyof typeof policy;

export const routeNames = Object.keys(policy) as readonly RouteName[];

/** The row of a route, with all that a row may say. */
export const ruleOf = (route: RouteName): Rule => policy[route];

/** What somebody is signed in as. */
const holderOf = (account: Account): Holder => (account.kind === 'patient' ? 'patient' : account.role);

/** Whether a person, or nobody, is let in to a route; `institution` is the parameter of its address. */
export function mayEnter(rule: Rule, account: Account | undefined, institution?: string): boolean {
  if (rule.who === 'anyone') return true;
  if (account === undefined) return false;
  if (rule.who !== 'signed-in' && !rule.who.includes(holderOf(account))) return false;
  return rule.institution === undefined || (account.kind === 'worker' && account.institution.id === institution);
}
