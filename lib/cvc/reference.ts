// Holder references of CV certificates (CAR and CHR): country, mnemonic, sequence. TR-03110-3 C.1.4 and D.2.1.
import { type Bytes, latin1, parseLatin1 } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import type { CvcErrorCode } from './error.ts';

/** The name of a key: ISO 3166 country, a mnemonic of 1 to 9 characters, a sequence of 5. `text` is all three. */
export interface HolderReference {
  readonly country: string;
  readonly mnemonic: string;
  readonly sequence: string;
  readonly text: string;
}

/** A reference from its text, e.g. `HUCVCAeID00001`; else `cvc.malformed`. */
export function holderReference(text: string): HolderReference {
  const [, country, mnemonic, sequence] = /^([A-Z]{2})([\x20-\x7e\xa0-\xff]{1,9})([0-9A-Za-z]{5})$/.exec(text) ?? [];
  if (country === undefined || mnemonic === undefined || sequence === undefined) {
    throw new EidError<CvcErrorCode>('cvc.malformed', { field: 'reference' });
  }
  return { country, mnemonic, sequence, text };
}

/** ISO 8859-1 octets of a reference, as 42, 5F20 and 83 hold them. */
export function encodeReference(reference: HolderReference): Bytes {
  return latin1(reference.text) as Bytes;
}

export function parseReference(octets: Uint8Array): HolderReference {
  return holderReference(parseLatin1(octets));
}

/** The next key of the same holder: its sequence as a decimal number, one more, 99999 followed by 00001. */
export function nextReference(reference: HolderReference): HolderReference {
  if (!/^\d{5}$/.test(reference.sequence)) throw new EidError<CvcErrorCode>('cvc.malformed', { field: 'reference' });
  const next = (Number(reference.sequence) % 99_999) + 1;
  return holderReference(`${reference.country}${reference.mnemonic}${String(next).padStart(5, '0')}`);
}
