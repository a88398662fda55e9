// getServerInfo: which edition the server speaks, and what its certificate for this relying party allows. TR-03130-1 3.5.
import {
  child,
  childInteger,
  childText,
  encodeResult,
  encodeSoap,
  expectElement,
  onlyChild,
  optionalChild,
  parseResult,
  type Result,
  type XmlElement,
  xml,
} from '../xml/index.ts';
import { encodeOperationList, type OperationList, parseOperationList } from './operation-list.ts';
import { eid, hu } from './operations.ts';

export interface ServerVersion {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly bugfix: number;
}

export interface GetServerInfoResponse {
  /** Only when there is an error: the standard has no Result here. */
  readonly result?: Result;
  readonly version: ServerVersion;
  readonly rights: OperationList<'ALLOWED'>;
}

/** What a request asks for beyond the standard: `hungarian`, that the operations of the second namespace are listed too. A plain request holds nothing. */
export interface GetServerInfoRequest {
  readonly hungarian?: true;
}

export function parseGetServerInfo(body: XmlElement): GetServerInfoRequest {
  expectElement(body, 'getServerInfoRequest', eid);
  if (body.children.length === 0) return {};
  expectElement(onlyChild(body), 'Operations', hu);
  return { hungarian: true };
}

/** The SOAP document of a request. */
export function encodeGetServerInfo({ hungarian }: GetServerInfoRequest = {}): string {
  const more = hungarian && xml`<hu:Operations xmlns:hu="${hu}"/>`;
  return encodeSoap(xml`<eid:getServerInfoRequest xmlns:eid="${eid}">${more}</eid:getServerInfoRequest>`);
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
