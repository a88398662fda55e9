// The shapes of requests and answers, for the OpenAPI description and the tests that hold the answers to it.
import { z } from 'zod';
import { professions, registerStatuses, roleIds } from '../../lib/entitlement/index.ts';
import { identitySchema, matchingSchemas } from './matching/schemas.ts';
import { matrixSchemas } from './matrix/schemas.ts';

const named = (pattern: RegExp) => z.strictObject({ id: z.string().regex(pattern), name: z.string() });
const institutionId = /^\d{6}$/;
const unitId = /^\d{9}$/;
const pseudonym = z
  .string()
  .regex(/^([0-9a-f]{2}){32,64}$/)
  .describe("The card's sector pseudonym, lower-case hexadecimal");
const mail = z.email().nullable().describe('The address that the register has');
const standing = z.enum(['in-force', 'suspended']);
const register = {
  number: z
    .string()
    .regex(/^\d{5}$/)
    .nullable(),
  basic: z.boolean(),
  operational: z.boolean(),
  status: z.enum(registerStatuses),
};

const RoleEntry = z.strictObject({ role: z.enum(roleIds), institution: named(institutionId), unit: named(unitId), status: standing });
const Worker = z.strictObject({
  id: z.string(),
  name: z.string(),
  profession: z.enum(professions),
  registration: z.strictObject({ ...register, asOf: z.iso.datetime() }),
});
const Institution = z.strictObject({ id: z.string().regex(institutionId), name: z.string(), kind: z.string(), mail });

export const schemas = {
  ...matrixSchemas,
  ...matchingSchemas(Worker.extend({ roles: z.array(RoleEntry) })),
  ResolveLink: z.strictObject({ pseudonym }),
  LinkResolved: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('linked'), worker: Worker.extend({ roles: z.array(RoleEntry) }) }),
    z.strictObject({ kind: z.literal('not-linked') }),
  ]),
  Link: z.strictObject({ pseudonym, worker: z.string() }),
  Registers: z.strictObject({
    asOf: z.iso.datetime(),
    institutions: z.array(Institution.extend({ units: z.array(named(unitId)) })),
    workers: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        profession: z.enum(professions),
        mail,
        identity: identitySchema.nullable(),
        registration: z.strictObject(register),
        roles: z.array(
          z.strictObject({
            role: z.enum(roleIds),
            institution: z.string().regex(institutionId),
            unit: z.string().regex(unitId),
            status: standing,
          }),
        ),
      }),
    ),
  }),
  WorkerWithRoles: Worker.extend({ roles: z.array(RoleEntry) }),
  WorkerList: z.strictObject({ workers: z.array(Worker), next: z.string().nullable().describe('Ask again with after= this id') }),
  InstitutionWithUnits: Institution.extend({ units: z.array(named(unitId)) }),
  InstitutionList: z.strictObject({ institutions: z.array(Institution) }),
  RoleList: z.strictObject({ roles: z.array(RoleEntry.extend({ worker: z.strictObject({ id: z.string(), name: z.string() }) })) }),
  Problem: z.strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    at: z.exactOptional(z.string()),
  }),
} as const;

export type SchemaName = keyof typeof schemas;
