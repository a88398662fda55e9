// Values of data groups as the eID interface writes them.
import type { GeneralPlace } from '../../lib/card/index.ts';
import { type DateValue, type OperationKind, type OperationName, operations, type PlaceValue } from '../../lib/eid-service/index.ts';

const writers: Readonly<Partial<Record<OperationKind | OperationName, (value: never) => unknown>>> = { date, place, address };

/** The value that a data group held, as the operation of that name gives it. */
export function personalValue(operation: OperationName, value: unknown): unknown {
  const write = writers[operation] ?? writers[operations[operation].kind];
  return write === undefined ? value : write(value as never);
}

/** Of a partial date only the text; a whole one has a value too. */
function date(value: string): DateValue {
  const text = value.replaceAll('-', '');
  return /^\d{8}$/.test(text) ? { text, value } : { text };
}

function place(value: GeneralPlace): PlaceValue {
  return value.kind === 'text' ? { kind: 'freetext', text: value.text } : value;
}

/** One line in the Hungarian order: postal code and town, then the street. */
function address(value: GeneralPlace): string {
  if (value.kind !== 'structured') return value.text;
  const town = [value.zipCode, value.city].filter((part) => part !== undefined).join(' ');
  return value.street === undefined ? town : `${town}, ${value.street}`;
}
