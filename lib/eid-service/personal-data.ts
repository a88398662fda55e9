// PersonalData: what was read from the card, as the eID interface writes it. TR-03130-1 3.4.
import { type Bytes, toHex } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import {
  child,
  childHex,
  childText,
  type Markup,
  onlyChild,
  optional,
  optionalHex,
  optionalText,
  textOf,
  type XmlElement,
  type XmlErrorCode,
  xml,
} from '../xml/index.ts';
import { nameOf, operationElement } from './operation-list.ts';
import { type OperationName, operationNames, operations } from './operations.ts';

/** `text` is YYYYMMDD with blanks for what is unknown; `value` is YYYY-MM-DD, for whole dates only. */
export interface DateValue {
  readonly text: string;
  readonly value?: string;
}

export type PlaceValue =
  | {
      readonly kind: 'structured';
      readonly street?: string;
      readonly city: string;
      readonly state?: string;
      readonly country: string;
      readonly zipCode?: string;
    }
  | { readonly kind: 'freetext'; readonly text: string }
  | { readonly kind: 'none'; readonly text: string };

/** The sector's pseudonym; `id2` is the one by the older sector key while a sector moves. */
export interface RestrictedIdValue {
  readonly id: Bytes;
  readonly id2?: Bytes;
}

interface Values {
  text: string;
  /** YYYY-MM-DD */
  day: string;
  date: DateValue;
  place: PlaceValue;
  'restricted-id': RestrictedIdValue;
  answer: never;
}

/** The values that the holder permitted and the card held. */
export type PersonalData = { readonly [Name in OperationName]?: Values[(typeof operations)[Name]['kind']] };

const codecs: { readonly [Kind in keyof Values]: { write(value: Values[Kind]): Markup; read(element: XmlElement): Values[Kind] } } = {
  text: { write: (value) => xml`${value}`, read: textOf },
  day: { write: (value) => xml`${value}`, read: readDay },
  date: { write: writeDate, read: readDate },
  place: { write: writePlace, read: readPlace },
  'restricted-id': {
    write: ({ id, id2 }) => xml`<eid:ID>${toHex(id)}</eid:ID>${optional('eid:ID2', id2)}`,
    read: (element) => {
      const id2 = optionalHex(element, 'ID2');
      return { id: childHex(element, 'ID'), ...(id2 && { id2 }) };
    },
  },
  answer: {
    write: () => xml``,
    read: (element) => {
      throw new EidError<XmlErrorCode>('xml.unexpected', { name: element.name });
    },
  },
};

export function parsePersonalData(element: XmlElement): PersonalData {
  const data: Partial<Record<OperationName, unknown>> = {};
  for (const value of element.children) {
    const name = nameOf(value);
    if (name in data) throw new EidError<XmlErrorCode>('xml.doubled', { name: value.name });
    data[name] = parseValue(name, value);
  }
  return data as PersonalData;
}

export function encodePersonalData(data: PersonalData): Markup {
  const written = operationNames
    .filter((name) => data[name] !== undefined)
    .map((name) => operationElement(name, encodeValue(name, data[name])));
  return xml`<eid:PersonalData>${written}</eid:PersonalData>`;
}

/** The value of one operation, of the element that it is the content of. */
export function parseValue(name: OperationName, element: XmlElement): PersonalData[OperationName] {
  return codecs[operations[name].kind].read(element);
}

/** The content of the element for one value. */
export function encodeValue(name: OperationName, value: PersonalData[OperationName]): Markup {
  // The type of a value follows from its row; the compiler cannot see that the two indexes agree.
  return (codecs[operations[name].kind].write as (value: PersonalData[OperationName]) => Markup)(value);
}

function readDay(element: XmlElement): string {
  const value = textOf(element).trim();
  if (!day.test(value)) throw new EidError<XmlErrorCode>('xml.value', { name: element.name });
  return value;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

function writeDate({ text, value }: DateValue): Markup {
  return xml`<eid:DateString>${text}</eid:DateString>${optional('eid:DateValue', value)}`;
}

function readDate(element: XmlElement): DateValue {
  const text = textOf(child(element, 'DateString'));
  const value = optionalText(element, 'DateValue');
  if (!/^[\d ]{8}$/.test(text) || (value !== undefined && !day.test(value))) {
    throw new EidError<XmlErrorCode>('xml.value', { name: element.name });
  }
  return { text, ...(value !== undefined && { value }) };
}

function writePlace(place: PlaceValue): Markup {
  if (place.kind === 'freetext') return xml`<eid:FreetextPlace>${place.text}</eid:FreetextPlace>`;
  if (place.kind === 'none') return xml`<eid:NoPlaceInfo>${place.text}</eid:NoPlaceInfo>`;
  return xml`<eid:StructuredPlace>${optional('eid:Street', place.street)}<eid:City>${place.city}</eid:City>${optional('eid:State', place.state)}<eid:Country>${place.country}</eid:Country>${optional('eid:ZipCode', place.zipCode)}</eid:StructuredPlace>`;
}

function readPlace(element: XmlElement): PlaceValue {
  const place = onlyChild(element);
  if (place.name === 'FreetextPlace') return { kind: 'freetext', text: textOf(place) };
  if (place.name === 'NoPlaceInfo') return { kind: 'none', text: textOf(place) };
  if (place.name !== 'StructuredPlace') throw new EidError<XmlErrorCode>('xml.unexpected', { name: place.name });
  const street = optionalText(place, 'Street');
  const state = optionalText(place, 'State');
  const zipCode = optionalText(place, 'ZipCode');
  return {
    kind: 'structured',
    ...(street !== undefined && { street }),
    city: childText(place, 'City'),
    ...(state !== undefined && { state }),
    country: childText(place, 'Country'),
    ...(zipCode !== undefined && { zipCode }),
  };
}
