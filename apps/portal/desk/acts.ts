// What the desk fills in for each event, and what it changes: one row an event.
import type { Transaction } from 'kysely';
import { type Event, type Missing, type OutcomeId, outcomes, parcelItems, rejectionReasons } from '../../../lib/fault-report/index.ts';
import { noteField, type Report } from '../faults/index.ts';
import { choice, choices, type Faults, type Field, text } from '../forms/index.ts';
import { parseSerial, replaceReader, setReaderState } from '../readers/index.ts';
import type { Tables } from '../tables.ts';

/** What may stand in the form of an event, besides the note. */
export type Input = 'parcel' | 'replacement' | 'reason';

export type DeskValues = {
  readonly note: string;
  readonly items: readonly Missing[];
  readonly serial: string;
  readonly replacement: string;
  readonly reason: (typeof rejectionReasons)[number] | '';
};

export type DeskProblem =
  | 'faults.act.note.missing'
  | 'faults.act.note.long'
  | `desk.problem.${'serial' | 'courier' | 'no-reader' | 'replacement' | 'replacement.gone' | 'reason' | 'warranty'}`;

type Work = Transaction<Tables>;
type Change = { readonly set: Partial<Report> } | { readonly fault: Faults<DeskProblem> };

export type DeskAct = {
  readonly note: 'needed' | 'free';
  readonly input?: Input;
  /** Checks what the table of moves cannot know, and makes the change. `today`: `YYYY-MM-DD`. */
  readonly change?: (report: Report, values: DeskValues, work: Work, today: string) => Promise<Change>;
};

const missingIn = (report: Report) => JSON.parse(report.missing) as readonly Missing[];
const noReader: Change = { fault: { note: 'desk.problem.no-reader' } };

export const deskActs: Readonly<Partial<Record<Event, DeskAct>>> = {
  ask: { note: 'needed' },
  'order-courier': {
    note: 'free',
    change: async ({ outcome }, { note }) =>
      outcomes[outcome as OutcomeId].courier || note !== '' ? { set: {} } : { fault: { note: 'desk.problem.courier' } },
  },
  receive: {
    note: 'free',
    input: 'parcel',
    // Another reader than the reported one is no reader.
    change: async (report, { items, serial }, work) => {
      const there = items.filter((item) => item !== 'reader' || serial === report.serial);
      if (there.includes('reader')) await setReaderState(work, report.serial, 'in-repair');
      return { set: { missing: JSON.stringify(parcelItems.filter((item) => !there.includes(item))) } };
    },
  },
  'complete-parcel': {
    note: 'free',
    input: 'parcel',
    change: async (report, { items, serial }, work) => {
      const came = items.filter((item) => item !== 'reader' || serial === report.serial);
      if (came.includes('reader')) await setReaderState(work, report.serial, 'in-repair');
      return { set: { missing: JSON.stringify(missingIn(report).filter((item) => !came.includes(item))) } };
    },
  },
  'start-repair': { note: 'free', change: async (report) => (missingIn(report).includes('reader') ? noReader : { set: {} }) },
  repair: { note: 'needed' },
  replace: {
    note: 'free',
    input: 'replacement',
    change: async (report, { replacement }, work, today) => {
      if (missingIn(report).includes('reader')) return noReader;
      if (!(await replaceReader(work, report.serial, replacement, today)))
        return { fault: { replacement: 'desk.problem.replacement.gone' } };
      return { set: { replacement } };
    },
  },
  reject: {
    note: 'needed',
    input: 'reason',
    change: async ({ warranty_until }, { reason }, _, today) =>
      reason === 'out-of-warranty' && warranty_until !== null && warranty_until >= today
        ? { fault: { reason: 'desk.problem.warranty' } }
        : { set: { reason } },
  },
  'send-back': {
    note: 'free',
    change: async (report, _, work) => {
      if (report.replacement === null) await setReaderState(work, report.serial, 'in-use');
      return { set: {} };
    },
  },
  close: { note: 'free' },
  reopen: { note: 'needed' },
};

const serialField: Field<string, 'desk.problem.serial'> = ([typed = '']) => {
  const value = typed.trim() === '' ? '' : parseSerial(typed);
  return value === undefined ? { problem: 'desk.problem.serial' } : { value };
};

const none = <const Value>(value: Value) => (() => ({ value })) satisfies Field<Value, never>;

/** The fields of an event's form; those that it does not have are empty. */
export const deskFields = ({ note, input }: DeskAct) => ({
  note: noteField[note] as Field<string, DeskProblem>,
  items: input === 'parcel' ? choices(parcelItems) : none<readonly Missing[]>([]),
  serial: input === 'parcel' ? serialField : none(''),
  replacement:
    input === 'replacement' ? text({ missing: 'desk.problem.replacement', wrong: 'desk.problem.replacement', longest: 24 }) : none(''),
  reason: input === 'reason' ? choice(rejectionReasons, 'desk.problem.reason') : none(''),
});

/** The day in Budapest. */
export const dayOf = (now: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Budapest' }).format(now);
