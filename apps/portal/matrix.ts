// What the portal asks of the directory's matrix: how a worker stands, an institution's entries, and the changes that administrators make.
import { z } from 'zod';
import { createFetch } from '../../io/http/index.ts';
import type { Decide, Grant, Invite, MatrixErrorCode, NewStaff, TakeAway } from '../../lib/entitlement/index.ts';
import { professions, registerStatuses, roleIds } from '../../lib/entitlement/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { errorCodes } from '../../lib/phrases/index.ts';
import type { RegisteredAddress } from './outbox/index.ts';

const named = z.object({ id: z.string(), name: z.string() });
const terms = { from: z.string().nullable(), until: z.string().nullable(), substitute: z.boolean(), supervisor: named.nullable() };
const person = {
  id: z.string(),
  name: z.string(),
  profession: z.enum(professions),
  registration: z.object({
    number: z.string().nullable(),
    basic: z.boolean(),
    operational: z.boolean(),
    status: z.enum(registerStatuses),
    asOf: z.string(),
  }),
};
const role = z.enum(roleIds);

const OfInstitution = z.object({
  institution: named.extend({ kind: z.string() }),
  units: z.array(named),
  grantable: z.array(role),
  today: z.string(),
  workers: z.array(
    z.object({
      ...person,
      linked: z.boolean(),
      ownStaff: z.boolean(),
      invitedUntil: z.string().nullable(),
      lastSignIn: z.string().nullable(),
    }),
  ),
  entries: z.array(
    z.object({
      worker: z.string(),
      role,
      unit: z.string(),
      status: z.enum(['in-force', 'suspended']),
      ...terms,
      state: z.enum(['in-force', 'upcoming', 'ended']),
    }),
  ),
  pending: z.array(
    z.object({
      id: z.string(),
      worker: z.string(),
      role,
      unit: z.string(),
      ...terms,
      askedBy: named,
      askedAt: z.string(),
      reason: z.string(),
    }),
  ),
});
const Standing = z.object({
  worker: z.object(person),
  linked: z.boolean(),
  entitled: z.enum(['entitled', 'no-role', 'suspended']),
  entries: z.array(
    z.object({
      role,
      institution: named,
      unit: named,
      ...terms,
      standing: z.enum(['counts', 'upcoming', 'ended', 'suspended', 'register']),
    }),
  ),
});
const History = z.object({
  changes: z.array(
    z.object({
      at: z.string(),
      act: z.enum(['granted', 'asked', 'approved', 'refused', 'taken-away']),
      actor: named,
      worker: named,
      role,
      unit: z.string(),
      reason: z.string(),
    }),
  ),
});
const Workers = z.object({ workers: z.array(z.object(person)) });
const Addresses = z.object({
  addresses: z.array(z.object({ worker: z.string(), mail: z.email().transform((mail) => mail as RegisteredAddress) })),
});
const Outcome = z.object({ outcome: z.enum(['in-force', 'pending']) });
const Invitation = z.object({ worker: z.string(), code: z.string(), expiresAt: z.string() });

export type InstitutionMatrix = z.output<typeof OfInstitution>;
export type MatrixWorker = InstitutionMatrix['workers'][number];
export type MatrixEntry = InstitutionMatrix['entries'][number];
export type PendingWish = InstitutionMatrix['pending'][number];
export type Standing = z.output<typeof Standing>;
export type Change = z.output<typeof History>['changes'][number];
export type Invitation = z.output<typeof Invitation>;

/** Errors: `MatrixErrorCode` when the rules refuse; `directory.down` for anything that is no answer. */
export type Matrix = {
  ofInstitution(institution: string): Promise<InstitutionMatrix>;
  /** `undefined` for somebody who has left the registers. */
  standing(worker: string): Promise<Standing | undefined>;
  history(institution: string, worker?: string): Promise<readonly Change[]>;
  /** Those who have one of these register numbers. */
  byNumbers(numbers: readonly string[]): Promise<z.output<typeof Workers>['workers']>;
  byNumber(number: string): Promise<z.output<typeof Workers>['workers']>;
  /** The registered addresses of those of these workers who work for the institution. */
  addresses(institution: string, workers: readonly string[]): Promise<ReadonlyMap<string, RegisteredAddress>>;
  grant(grant: Grant): Promise<'in-force' | 'pending'>;
  takeAway(wish: TakeAway): Promise<void>;
  decide(decision: Decide): Promise<void>;
  addStaff(staff: NewStaff): Promise<Invitation>;
  invite(invite: Invite): Promise<Invitation>;
};

export function openMatrix({ url, token }: { readonly url: string; readonly token: string }): Matrix & Disposable {
  const fetch = createFetch({ timeout: 10_000 });
  const call = async (method: 'GET' | 'POST', path: string, message?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(new URL(path, url), { method, headers, ...(message && { body: JSON.stringify(message) }) });
    if (answer.status === 204) return undefined;
    const body: unknown = await answer.json();
    if (answer.status === 200) return body;
    const code = matrixCode((body as { code?: unknown } | null)?.code);
    if (code !== undefined) throw new EidError<MatrixErrorCode>(code);
    throw new EidError('http.status', { status: answer.status });
  };
  const ask = async <T>(shape: z.ZodType<T>, ...request: Parameters<typeof call>): Promise<T> => {
    try {
      return shape.parse(await call(...request));
    } catch (cause) {
      if (cause instanceof EidError && matrixCode(cause.code) !== undefined) throw cause;
      if (cause instanceof EidError && cause.facts['status'] === 404) throw new EidError<MatrixErrorCode>('matrix.worker-unknown');
      throw new EidError('directory.down', {}, { cause });
    }
  };
  const id = encodeURIComponent;
  return {
    ofInstitution: (institution) => ask(OfInstitution, 'GET', `/institutions/${id(institution)}/matrix`),
    standing: (worker) =>
      ask(Standing, 'GET', `/workers/${id(worker)}/standing`).catch((thrown) => {
        if (thrown instanceof EidError && thrown.code === 'matrix.worker-unknown') return undefined;
        throw thrown;
      }),
    history: async (institution, worker) =>
      (await ask(History, 'GET', `/institutions/${id(institution)}/history${worker === undefined ? '' : `?worker=${id(worker)}`}`)).changes,
    byNumber: async (number) => (await ask(Workers, 'GET', `/register-numbers/${id(number)}`)).workers,
    byNumbers: async (numbers) => (numbers.length === 0 ? [] : (await ask(Workers, 'POST', '/register-numbers', { numbers })).workers),
    addresses: async (institution, workers) => {
      const { addresses } = await ask(Addresses, 'POST', '/matrix/addresses', { institution, workers });
      return new Map(addresses.map(({ worker, mail }) => [worker, mail]));
    },
    grant: async (grant) => (await ask(Outcome, 'POST', '/matrix/grant', grant)).outcome,
    takeAway: (wish) => ask(z.undefined(), 'POST', '/matrix/take-away', wish),
    decide: (decision) => ask(z.undefined(), 'POST', '/matrix/decide', decision),
    addStaff: (staff) => ask(Invitation, 'POST', '/matrix/staff', staff),
    invite: (invite) => ask(Invitation, 'POST', '/matrix/invite', invite),
    [Symbol.dispose]: () => fetch[Symbol.dispose](),
  };
}

/** A refusal of the rules, all of which are told to people. */
function matrixCode(code: unknown): MatrixErrorCode | undefined {
  const known = errorCodes.find((one) => one === code);
  return known?.startsWith('matrix.') ? (known as MatrixErrorCode) : undefined;
}
