// The Result element of OASIS DSS with the majors of the eCard API, as every response of TR-03112 and TR-03130 carries it. TR-03112-1 4.1.2.
import { EidError } from '../error/index.ts';
import { child, childText, expectElement, optionalChild, textOf, type XmlElement, type XmlErrorCode } from './element.ts';
import { type Markup, xml } from './markup.ts';

export type ResultMajor = 'ok' | 'warning' | 'error';

/** `minor` is the full URI; a peer may send one that we do not know. */
export interface Result {
  readonly major: ResultMajor;
  readonly minor?: string;
  readonly message?: string;
}

const dss = 'urn:oasis:names:tc:dss:1.0:core:schema';
const majorPrefix = 'http://www.bsi.bund.de/ecard/api/1.1/resultmajor#';
const majors: readonly ResultMajor[] = ['ok', 'warning', 'error'];

/** The Result inside a response. */
export function parseResult(response: XmlElement): Result {
  const element = child(response, 'Result');
  expectElement(element, 'Result', dss);
  const uri = childText(element, 'ResultMajor');
  const major = majors.find((name) => uri === majorPrefix + name);
  if (major === undefined) throw new EidError<XmlErrorCode>('xml.value', { name: 'ResultMajor' });
  const minor = optionalChild(element, 'ResultMinor');
  const message = optionalChild(element, 'ResultMessage');
  return {
    major,
    ...(minor && textOf(minor).trim() !== '' && { minor: textOf(minor).trim() }),
    ...(message && { message: textOf(message) }),
  };
}

export function encodeResult({ major, minor, message }: Result): Markup {
  const second = minor === undefined ? undefined : xml`<ResultMinor>${minor}</ResultMinor>`;
  const third = message === undefined ? undefined : xml`<ResultMessage xml:lang="en">${message}</ResultMessage>`;
  return xml`<Result xmlns="${dss}"><ResultMajor>${majorPrefix + major}</ResultMajor>${second}${third}</Result>`;
}
