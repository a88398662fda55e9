// The shapes of the matrix' requests and answers.
import { z } from 'zod';
import { professions, registerStatuses, roleIds } from '../../../lib/entitlement/index.ts';

const workerId = z.string();
const named = z.strictObject({ id: z.string(), name: z.string() });
const institutionId = z.string().regex(/^\d{6}$/);
const unitId = z.string().regex(/^\d{9}$/);
const day = z.iso.date();
const role = z.enum(roleIds);
const reason = z.string();
const terms = { from: day.nullable(), until: day.nullable(), substitute: z.boolean(), supervisor: named.nullable() };
const registration = z.strictObject({
  number: z.string().nullable(),
  basic: z.boolean(),
  operational: z.boolean(),
  status: z.enum(registerStatuses),
  asOf: z.iso.datetime(),
});
const person = { id: workerId, name: z.string(), profession: z.enum(professions), registration };

export const matrixSchemas = {
  Grant: z.strictObject({
    actor: workerId.describe('The administrator who is signed in'),
    institution: institutionId,
    unit: unitId,
    worker: workerId,
    role,
    substitute: z.boolean(),
    from: day.nullable(),
    until: day.nullable(),
    supervisor: workerId.nullable(),
    reason,
  }),
  Granted: z.strictObject({ outcome: z.enum(['in-force', 'pending']) }),
  TakeAway: z.strictObject({ actor: workerId, institution: institutionId, unit: unitId, worker: workerId, role, reason }),
  Decide: z.strictObject({ actor: workerId, institution: institutionId, id: z.string(), approve: z.boolean(), reason }),
  NewStaff: z.strictObject({ actor: workerId, institution: institutionId, name: z.string(), profession: z.enum(professions) }),
  Invite: z.strictObject({ actor: workerId, institution: institutionId, worker: workerId }),
  Invitation: z.strictObject({ worker: workerId, code: z.string().describe('Told once'), expiresAt: z.iso.datetime() }),
  AskNumbers: z.strictObject({ numbers: z.array(z.string().regex(/^\d{5}$/)) }),
  AskAddresses: z.strictObject({ institution: institutionId, workers: z.array(workerId) }),
  Addresses: z.strictObject({ addresses: z.array(z.strictObject({ worker: workerId, mail: z.email() })) }),
  SignedIn: z.strictObject({ worker: workerId, institution: institutionId }),
  MatrixOfInstitution: z.strictObject({
    institution: z.strictObject({ id: institutionId, name: z.string(), kind: z.string() }),
    units: z.array(named),
    grantable: z.array(role),
    today: day,
    workers: z.array(
      z.strictObject({
        ...person,
        linked: z.boolean(),
        ownStaff: z.boolean().describe('Entered by this institution, in no register'),
        invitedUntil: z.iso.datetime().nullable(),
        lastSignIn: day.nullable().describe('For this institution'),
      }),
    ),
    entries: z.array(
      z.strictObject({
        worker: workerId,
        role,
        unit: unitId,
        status: z.enum(['in-force', 'suspended']),
        ...terms,
        state: z.enum(['in-force', 'upcoming', 'ended']),
      }),
    ),
    pending: z.array(
      z.strictObject({ id: z.string(), worker: workerId, role, unit: unitId, ...terms, askedBy: named, askedAt: z.iso.datetime(), reason }),
    ),
  }),
  Standing: z.strictObject({
    worker: z.strictObject(person),
    linked: z.boolean(),
    entitled: z.enum(['entitled', 'no-role', 'suspended']),
    entries: z.array(
      z.strictObject({
        role,
        institution: named,
        unit: named,
        ...terms,
        standing: z.enum(['counts', 'upcoming', 'ended', 'suspended', 'register']).describe('Whether it counts today, or why not'),
      }),
    ),
  }),
  History: z.strictObject({
    changes: z.array(
      z.strictObject({
        at: z.iso.datetime(),
        act: z.enum(['granted', 'asked', 'approved', 'refused', 'taken-away']),
        actor: named,
        worker: named,
        role,
        unit: unitId,
        reason,
      }),
    ),
  }),
} as const;
