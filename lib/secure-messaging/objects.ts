// The data objects of secure messaging and how AES protects them: TR-03110-3 F.2 to F.4, ISO 7816-4 clause 10.
import { type Bytes, bytes, concat, equal, unmoved } from '../bytes/index.ts';
import { EidError } from '../error/index.ts';
import { type Tlv, tlv } from '../tlv/index.ts';
import { counterBlock, type SecureChannel } from './channel.ts';

/** `missing`: a data object that had to be there is not. `wrong-mac`: forged, replayed or of another channel. `malformed`: anything else. */
export type SecureMessagingErrorCode = 'secure-messaging.missing' | 'secure-messaging.wrong-mac' | 'secure-messaging.malformed';

/** What a chip answers, in plain, before it forgets the channel. */
export const failureStatus: Readonly<Record<SecureMessagingErrorCode, number>> = {
  'secure-messaging.missing': 0x6987,
  'secure-messaging.wrong-mac': 0x6988,
  'secure-messaging.malformed': 0x6988,
};

export const tag = {
  /** Cryptogram without padding indicator: commands with odd INS. */
  cryptogramOdd: 0x85,
  /** Padding indicator 01 and cryptogram: commands with even INS. */
  cryptogram: 0x87,
  expected: 0x97,
  status: 0x99,
  mac: 0x8e,
} as const;

const blockSize = 16;
const macSize = 8;

/** The cryptogram object of these data for the message with the channel's counter; nothing when there are no data. */
export function encrypt({ keys, counter }: SecureChannel, data: Uint8Array, ins: number): Bytes {
  if (data.length === 0) return new Uint8Array(0);
  const iv = keys.encryption.encryptBlock(counterBlock(counter));
  const padded = pad(data);
  const cryptogram = keys.encryption.encryptCbc(iv, padded);
  padded.fill(0);
  return ins % 2 === 1 ? tlv(tag.cryptogramOdd, cryptogram) : tlv(tag.cryptogram, Uint8Array.of(1), cryptogram);
}

/** The data of a cryptogram object whose MAC was checked. */
export function decrypt({ keys, counter }: SecureChannel, object: Tlv | undefined): Bytes {
  if (object === undefined) return new Uint8Array(0);
  const cryptogram = object.tag === tag.cryptogramOdd ? object.value : bytes(object.value.subarray(1));
  if (object.tag === tag.cryptogram && object.value[0] !== 1) throw failure('secure-messaging.malformed');
  if (cryptogram.length === 0 || cryptogram.length % blockSize !== 0) throw failure('secure-messaging.malformed');
  const iv = keys.encryption.encryptBlock(counterBlock(counter));
  return unpad(keys.encryption.decryptCbc(iv, cryptogram));
}

/** MAC object over counter, header (of a command) and the data objects before it. */
export function macObject(channel: SecureChannel, header: Uint8Array, objects: Uint8Array): Bytes {
  return tlv(tag.mac, mac(channel, header, objects));
}

export function checkMac(channel: SecureChannel, header: Uint8Array, objects: Uint8Array, given: Uint8Array): void {
  if (!equal(mac(channel, header, objects), given)) throw failure('secure-messaging.wrong-mac');
}

export function failure(code: SecureMessagingErrorCode, facts: Readonly<Record<string, string>> = {}): EidError<SecureMessagingErrorCode> {
  return new EidError<SecureMessagingErrorCode>(code, facts);
}

function mac({ keys, counter }: SecureChannel, header: Uint8Array, objects: Uint8Array): Bytes {
  const parts = [header, objects].filter((part) => part.length > 0).map(pad);
  return keys.mac.cmac(concat(counterBlock(counter), ...parts)).slice(0, macSize);
}

/** ISO 7816-4 padding: 80, then zeros to a whole block. */
function pad(data: Uint8Array): Bytes {
  const padded = unmoved(data, data.length + blockSize - (data.length % blockSize));
  padded[data.length] = 0x80;
  return padded;
}

function unpad(padded: Bytes): Bytes {
  let end = padded.length - 1;
  while (end > padded.length - blockSize && padded[end] === 0) end--;
  if (padded[end] !== 0x80) throw failure('secure-messaging.malformed');
  return padded.slice(0, end);
}
