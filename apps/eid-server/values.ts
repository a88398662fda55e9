// Values of data groups as the eID interface writes them.
import type { GeneralPlace } from '../../lib/card/index.ts';
import { type DateValue, type OperationKind, type OperationName, operations, type PlaceValue } from '../../lib/eid-service/index.ts';

const writers: Readonly<Partial<Record<OperationKind, (value: never) => unknown>>> = { date, place };

/** The value that a data group held, as the operation of that name gives it. */
export function personalValue(operation: OperationName, value: unknown): unknown {
  return writers[operations[operation].kind]?.(value as never) ?? value;
}

/** Of a partial date only the text; a whole one has a value too. */
function date(value: string): DateValue {
  const text = value.replaceAll('-', '');
  return /^\d{8}$/.test(text) ? { text, value } : { text };
}

function place(value: GeneralPlace): PlaceValue {
  return value.kind === 'text' ? { kind: 'freetext', text: value.text } : value;
}
