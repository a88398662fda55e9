// The readiness map: who can sign in on Monday morning, which workstation is ready, and what is missing. One question to the directory, five to our tables.
import type { Kysely } from 'kysely';
import type { RoleId } from '../../../lib/entitlement/index.ts';
import {
  blocking,
  mondayAfter,
  type WorkerState,
  type WorkstationState,
  workerState,
  workstationState,
} from '../../../lib/readiness/index.ts';
import type { InstitutionMatrix } from '../matrix.ts';
import type { Tables } from '../tables.ts';

export type MappedWorker = {
  /** The directory's; `undefined` for a number that nobody has. */
  readonly worker?: string;
  readonly name: string;
  readonly number: string | null;
  readonly state: WorkerState;
  readonly linked: boolean;
  readonly ownStaff: boolean;
  readonly roles: readonly RoleId[];
  /** What the institution entered that they need, and what is not granted of it. */
  readonly missing: readonly { readonly role: RoleId; readonly unit: string }[];
  readonly registerStatus?: InstitutionMatrix['workers'][number]['registration']['status'];
  readonly lastSignIn: string | null;
  readonly ticked: boolean;
  /** Milliseconds: the last reminder. */
  readonly remindedAt?: number;
};

export type MappedWorkstation = {
  readonly code: string;
  readonly name: string;
  readonly site: string | null;
  readonly state: WorkstationState;
  readonly readers: number;
  readonly clientVersion: string | null;
  readonly seenAt: number | null;
};

export type ReadinessMap = {
  /** `YYYY-MM-DD`. */
  readonly monday: string;
  readonly asOf: string;
  readonly workers: readonly MappedWorker[];
  readonly workstations: readonly MappedWorkstation[];
};

const collator = new Intl.Collator('hu', { numeric: true });

/** Who of these cannot sign in on Monday morning. */
export const stopped = (workers: readonly MappedWorker[]) => workers.filter(({ state }) => blocking.includes(state));

export async function readinessMap(
  db: Kysely<Tables>,
  matrix: InstitutionMatrix,
  known: (number: readonly string[]) => Promise<ReadonlyMap<string, MatrixPerson>>,
  now: number,
  currentClient?: string,
): Promise<ReadinessMap> {
  const { id } = matrix.institution;
  const [needed, ticks, reminders, stations, readers] = await Promise.all([
    db.selectFrom('needed_worker').selectAll().where('institution', '=', id).execute(),
    db.selectFrom('ready_tick').select('worker').where('institution', '=', id).execute(),
    db.selectFrom('reminder').select(['worker', 'sent_at']).where('institution', '=', id).execute(),
    db.selectFrom('workstation').selectAll().where('institution', '=', id).execute(),
    db.selectFrom('reader').select(['workstation', 'state']).where('institution', '=', id).execute(),
  ]);
  const monday = mondayAfter(matrix.today);
  const people = workersOf(matrix, needed, await known(strangers(matrix, needed)));
  const ticked = new Set(ticks.map(({ worker }) => worker));
  const reminded = new Map(reminders.map(({ worker, sent_at: at }) => [worker, at]));
  const workers = people.map(({ registration, entries, ...person }): MappedWorker => {
    const own = person.worker ?? '';
    const tick = ticked.has(own);
    const facts = { registration, linked: person.linked, ownStaff: person.ownStaff, entries, lastSignIn: person.lastSignIn, ticked: tick };
    const at = reminded.get(own);
    const roles = [...new Set(entries.map(({ role }) => role))];
    const state = person.missing.length > 0 && registration !== undefined ? 'no-role' : workerState(facts, monday);
    const status = registration === undefined ? {} : { registerStatus: registration.status };
    return { ...person, ...status, state, roles, ticked: tick, ...(at === undefined ? {} : { remindedAt: at }) };
  });
  const standing = new Map<string, number>();
  for (const { workstation, state } of readers) {
    if (workstation !== null && state === 'in-use') standing.set(workstation, (standing.get(workstation) ?? 0) + 1);
  }
  const workstations = stations.map(
    ({
      code,
      name,
      site,
      patient_data: handlesPatientData,
      reader_seen: seen,
      client_version: version,
      seen_at: at,
    }): MappedWorkstation => {
      const count = standing.get(code) ?? 0;
      const report = seen === null || version === null || at === null ? {} : { report: { reader: seen, clientVersion: version, at } };
      const state = workstationState({ handlesPatientData, readers: count, ...report }, now, currentClient);
      return { code, name, site, state, readers: count, clientVersion: version, seenAt: at };
    },
  );
  return {
    monday,
    asOf: matrix.workers[0]?.registration.asOf ?? new Date(now).toISOString(),
    workers: workers.sort((a, b) => collator.compare(a.name, b.name)),
    workstations: workstations.sort((a, b) => collator.compare(a.code, b.code)),
  };
}

export type MatrixPerson = Pick<InstitutionMatrix['workers'][number], 'id' | 'name' | 'registration'>;

/** Numbers that were entered and that nobody has who has a role here. */
function strangers({ workers }: InstitutionMatrix, needed: readonly Tables['needed_worker'][]): readonly string[] {
  const here = new Set(workers.map(({ registration }) => registration.number));
  return [...new Set(needed.map(({ number }) => number).filter((number) => !here.has(number)))];
}

type Person = Omit<MappedWorker, 'state' | 'roles' | 'ticked' | 'remindedAt' | 'registerStatus'> & {
  readonly registration: MatrixPerson['registration'] | undefined;
  readonly entries: InstitutionMatrix['entries'];
};

/** Everybody who has an entry here, and everybody who was entered as needing one. */
function workersOf(
  matrix: InstitutionMatrix,
  needed: readonly Tables['needed_worker'][],
  others: ReadonlyMap<string, MatrixPerson>,
): readonly Person[] {
  const entries = Map.groupBy(matrix.entries, ({ worker }) => worker);
  const wishes = Map.groupBy(needed, ({ number }) => number);
  const missingOf = (number: string | null, own: InstitutionMatrix['entries']) =>
    (number === null ? [] : (wishes.get(number) ?? []))
      .filter(({ role, unit }) => !own.some((entry) => entry.role === role && entry.unit === unit && entry.state !== 'ended'))
      .map(({ role, unit }) => ({ role, unit }));
  const here = matrix.workers.map(({ id, name, registration, linked, ownStaff, lastSignIn }): Person => {
    const own = entries.get(id) ?? [];
    const { number } = registration;
    return { worker: id, name, number, registration, entries: own, missing: missingOf(number, own), linked, ownStaff, lastSignIn };
  });
  const numbers = new Set(here.map(({ number }) => number));
  const entered = [...wishes].filter(([number]) => !numbers.has(number));
  const strange = entered.map(([number, [first]]): Person => {
    const found = others.get(number);
    const name = found?.name ?? first?.name ?? number;
    const common = { name, number, registration: found?.registration, entries: [], missing: missingOf(number, []) };
    return { ...common, ...(found && { worker: found.id }), linked: false, ownStaff: false, lastSignIn: null };
  });
  return [...here, ...strange];
}
