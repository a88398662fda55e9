// EF.DIR: the applications on the card. ISO 7816-4 12.2.3.
import { type Bytes, concat, equal, latin1, parseLatin1 } from '../bytes/index.ts';
import { parseTlvs, TlvReader, tlv } from '../tlv/index.ts';

/** An application template: identifier and label (ISO 8859-1, up to 16 characters on our cards). */
export interface Application {
  readonly identifier: Bytes;
  readonly label?: string;
}

export function encodeDirectory(applications: readonly Application[]): Bytes {
  return concat(
    ...applications.map(({ identifier, label }) =>
      tlv(0x61, tlv(0x4f, identifier), label === undefined ? new Uint8Array(0) : tlv(0x50, latin1(label) ?? new Uint8Array(0))),
    ),
  );
}

/** The applications that a card lists. Other objects, in the file and in a template, are skipped. Throws a code of lib/tlv. */
export function parseDirectory(file: Uint8Array): readonly Application[] {
  return parseTlvs(file)
    .filter(({ tag }) => tag === 0x61)
    .map(({ value }) => {
      const reader = new TlvReader(value);
      const identifier = reader.take(0x4f);
      const label = reader.maybe(0x50);
      return { identifier, ...(label === undefined ? {} : { label: parseLatin1(label) }) };
    });
}

/** Whether a card lists an application. */
export function listsApplication(applications: readonly Application[], identifier: Uint8Array): boolean {
  return applications.some((application) => equal(application.identifier, identifier));
}
