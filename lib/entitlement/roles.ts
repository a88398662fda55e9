// Roles of the EESZT's entitlement matrix (VMÁTRIX), and which of a person's entries count on a day.

/** Role ids, in the order in which a list shows them. A patient has none. */
export const roleIds = [
  'physician',
  'dentist',
  'pharmacist',
  'nurse',
  'assistant',
  'resident',
  'institution-admin',
  'desk-agent',
  'clerk',
] as const;

export type RoleId = (typeof roleIds)[number];

/** Professions of the registers; `administration` stands in none. */
export const professions = ['physician', 'dentist', 'pharmacist', 'nurse', 'assistant', 'administration'] as const;

export type Profession = (typeof professions)[number];

/** Standing in the registers of health workers; `not-registered` for work that needs no register, such as administration. */
export const registerStatuses = ['in-force', 'suspended', 'not-registered'] as const;

export type RegisterStatus = (typeof registerStatuses)[number];

/** What the registers say of a worker. The basic register proves the qualification, the operational one allows independent practice. */
export type Registration = {
  readonly number: string | null;
  readonly basic: boolean;
  readonly operational: boolean;
  readonly status: RegisterStatus;
  /** When the directory's copy of the register was made: `YYYY-MM-DDThh:mm:ssZ`. */
  readonly asOf: string;
};

/** One entry of the matrix: this person, at this unit, holds this role. */
export type RoleEntry = {
  readonly role: RoleId;
  readonly institution: { readonly id: string; readonly name: string };
  readonly unit: { readonly id: string; readonly name: string };
  readonly status: 'in-force' | 'suspended';
};

/** A worker as the directory knows them. */
export type WorkerRecord = {
  readonly id: string;
  readonly name: string;
  readonly profession: Profession;
  readonly registration: Registration;
  readonly roles: readonly RoleEntry[];
};

/** Which register a role needs: independent practice both, practice under supervision the basic one, office work none. */
const registerNeeded: Readonly<Record<RoleId, 'operational' | 'basic' | 'none'>> = {
  physician: 'operational',
  dentist: 'operational',
  pharmacist: 'operational',
  nurse: 'operational',
  assistant: 'basic',
  resident: 'basic',
  'institution-admin': 'none',
  'desk-agent': 'none',
  clerk: 'none',
};

/** The roles that a person may act in, or why there are none. */
export type Entitlement =
  | { readonly kind: 'entitled'; readonly roles: readonly RoleEntry[] }
  | { readonly kind: 'no-role' }
  | { readonly kind: 'suspended' };

/**
 * The entries that count: in force in the matrix, and covered by the register that the role needs.
 * `suspended` when the matrix would allow a role and the registers do not; `no-role` when the matrix itself has none.
 */
export function entitlement(registration: Registration, entries: readonly RoleEntry[]): Entitlement {
  const granted = entries.filter((entry) => entry.status === 'in-force');
  if (granted.length === 0) return { kind: 'no-role' };
  const roles = granted.filter((entry) => registerAllows(registration, entry.role));
  return roles.length === 0 ? { kind: 'suspended' } : { kind: 'entitled', roles };
}

/** Work that people in no register may do too, under the responsibility of the institution that entered them. */
const openToUnregistered: readonly RoleId[] = ['nurse', 'assistant'];

function registerAllows(registration: Registration, role: RoleId): boolean {
  const needed = registerNeeded[role];
  if (needed === 'none') return true;
  if (registration.status === 'not-registered') return openToUnregistered.includes(role);
  return registration.status === 'in-force' && registration.basic && (needed === 'basic' || registration.operational);
}
