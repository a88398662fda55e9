export { type Entitlement, entitlement, type RegisterStatus, type Registration, type RoleEntry, type RoleId, roleIds } from './roles.ts';
