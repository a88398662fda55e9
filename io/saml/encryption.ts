// Encryption of elements: XML Encryption 1.1 with AES and RSA-OAEP, as SAML Core 6 and TR-03130-1 4.9.1 use it. What it is made of is a table; rsa-1_5 and
// triple DES are not in it, and are refused before any key is touched.
import {
  type CipherGCMTypes,
  constants,
  createCipheriv,
  createDecipheriv,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { type Bytes, parseBase64 } from '../../lib/bytes/index.ts';
import { type EncryptionMethod, namespaces, samlError } from '../../lib/saml/index.ts';
import { attribute, child, children, childText, expectElement, type Markup, type XmlElement, xml } from '../../lib/xml/index.ts';
import { isStrong } from '../xml-signature/index.ts';
import { parseMessage } from './document.ts';

const { ds, xenc } = namespaces;
const xenc11 = 'http://www.w3.org/2009/xmlenc11#';
const wholeElement = `${xenc}Element`;

interface Cipher {
  readonly algorithm: string;
  /** Octets. */
  readonly key: number;
  readonly isAuthenticated: boolean;
}

/** In the order that we like them in. The unauthenticated ones only ever stand inside a message that is signed. */
const ciphers: Readonly<Record<string, Cipher>> = {
  [`${xenc11}aes256-gcm`]: { algorithm: 'aes-256-gcm', key: 32, isAuthenticated: true },
  [`${xenc11}aes192-gcm`]: { algorithm: 'aes-192-gcm', key: 24, isAuthenticated: true },
  [`${xenc11}aes128-gcm`]: { algorithm: 'aes-128-gcm', key: 16, isAuthenticated: true },
  [`${xenc}aes256-cbc`]: { algorithm: 'aes-256-cbc', key: 32, isAuthenticated: false },
  [`${xenc}aes192-cbc`]: { algorithm: 'aes-192-cbc', key: 24, isAuthenticated: false },
  [`${xenc}aes128-cbc`]: { algorithm: 'aes-128-cbc', key: 16, isAuthenticated: false },
};

const defaultCipher = `${xenc11}aes256-gcm`;

/**
 * RSA-OAEP with one digest for both its places, since OpenSSL through Node sets no other. The first form has SHA-1 in both by definition; nothing in OAEP
 * depends on what SHA-1 lost, and it is the only form that xmlsec1 before 1.3 knows.
 */
const transports: readonly (Required<EncryptionMethod> & { readonly hash: string })[] = [
  { algorithm: `${xenc11}rsa-oaep`, digest: `${xenc}sha256`, mask: `${xenc11}mgf1sha256`, hash: 'sha256' },
  { algorithm: `${xenc11}rsa-oaep`, digest: `${xenc}sha512`, mask: `${xenc11}mgf1sha512`, hash: 'sha512' },
  { algorithm: `${xenc}rsa-oaep-mgf1p`, digest: `${ds}sha1`, mask: `${xenc11}mgf1sha1`, hash: 'sha1' },
];
const [preferredTransport, , oldTransport] = transports as [Transport, Transport, Transport];
type Transport = (typeof transports)[number];

/** What our own metadata say that we can read. */
export const readableMethods: readonly EncryptionMethod[] = [
  ...Object.keys(ciphers).map((algorithm) => ({ algorithm })),
  ...transports.map(({ algorithm, digest, mask }) => ({
    algorithm,
    digest,
    ...(algorithm === preferredTransport.algorithm && { mask }),
  })),
];

/**
 * An EncryptedData that only the holder of this certificate's key (DER) can read: by what its metadata list, else AES-256-GCM and the form of RSA-OAEP that
 * everybody knows. The certificate does not come along. Throws `saml.encryption`: `methods`, `key`.
 */
export function encryptElement({ markup }: Markup, certificate: Bytes, methods: readonly EncryptionMethod[] = []): Markup {
  const { publicKey } = new X509Certificate(certificate);
  if (publicKey.asymmetricKeyType !== 'rsa' || !isStrong(publicKey)) throw samlError('saml.encryption', 'key');
  const [name, cipher] = chosenCipher(methods);
  const transport = chosenTransport(methods);
  const key = randomBytes(cipher.key);
  const wrapped = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: transport.hash }, key);
  const mask =
    transport === oldTransport ? undefined : xml`<xenc11:MGF xmlns:xenc11="${xenc11}" Algorithm="${transport.mask}"></xenc11:MGF>`;
  const method = xml`<xenc:EncryptionMethod Algorithm="${transport.algorithm}"><ds:DigestMethod Algorithm="${transport.digest}"></ds:DigestMethod>${mask}</xenc:EncryptionMethod>`;
  const info = xml`<ds:KeyInfo xmlns:ds="${ds}"><xenc:EncryptedKey>${method}${cipherData(wrapped)}</xenc:EncryptedKey></ds:KeyInfo>`;
  const data = encrypted(cipher, key, Buffer.from(markup));
  return xml`<xenc:EncryptedData xmlns:xenc="${xenc}" Type="${wholeElement}"><xenc:EncryptionMethod Algorithm="${name}"></xenc:EncryptionMethod>${info}${cipherData(data)}</xenc:EncryptedData>`;
}

/**
 * The element inside an encrypted one (EncryptedAssertion, EncryptedAuthnRequestExtension), by our private key (PEM). The message that it came in has to be
 * verified before. Throws `saml.encryption`: `form`, `algorithm`, and `unreadable` for everything that goes wrong once a key is used.
 */
export function decryptElement(container: XmlElement, privateKey: string): XmlElement {
  const data = child(container, 'EncryptedData');
  expectElement(data, 'EncryptedData', xenc);
  if (![undefined, wholeElement].includes(attribute(data, 'Type'))) throw samlError('saml.encryption', 'form');
  const info = child(data, 'KeyInfo');
  // The key may stand in the KeyInfo, or beside the data. SAML Core 6.1.
  const [encryptedKey, ...others] = [...children(info, 'EncryptedKey'), ...children(container, 'EncryptedKey')];
  if (encryptedKey === undefined || others.length > 0) throw samlError('saml.encryption', 'form');
  const name = attribute(child(data, 'EncryptionMethod'), 'Algorithm') ?? '';
  const cipher = Object.hasOwn(ciphers, name) ? ciphers[name] : undefined;
  const transport = transportOf(child(encryptedKey, 'EncryptionMethod'));
  if (cipher === undefined || transport === undefined) throw samlError('saml.encryption', 'algorithm');
  const [wrapped, octets] = [octetsIn(encryptedKey), octetsIn(data)];
  try {
    const key = privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: transport.hash }, wrapped);
    return parseMessage(decrypted(cipher, key, octets));
  } catch {
    // Which of the steps it was would tell an attacker something about the key.
    throw samlError('saml.encryption', 'unreadable');
  }
}

function chosenCipher(methods: readonly EncryptionMethod[]): readonly [string, Cipher] {
  const listed = methods.map(({ algorithm }) => algorithm).filter((algorithm) => !/rsa-/.test(algorithm));
  const name = listed.length === 0 ? defaultCipher : Object.keys(ciphers).find((known) => listed.includes(known));
  if (name === undefined) throw samlError('saml.encryption', 'methods');
  return [name, ciphers[name] as Cipher];
}

function chosenTransport(methods: readonly EncryptionMethod[]): Transport {
  const listed = methods.filter(({ algorithm }) => /rsa-/.test(algorithm));
  if (listed.length === 0) return oldTransport;
  // Without a word about the digest, whoever lists the newer form can read it with SHA-256.
  const fits = (transport: Transport) =>
    listed.some(
      ({ algorithm, digest = transport === oldTransport ? oldTransport.digest : preferredTransport.digest, mask = transport.mask }) =>
        algorithm === transport.algorithm && digest === transport.digest && mask === transport.mask,
    );
  const chosen = transports.find(fits);
  if (chosen === undefined) throw samlError('saml.encryption', 'methods');
  return chosen;
}

/** The form of RSA-OAEP that an EncryptionMethod names, if it is one of ours; what it does not say is SHA-1. XML Encryption 1.1 5.5.2. */
function transportOf(method: XmlElement): Transport | undefined {
  if (method.children.some(({ name }) => name !== 'DigestMethod' && name !== 'MGF')) return undefined;
  const said = (name: string, otherwise: string) => {
    const [element, second] = children(method, name);
    return second === undefined ? (element === undefined ? otherwise : attribute(element, 'Algorithm')) : undefined;
  };
  const [digest, mask] = [said('DigestMethod', oldTransport.digest), said('MGF', oldTransport.mask)];
  const algorithm = attribute(method, 'Algorithm');
  return transports.find((known) => known.algorithm === algorithm && known.digest === digest && known.mask === mask);
}

function encrypted({ algorithm, isAuthenticated }: Cipher, key: Buffer, plain: Buffer): Buffer {
  const iv = randomBytes(isAuthenticated ? 12 : 16);
  if (!isAuthenticated) {
    // The padding of XML Encryption (5.2.1) leaves its octets free but for the last; that of PKCS#7 is one of them.
    const cipher = createCipheriv(algorithm, key, iv);
    return Buffer.concat([iv, cipher.update(plain), cipher.final()]);
  }
  const cipher = createCipheriv(algorithm as CipherGCMTypes, key, iv, { authTagLength: 16 });
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypted({ algorithm, isAuthenticated, key: size }: Cipher, key: Buffer, octets: Bytes): Buffer {
  if (key.length !== size) throw new RangeError('another key');
  if (!isAuthenticated) {
    const decipher = createDecipheriv(algorithm, key, octets.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(octets.subarray(16)), decipher.final()]);
    const padding = padded.at(-1) ?? 0;
    if (padding < 1 || padding > 16) throw new RangeError('no padding');
    return padded.subarray(0, padded.length - padding);
  }
  const decipher = createDecipheriv(algorithm as CipherGCMTypes, key, octets.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(octets.subarray(-16));
  return Buffer.concat([decipher.update(octets.subarray(12, -16)), decipher.final()]);
}

function octetsIn(element: XmlElement): Bytes {
  const octets = parseBase64(childText(child(element, 'CipherData'), 'CipherValue'));
  if (octets === undefined || octets.length < 28) throw samlError('saml.encryption', 'form');
  return octets;
}

function cipherData(octets: Buffer): Markup {
  return xml`<xenc:CipherData><xenc:CipherValue>${octets.toString('base64')}</xenc:CipherValue></xenc:CipherData>`;
}
