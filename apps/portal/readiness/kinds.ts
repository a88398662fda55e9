// What an institution enters, one table a kind: columns with their headings and rules. Forms and files are read by the same rules.
import { type RoleId, roleIds } from '../../../lib/entitlement/index.ts';
import { parseCalendarDate, parseRegisterNumber } from '../../../lib/person/index.ts';
import { portal as en } from '../../../lib/phrases/en/portal.ts';
import { portal as hu } from '../../../lib/phrases/hu/portal.ts';
import type { readiness } from '../../../lib/phrases/hu/readiness.ts';
import { parseSerial } from '../readers/index.ts';
import { foldHeading } from './csv.ts';

export type Phrase = keyof typeof readiness;

/** What rows may refer to. */
export type Facts = {
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly grantable: readonly RoleId[];
  readonly sites: readonly string[];
  readonly workstations: readonly string[];
  /** Serial numbers that the operator gave to this institution, or that it has entered itself. */
  readonly readers: ReadonlyMap<string, 'operator' | 'own'>;
};

/** A cell's value, or the rule that it breaks. `null` for one left empty. */
type Read = (text: string, facts: Facts) => { readonly value: string | boolean | null } | { readonly problem: Phrase };

export type Column = {
  /** Also the phrase of its label, with `readiness.column.` in front. */
  readonly key: string;
  /** Other headings that mean the same. */
  readonly also: readonly string[];
  readonly needed: boolean;
  readonly read: Read;
};

/** A row that keeps every rule. */
export type Entry = Readonly<Record<string, string | boolean | null>>;

const free =
  (problem: Phrase, longest = 120): Read =>
  (text) =>
    text.length <= longest && !/\p{Cc}/u.test(text) ? { value: text.normalize('NFC') } : { problem };

const roleNames = new Map(
  roleIds.flatMap((role) => [role, hu[`portal.role.${role}`], en[`portal.role.${role}`]].map((name) => [foldHeading(name), role] as const)),
);
const words = (yes: readonly string[], no: readonly string[]) => (text: string) =>
  yes.includes(foldHeading(text)) ? true : no.includes(foldHeading(text)) ? false : undefined;
const truth = words(['igen', 'i', 'x', '1', 'yes', 'y', 'true'], ['nem', 'n', '0', 'no', 'false']);
const ownReader = words(['sajat', 'own'], ['uzemelteto', 'operator', 'aeek', 'okfo', 'eszfk']);

const day: Read = (text) => {
  const [, year = '', month = '', date = ''] = /^(\d{4})[-. ]+(\d{1,2})[-. ]+(\d{1,2})\.?$/.exec(text) ?? [];
  const value = parseCalendarDate(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
  return value === undefined ? { problem: 'readiness.rule.day' } : { value };
};
const unit: Read = (text, { units }) => {
  const found = units.find(({ id, name }) => id === text.replace(/\s/g, '') || foldHeading(name) === foldHeading(text));
  return found === undefined ? { problem: 'readiness.rule.unit' } : { value: found.id };
};

const column = (key: string, read: Read, also: readonly string[] = [], needed = true): Column => ({ key, also, needed, read });
const optional = (key: string, read: Read, also: readonly string[] = []) => column(key, read, also, false);

export const kinds = {
  workers: {
    columns: [
      column('name', free('readiness.rule.name'), ['nev', 'teljesnev', 'munkatars']),
      column(
        'number',
        (text) => {
          const value = parseRegisterNumber(text);
          return value === undefined ? { problem: 'readiness.rule.number' } : { value };
        },
        ['nyilvantartasiszam', 'pecsetszam', 'registernumber'],
      ),
      column(
        'role',
        (text, { grantable }) => {
          const role = roleNames.get(foldHeading(text));
          return role !== undefined && grantable.includes(role) ? { value: role } : { problem: 'readiness.rule.role' };
        },
        ['szerepkor'],
      ),
      column('unit', unit, ['szervezetiegyseg', 'egyseg']),
    ],
    key: ['number', 'role', 'unit'],
  },
  sites: {
    columns: [
      column('name', free('readiness.rule.name'), ['nev', 'telephely']),
      column('address', free('readiness.rule.text', 200), ['cim']),
    ],
    key: ['name'],
  },
  workstations: {
    columns: [
      column('code', (text) => (/^[\p{L}\d][\p{L}\d._-]{0,39}$/u.test(text) ? { value: text } : { problem: 'readiness.rule.code' }), [
        'azonosito',
        'munkaallomas',
        'kod',
      ]),
      column('name', free('readiness.rule.name'), ['nev', 'megnevezes']),
      optional('site', (text, { sites }) => (sites.includes(text) ? { value: text } : { problem: 'readiness.rule.site' }), ['telephely']),
      optional('unit', unit, ['szervezetiegyseg', 'egyseg']),
      column(
        'patientData',
        (text) => {
          const value = truth(text);
          return value === undefined ? { problem: 'readiness.rule.truth' } : { value };
        },
        ['betegadat', 'betegadatotkezel'],
      ),
    ],
    key: ['code'],
  },
  readers: {
    columns: [
      column(
        'serial',
        (text, { readers }) => {
          const serial = parseSerial(text);
          if (serial === undefined) return { problem: 'readiness.rule.serial' };
          return readers.get(serial) === undefined && readers.has(`taken ${serial}`)
            ? { problem: 'readiness.rule.taken' }
            : { value: serial };
        },
        ['sorozatszam', 'gyariszam'],
      ),
      column('model', free('readiness.rule.text', 100), ['tipus', 'modell']),
      column(
        'own',
        (text) => {
          const value = ownReader(text);
          return value === undefined ? { problem: 'readiness.rule.origin' } : { value };
        },
        ['eredet', 'tulajdonos', 'origin'],
      ),
      optional('given', day, ['atvetel', 'datum']),
      optional('warranty', day, ['garancia', 'garanciavege']),
      optional(
        'workstation',
        (text, { workstations }) => (workstations.includes(text) ? { value: text } : { problem: 'readiness.rule.workstation' }),
        ['munkaallomas'],
      ),
    ],
    key: ['serial'],
  },
} as const satisfies Readonly<Record<string, { readonly columns: readonly Column[]; readonly key: readonly string[] }>>;

export type Kind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as readonly Kind[];

/** A rule that a row breaks: where, and which. */
export type RowFault = { readonly line: number; readonly column: string; readonly rule: Phrase };

/** Reads one row: an entry, or all its faults. */
export function readRow(
  kind: Kind,
  cells: Readonly<Record<string, string>>,
  facts: Facts,
): { readonly entry: Entry } | { readonly faults: readonly Omit<RowFault, 'line'>[] } {
  const faults: Omit<RowFault, 'line'>[] = [];
  const entry: Record<string, string | boolean | null> = {};
  for (const { key, needed, read } of kinds[kind].columns as readonly Column[]) {
    const text = (cells[key] ?? '').trim();
    if (text === '') {
      if (needed) faults.push({ column: key, rule: 'readiness.rule.missing' });
      entry[key] = null;
      continue;
    }
    const outcome = read(text, facts);
    if ('problem' in outcome) faults.push({ column: key, rule: outcome.problem });
    else entry[key] = outcome.value;
  }
  // Only what the operator gave is the operator's: its own list says which.
  if (kind === 'readers' && entry['own'] === false && facts.readers.get(String(entry['serial'])) !== 'operator') {
    faults.push({ column: 'own', rule: 'readiness.rule.operator' });
  }
  return faults.length > 0 ? { faults } : { entry };
}

/** The columns of a kind by folded heading. Missing ones are told as faults of the heading. */
export function columnsOf(
  kind: Kind,
  headings: readonly string[],
): { readonly names: ReadonlyMap<string, string> } | { readonly faults: readonly RowFault[] } {
  const columns: readonly Column[] = kinds[kind].columns;
  const names = new Map(
    headings.flatMap((heading) => {
      const found = columns.find(({ key, also }) => foldHeading(key) === heading || also.includes(heading));
      return found === undefined ? [] : [[heading, found.key] as const];
    }),
  );
  const present = new Set(names.values());
  const missing = columns.filter(({ key, needed }) => needed && !present.has(key));
  if (missing.length > 0) return { faults: missing.map(({ key }) => ({ line: 1, column: key, rule: 'readiness.rule.heading' })) };
  return { names };
}
