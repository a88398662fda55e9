// Names that TR-03112 fixes for everybody.

import type { Bytes } from '../bytes/index.ts';
import { parseHex } from '../bytes/index.ts';

/** Schema of ISO/IEC 24727: the requests and responses themselves. */
export const iso = 'urn:iso:std:iso-iec:24727:tech:schema';
/** Schema of the eCard API: InitializeFramework. */
export const ecard = 'http://www.bsi.bund.de/ecard/api/1.1';
export const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

/** Reverse HTTP binding for SOAP: binding of the TC token, and version in the header. */
export const paosBinding = 'urn:liberty:paos:2006-08';

/** Both names of the EAC protocol that are in use; the first is ours, answers take the one that was asked with. @see TR-03112-7 3.6 */
export const eacProtocols = ['urn:oid:1.0.24727.3.0.0.7.2', 'urn:oid:1.3.162.15480.3.0.14.2'] as const;
export type EacProtocol = (typeof eacProtocols)[number];

/** AID of the eID application, as CardApplication of the connection handle. */
export const eidApplication = parseHex('e80704007f00070302') as Bytes;
