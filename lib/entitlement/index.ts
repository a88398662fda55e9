export {
  type Link,
  type LinkResolved,
  parseLink,
  parseLinkResolved,
  parseRegisters,
  parseResolveLink,
  type Registers,
  type ResolveLink,
} from './messages.ts';
export {
  type Entitlement,
  entitlement,
  type Profession,
  professions,
  type RegisterStatus,
  type Registration,
  type RoleEntry,
  type RoleId,
  registerStatuses,
  roleIds,
  type WorkerRecord,
} from './roles.ts';
export type { EntitlementErrorCode } from './shape.ts';
