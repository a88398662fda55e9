// InitializeFramework: the server may ask first which edition of the eCard API the client speaks. TR-03112-3 3.1.1.
import {
  child,
  childInteger,
  encodeResult,
  expectElement,
  type Markup,
  optionalChild,
  parseResult,
  type Result,
  type XmlElement,
  xml,
} from '../xml/index.ts';
import { ecard } from './namespaces.ts';
import { ecardElement } from './paos.ts';
import type { Version } from './start-paos.ts';

export interface InitializeFrameworkResponse {
  readonly result: Result;
  /** Absent only when the Result is an error. */
  readonly version?: Version;
}

export function parseInitializeFramework(body: XmlElement): void {
  expectElement(body, 'InitializeFramework', ecard);
}

export function encodeInitializeFramework(): Markup {
  return ecardElement('InitializeFramework', xml``);
}

/** The last part of the version is optional, and AusweisApp spells it SubMinor. */
export function parseInitializeFrameworkResponse(body: XmlElement): InitializeFrameworkResponse {
  expectElement(body, 'InitializeFrameworkResponse', ecard);
  const result = parseResult(body);
  if (result.major === 'error') return { result };
  const version = child(body, 'Version');
  const spelling = ['Subminor', 'SubMinor'].find((name) => optionalChild(version, name) !== undefined);
  const subminor = spelling === undefined ? 0 : childInteger(version, spelling);
  return { result, version: { major: childInteger(version, 'Major'), minor: childInteger(version, 'Minor'), subminor } };
}

export function encodeInitializeFrameworkResponse({ result, version }: InitializeFrameworkResponse): Markup {
  const spoken =
    version &&
    xml`<ec:Version><ec:Major>${version.major}</ec:Major><ec:Minor>${version.minor}</ec:Minor><ec:Subminor>${version.subminor}</ec:Subminor></ec:Version>`;
  return ecardElement('InitializeFrameworkResponse', xml`${encodeResult(result)}${spoken}`);
}
