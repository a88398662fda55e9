// StartPAOS: the client reports at the eID server with its session. TR-03112-7 2.6, TR-03124-1 2.6.
import { type Bytes, toHex } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import { childInteger, childText, expectElement, type Markup, optionalChild, optionalHex, type XmlElement, xml } from '../xml/index.ts';
import { eidApplication, iso } from './namespaces.ts';
import { isoElement } from './paos.ts';
import type { EcardErrorCode } from './result.ts';

export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly subminor: number;
}

export interface StartPaos {
  readonly sessionIdentifier: string;
  /** The client's name for the card; what the server's commands carry back. */
  readonly slotHandle?: Bytes;
  readonly userAgent: Version & { readonly name: string };
}

export function parseStartPaos(body: XmlElement): StartPaos {
  expectElement(body, 'StartPAOS', iso);
  const sessionIdentifier = childText(body, 'SessionIdentifier');
  if (sessionIdentifier === '' || sessionIdentifier.length > 256) {
    throw new EidError<EcardErrorCode>('ecard.value', { name: 'SessionIdentifier' });
  }
  const connection = optionalChild(body, 'ConnectionHandle');
  const slotHandle = connection && optionalHex(connection, 'SlotHandle');
  const agent = optionalChild(body, 'UserAgent');
  const userAgent = agent
    ? {
        name: childText(agent, 'Name').slice(0, 100),
        major: childInteger(agent, 'VersionMajor'),
        minor: childInteger(agent, 'VersionMinor'),
        subminor: optionalChild(agent, 'VersionSubminor') ? childInteger(agent, 'VersionSubminor') : 0,
      }
    : { name: '', major: 0, minor: 0, subminor: 0 };
  return { sessionIdentifier, ...(slotHandle && { slotHandle }), userAgent };
}

export function encodeStartPaos({ sessionIdentifier, slotHandle, userAgent }: StartPaos): Markup {
  const handle = slotHandle && xml`<SlotHandle>${toHex(slotHandle)}</SlotHandle>`;
  return isoElement(
    'StartPAOS',
    xml`<SessionIdentifier>${sessionIdentifier}</SessionIdentifier><ConnectionHandle xsi:type="iso:ConnectionHandleType"><CardApplication>${toHex(eidApplication)}</CardApplication>${handle}</ConnectionHandle><UserAgent><Name>${userAgent.name}</Name><VersionMajor>${userAgent.major}</VersionMajor><VersionMinor>${userAgent.minor}</VersionMinor><VersionSubminor>${userAgent.subminor}</VersionSubminor></UserAgent><SupportedAPIVersions><Major>1</Major><Minor>1</Minor><Subminor>5</Subminor></SupportedAPIVersions>`,
  );
}
