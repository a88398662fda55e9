// Country signer and document signers in their generations, and the revocation list of each. ICAO 9303-12.
import { join } from 'node:path';
import { certificateOctets, certificatePem, readPublic, writeKey, writePublic } from '../../io/keys/index.ts';
import { concat, equal } from '../../lib/bytes/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { isIssuedBy, parseX509, type RevocationList, type X509Certificate } from '../../lib/x509/index.ts';
import { listFolder, readFolder } from './files.ts';
import type { CertifiedKey, Layout } from './layout.ts';
import { day, lifetimes, renewalOf } from './policy.ts';
import {
  certifyLink,
  type Effects,
  ensureGeneration,
  ensureRevocationList,
  type Identity,
  readIdentity,
  type Wish,
} from './x509-authorities.ts';

/** `pki.unknown-signer`: no document signer has this serial number. */
export type CountryErrorCode = 'pki.unknown-signer';

/** The country signer of now; a new generation when the time of its key has passed, or in any case. */
export async function ensureCountrySigner(files: Layout['countrySigner'], effects: Effects, always = false): Promise<Identity> {
  const { now } = effects;
  const earlier = await listFolder(files.generations);
  const wish = (found: X509Certificate | undefined) => countrySigner(found === undefined ? 1 : earlier.length + 2);
  return ensureGeneration(
    files,
    {
      wish,
      issuer: undefined,
      renew: ({ notAfter }) => always || now >= renewalOf('country-signer', notAfter),
      // The old key stays: it signs the revocation list of what it issued. It has certified the new one.
      keep: async (made, found) => {
        if (found === undefined) return;
        const kept = generation(files, String(earlier.length + 1).padStart(3, '0'));
        const link = certifyLink(made, wish(found.certificate), found, effects);
        const list = await readPublic(files.revocationList);
        await writeKey(kept.key, found.key);
        if (list !== undefined) await writePublic(kept.revocationList, list);
        await writePublic(kept.link, certificatePem(link.raw));
        await writePublic(kept.certificate, certificatePem(found.certificate.raw));
      },
    },
    effects,
  );
}

/** The document signer of now; one with a new key when the time of the old one's has passed, when that was revoked, or in any case. */
export async function ensureDocumentSigner(
  files: Layout['documentSigner'],
  country: Identity,
  revoked: ReadonlySet<bigint>,
  effects: Effects,
  always = false,
): Promise<Identity> {
  const { now } = effects;
  return ensureGeneration(
    files,
    {
      wish: () => documentSigner(now),
      issuer: country,
      renew: ({ notAfter, serialNumber }) => always || revoked.has(serialNumber) || now >= renewalOf('document-signer', notAfter),
      keep: ({ certificate }) => writePublic(issuedFile(files, certificate), certificatePem(certificate.raw)),
    },
    effects,
  );
}

/** The revocation list of every generation, fresh (or made anew in any case), with these document signers on the list of the one that issued them. */
export async function ensureRevocationLists(
  files: Layout['countrySigner'],
  revoked: readonly X509Certificate[],
  effects: Effects,
  always = false,
): Promise<readonly RevocationList[]> {
  const lists: RevocationList[] = [];
  for (const { authority, revocationList } of await countrySigners(files)) {
    const own = revoked.filter((certificate) => isIssuedBy(certificate, authority.certificate, effects.cryptography));
    const serials = own.map(({ serialNumber }) => serialNumber);
    lists.push(await ensureRevocationList(revocationList, authority, serials, effects, always));
  }
  const all = concat(...lists.map(({ raw }) => raw));
  const written = await readPublic(files.revocationLists);
  if (written === undefined || !equal(written, all)) await writePublic(files.revocationLists, all);
  return lists;
}

/** The document signer with this serial number (hexadecimal). Throws `pki.unknown-signer`. */
export async function findDocumentSigner(files: Layout['documentSigner'], serial: string): Promise<X509Certificate> {
  const found = (await documentSigners(files)).find(({ serialNumber }) => serialNumber.toString(16) === serial.toLowerCase());
  if (found === undefined) throw new EidError<CountryErrorCode>('pki.unknown-signer');
  return found;
}

/** All document signers that there were. */
export async function documentSigners({ issued }: Layout['documentSigner']): Promise<readonly X509Certificate[]> {
  return (await readFolder(issued)).map(({ content }) => parseX509(certificateOctets(content)));
}

/** Country signers of all generations, the current one first, and the link certificates between them. */
export async function countryCertificates(files: Layout['countrySigner']): Promise<readonly X509Certificate[]> {
  const signers = await countrySigners(files);
  const names = await listFolder(files.generations);
  const links = await Promise.all(names.map((name) => readPublic(generation(files, name).link)));
  // A generation that is being kept at this moment has no link yet.
  const linked = links.flatMap((link) => (link === undefined ? [] : [parseX509(certificateOctets(link))]));
  return [...signers.map(({ authority }) => authority.certificate), ...linked];
}

async function countrySigners(
  files: Layout['countrySigner'],
): Promise<readonly { readonly authority: Identity; readonly revocationList: string }[]> {
  const places = [files, ...(await listFolder(files.generations)).map((name) => generation(files, name)).reverse()];
  const found: { authority: Identity; revocationList: string }[] = [];
  for (const place of places) {
    const authority = await readIdentity(place);
    // A generation that was cut off while it was kept is still the current one.
    const isTwice = found.some((other) => equal(other.authority.certificate.raw, authority?.certificate.raw ?? new Uint8Array(0)));
    if (authority !== undefined && !isTwice) found.push({ authority, revocationList: place.revocationList });
  }
  return found;
}

function generation({ generations }: Layout['countrySigner'], name: string): CertifiedKey & { revocationList: string; link: string } {
  const at = (file: string) => join(generations, name, file);
  return {
    certificate: at('certificate.pem'),
    key: at('key.pem'),
    revocationList: at('revocation-list.crl'),
    link: at('link.pem'),
  };
}

function issuedFile({ issued }: Layout['documentSigner'], { serialNumber }: X509Certificate): string {
  return join(issued, `${serialNumber.toString(16)}.pem`);
}

function countrySigner(number: number): Wish {
  return {
    commonName: 'DEMO CSCA Hungary',
    generation: String(number).padStart(3, '0'),
    key: 'brainpoolP256r1',
    kind: 'country-signer',
    extensions: { authority: { pathLength: 0 }, keyUsage: ['keyCertSign', 'cRLSign'] },
  };
}

function documentSigner(now: number): Wish {
  const notBefore = Math.floor(now / 1000) * 1000;
  const { days, renewBefore } = lifetimes['document-signer'];
  return {
    commonName: 'DEMO Document Signer Hungary',
    key: 'brainpoolP256r1',
    kind: 'document-signer',
    extensions: {
      keyUsage: ['digitalSignature'],
      documentTypes: ['ID'],
      privateKeyUsage: { notBefore, notAfter: notBefore + (days - renewBefore) * day },
    },
  };
}
