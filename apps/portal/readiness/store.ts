// What an institution entered, read and written.
import type { Kysely, Transaction } from 'kysely';
import type { RoleId } from '../../../lib/entitlement/index.ts';
import type { InstitutionMatrix } from '../matrix.ts';
import type { Tables } from '../tables.ts';
import type { Entry, Facts, Kind } from './kinds.ts';

type Db = Kysely<Tables>;

/** What rows may refer to at an institution. Serial numbers of others are known as taken, and not whose they are. */
export async function factsOf(
  db: Db,
  institution: string,
  { units, grantable }: Pick<InstitutionMatrix, 'units' | 'grantable'>,
): Promise<Facts> {
  const [sites, workstations, readers] = await Promise.all([
    db.selectFrom('site').select('name').where('institution', '=', institution).execute(),
    db.selectFrom('workstation').select('code').where('institution', '=', institution).execute(),
    db.selectFrom('reader').select(['serial', 'origin', 'institution']).execute(),
  ]);
  return {
    units,
    grantable,
    sites: sites.map(({ name }) => name),
    workstations: workstations.map(({ code }) => code),
    readers: new Map(readers.map((row) => (row.institution === institution ? [row.serial, row.origin] : [`taken ${row.serial}`, 'own']))),
  };
}

/** Enters rows; one that is there already is replaced. */
export async function saveEntries(
  transaction: Transaction<Tables>,
  institution: string,
  kind: Kind,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length > 0) await save[kind](transaction, institution, entries);
}

const text = (value: Entry[string] | undefined) => String(value ?? '');
const textOrNull = (value: Entry[string] | undefined) => (typeof value === 'string' ? value : null);

type Save = (transaction: Transaction<Tables>, institution: string, entries: readonly Entry[]) => Promise<unknown>;

const save: Readonly<Record<Kind, Save>> = {
  workers: (transaction, institution, entries) =>
    transaction
      .insertInto('needed_worker')
      .values(
        entries.map(({ name, number, role, unit }) => ({
          institution,
          name: text(name),
          number: text(number),
          role: text(role) as RoleId,
          unit: text(unit),
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['institution', 'number', 'role', 'unit']).doUpdateSet((eb) => ({ name: eb.ref('excluded.name') })),
      )
      .execute(),
  sites: (transaction, institution, entries) =>
    transaction
      .insertInto('site')
      .values(entries.map(({ name, address }) => ({ institution, name: text(name), address: text(address) })))
      .onConflict((conflict) => conflict.columns(['institution', 'name']).doUpdateSet((eb) => ({ address: eb.ref('excluded.address') })))
      .execute(),
  workstations: (transaction, institution, entries) =>
    transaction
      .insertInto('workstation')
      .values(
        entries.map(({ code, name, site, unit, patientData }) => ({
          institution,
          code: text(code),
          name: text(name),
          site: textOrNull(site),
          unit: textOrNull(unit),
          patient_data: patientData === true,
          reader_seen: null,
          client_version: null,
          seen_at: null,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['institution', 'code']).doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          site: eb.ref('excluded.site'),
          unit: eb.ref('excluded.unit'),
          patient_data: eb.ref('excluded.patient_data'),
        })),
      )
      .execute(),
  readers: (transaction, institution, entries) =>
    transaction
      .insertInto('reader')
      .values(
        entries.map(({ serial, model, own, given, warranty, workstation }) => ({
          serial: text(serial),
          model: text(model),
          institution,
          workstation: textOrNull(workstation),
          origin: own === true ? ('own' as const) : ('operator' as const),
          state: 'in-use' as const,
          given_on: textOrNull(given),
          warranty_until: textOrNull(warranty),
        })),
      )
      // Of a reader that the operator gave only the place is the institution's to say.
      .onConflict((conflict) =>
        conflict
          .column('serial')
          .doUpdateSet((eb) => ({ workstation: eb.ref('excluded.workstation') }))
          .where('reader.institution', '=', institution),
      )
      .execute(),
};
