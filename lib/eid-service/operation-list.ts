// A list of operations with a word for each: UseOperations, OperationsAllowedByUser, DocumentVerificationRights.
import { EidError } from '../error/index.ts';
import { type Markup, textOf, type XmlElement, type XmlErrorCode, xml } from '../xml/index.ts';
import { hu, type OperationName, operationNames, operations } from './operations.ts';

/** A word for some operations; what is not named is PROHIBITED. */
export type OperationList<Word extends string> = Readonly<Partial<Record<OperationName, Word>>>;

/**
 * Each child names a known operation, once and in the order of the schema, with one of these words (or PROHIBITED, which an empty one means too, and is left
 * out); else an `xml.*` error.
 */
export function parseOperationList<Word extends string>(element: XmlElement, words: readonly Word[]): OperationList<Word> {
  const list: Partial<Record<OperationName, Word>> = {};
  let reached = -1;
  for (const child of element.children) {
    const name = nameOf(child);
    const place = operationNames.indexOf(name);
    if (place <= reached) throw new EidError<XmlErrorCode>(place === reached ? 'xml.doubled' : 'xml.unexpected', { name: child.name });
    reached = place;
    const text = textOf(child).trim();
    const word = words.find((known) => known === text);
    if (word !== undefined) list[name] = word;
    else if (text !== 'PROHIBITED' && text !== '') throw new EidError<XmlErrorCode>('xml.value', { name: child.name });
  }
  return list;
}

/** The children for a list, in the order of the schema; `complete` writes PROHIBITED for all others too. */
export function encodeOperationList(list: OperationList<string>, complete = false): readonly Markup[] {
  const names = operationNames.filter((name) => list[name] !== undefined || (complete && !isHungarian(name)));
  return names.map((name) => operationElement(name, xml`${list[name] ?? 'PROHIBITED'}`));
}

/** Whether an operation is one of ours, in the second namespace. */
export function isHungarian(name: OperationName): boolean {
  return operations[name].namespace === hu;
}

/** The element of an operation with this content. */
export function operationElement(name: OperationName, content: Markup): Markup {
  const { element } = operations[name];
  const [open, close] = isHungarian(name) ? [`hu:${element} xmlns:hu="${hu}"`, `hu:${element}`] : [`eid:${element}`, `eid:${element}`];
  return { markup: `<${open}>${content.markup}</${close}>` };
}

/** Which operation an element belongs to; `xml.unexpected` for none. */
export function nameOf(element: XmlElement): OperationName {
  const name = operationNames.find(
    (known) => operations[known].element === element.name && operations[known].namespace === element.namespace,
  );
  if (name === undefined) throw new EidError<XmlErrorCode>('xml.unexpected', { name: element.name });
  return name;
}
