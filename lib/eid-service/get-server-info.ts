// getServerInfo: which edition the server speaks, and what its certificate for this relying party allows. TR-03130-1 3.5.
import {
  child,
  childInteger,
  childText,
  encodeResult,
  encodeSoap,
  expectElement,
  optionalChild,
  parseResult,
  type Result,
  type XmlElement,
  xml,
} from '../xml/index.ts';
import { encodeOperationList, type OperationList, parseOperationList } from './operation-list.ts';
import { eid } from './operations.ts';

export interface ServerVersion {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly bugfix: number;
}

export interface GetServerInfoResponse {
  readonly result?: Result;
  readonly version: ServerVersion;
  readonly rights: OperationList<'ALLOWED'>;
}

export function parseGetServerInfo(body: XmlElement): void {
  expectElement(body, 'getServerInfoRequest', eid);
}

/** The SOAP document of a request. */
export function encodeGetServerInfo(): string {
  return encodeSoap(xml`<eid:getServerInfoRequest xmlns:eid="${eid}"/>`);
}

export function parseGetServerInfoResponse(body: XmlElement): GetServerInfoResponse {
  expectElement(body, 'getServerInfoResponse', eid);
  const version = child(body, 'ServerVersion');
  return {
    ...(optionalChild(body, 'Result') && { result: parseResult(body) }),
    version: {
      text: childText(version, 'VersionString'),
      major: childInteger(version, 'Major'),
      minor: childInteger(version, 'Minor'),
      bugfix: childInteger(version, 'Bugfix'),
    },
    rights: parseOperationList(child(body, 'DocumentVerificationRights'), ['ALLOWED']),
  };
}

export function encodeGetServerInfoResponse({ result, version, rights }: GetServerInfoResponse): string {
  return encodeSoap(
    xml`<eid:getServerInfoResponse xmlns:eid="${eid}"><eid:ServerVersion><eid:VersionString>${version.text}</eid:VersionString><eid:Major>${version.major}</eid:Major><eid:Minor>${version.minor}</eid:Minor><eid:Bugfix>${version.bugfix}</eid:Bugfix></eid:ServerVersion><eid:DocumentVerificationRights>${encodeOperationList(rights, true)}</eid:DocumentVerificationRights>${result && encodeResult(result)}</eid:getServerInfoResponse>`,
  );
}
