// Fields of a form as a table: what may be typed, what it becomes, and which sentence says what is wrong. Pure: nothing here draws or stores.
import { type CalendarDate, parseCalendarDate } from '../../../lib/person/index.ts';

/** What a field makes of the values typed for it: a value, or the key of the phrase that names the rule. */
export type Field<Value, Message extends string> = (typed: readonly string[]) => { readonly value: Value } | { readonly problem: Message };

// biome-ignore lint/suspicious/noExplicitAny: a table mixes fields of many values and messages
export type Fields = Readonly<Record<string, Field<any, any>>>;

export type ValuesOf<Table extends Fields> = {
  readonly [Name in keyof Table]: Table[Name] extends Field<infer Value, string> ? Value : never;
};

export type MessageOf<Table extends Fields> = Table[keyof Table] extends Field<unknown, infer Message> ? Message : never;

/** Everything that was typed, by field, as it was typed. */
export type Typed = Readonly<Record<string, readonly string[]>>;

/** What is wrong, by field. */
export type Faults<Message extends string = string> = Readonly<Record<string, Message>>;

export type Parsed<Table extends Fields> =
  | { readonly kind: 'good'; readonly values: ValuesOf<Table> }
  | { readonly kind: 'faulty'; readonly faults: Faults<MessageOf<Table>> };

/** Every field of a table read from what was typed; all faults at once, in the order of the table. */
export function parseFields<const Table extends Fields>(table: Table, typed: Typed): Parsed<Table> {
  const read = Object.entries(table).map(([name, field]) => [name, field(typed[name] ?? [])] as const);
  const faults = read.flatMap(([name, outcome]) => ('problem' in outcome ? [[name, outcome.problem] as const] : []));
  if (faults.length > 0) return { kind: 'faulty', faults: Object.fromEntries(faults) };
  const values = read.map(([name, outcome]) => [name, 'value' in outcome ? outcome.value : undefined]);
  return { kind: 'good', values: Object.fromEntries(values) };
}

type TextRules<Missing extends string | undefined, Wrong extends string> = {
  /** The phrase for an empty field; without it the field may stay empty and is then `''`. */
  readonly missing?: Missing;
  /** The phrase for a text that is too long or not of the pattern. */
  readonly wrong: Wrong;
  /** Characters; 200 when nothing is said. */
  readonly longest?: number;
  readonly pattern?: RegExp;
  /** Lines are kept in a text of several; in a text of one they are refused with other control characters. */
  readonly lines?: boolean;
};

/** A text, trimmed and in NFC. */
export function text<Wrong extends string, Missing extends string = never>({
  missing,
  wrong,
  longest = 200,
  pattern = /^/,
  lines = false,
}: TextRules<Missing, Wrong>): Field<string, Wrong | Missing> {
  const control = lines ? /[^\P{Cc}\n\t]/u : /\p{Cc}/u;
  return ([typed = '']) => {
    const value = typed.replaceAll('\r\n', '\n').trim().normalize('NFC');
    if (value === '') return missing === undefined ? { value } : { problem: missing };
    return value.length <= longest && !control.test(value) && pattern.test(value) ? { value } : { problem: wrong };
  };
}

/** A text that a parser of the core makes a value of, such as a number with a check digit. */
export function parsed<Value, Missing extends string, Wrong extends string>(
  parse: (text: string) => Value | undefined,
  { missing, wrong }: { readonly missing: Missing; readonly wrong: Wrong },
): Field<Value, Missing | Wrong> {
  return ([typed = '']) => {
    if (typed.trim() === '') return { problem: missing };
    const value = parse(typed.trim());
    return value === undefined ? { problem: wrong } : { value };
  };
}

/** One of a list of choices. */
export function choice<const Choice extends string, Missing extends string>(
  choices: readonly Choice[],
  missing: Missing,
): Field<Choice, Missing> {
  return ([typed]) => {
    const value = choices.find((one) => one === typed);
    return value === undefined ? { problem: missing } : { value };
  };
}

/** Any number of a list of choices, in the order of the list; `missing` when there must be one. */
export function choices<const Choice extends string, Missing extends string = never>(
  all: readonly Choice[],
  missing?: Missing,
): Field<readonly Choice[], Missing> {
  return (typed) => {
    const value = all.filter((one) => typed.includes(one));
    return value.length === 0 && missing !== undefined ? { problem: missing } : { value };
  };
}

/** A box to tick; `missing` when it must be. */
export function tick<Missing extends string = never>(missing?: Missing): Field<boolean, Missing> {
  return ([typed]) => (typed === undefined && missing !== undefined ? { problem: missing } : { value: typed !== undefined });
}

/** A day, `2026-11-23` as date fields send it or `2026. 11. 23.` as it is written. */
export function day<Missing extends string, Wrong extends string>(phrases: {
  readonly missing: Missing;
  readonly wrong: Wrong;
}): Field<CalendarDate, Missing | Wrong> {
  const parse = (typed: string) => {
    const [, year = '', month = '', date = ''] = /^(\d{4})[-. ]+(\d{1,2})[-. ]+(\d{1,2})\.?$/.exec(typed) ?? [];
    return parseCalendarDate(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
  };
  return parsed(parse, phrases);
}
