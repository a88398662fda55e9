// Our terminals, of the identity provider and of the card office's windows: certificate, key and description, renewed by a real request when they end or no
// longer fit. TR-03129 5.
import { generateKey, type PrivateKey, readPublic, signerOf, writePublic } from '../../io/keys/index.ts';
import { type Bytes, concat, equal } from '../../lib/bytes/index.ts';
import type { Cryptography, Signer } from '../../lib/crypto/index.ts';
import {
  type AuthenticationRight,
  authenticateRequest,
  type CalendarDate,
  type CvCertificate,
  createChat,
  createPublicKey,
  createRequest,
  encodeChat,
  encodeDescription,
  holderReference,
  nextReference,
  parseCertificate,
} from '../../lib/cvc/index.ts';
import { sectorKeyHash } from '../../lib/eac/ri/index.ts';
import { curve, hash, isValid } from './cv-authorities.ts';
import { readCertifiedKey, replacePair } from './files.ts';
import { type CvAuthority, issueCertificate } from './issue.ts';
import type { TerminalFiles } from './layout.ts';
import { isDue, lifetimes, terminalRights, windowRights } from './policy.ts';

/** What the certificate says beside its dates. */
export interface TerminalSubject {
  readonly profile: TerminalProfile;
  /** https origin where TC tokens are fetched. */
  readonly origin: string;
  /** SHA-256 of every TLS certificate that a client meets. */
  readonly commCertificates: readonly Bytes[];
  /** The two sector public keys (objects 7F49), newest pseudonym first. */
  readonly sectorKeys: readonly Bytes[];
}

/** Which terminal it is, what it may do, and what a holder is told of it. */
export interface TerminalProfile {
  /** Holder reference of the first certificate. */
  readonly reference: string;
  readonly rights: readonly AuthenticationRight[];
  readonly name: string;
  readonly terms: string;
}

const terms = [
  'Az EESZT azonosítási szolgáltatása (BEMUTATÓ) az Ön belépéséhez olvas az e-Személyi igazolványból: minden belépéskor a szolgáltatói álnevet, és csak',
  'ha a belépést kérő alkalmazás kéri és Ön engedélyezi, a nevet, a születési dátumot és a TAJ-számot. Az adatokat a belépést kérő alkalmazás kapja meg.',
  'Ez bemutató rendszer, nem hivatalos szolgáltatás.',
  '',
  'The identification service of the EESZT (DEMONSTRATION) reads your e-Személyi card to sign you in: in every sign-in the pseudonym for this service, and',
  'only when the application that you sign in to asks and you permit it, your name, birth date and TAJ number. The data go to that application.',
  'This is a demonstration, not an official service.',
].join('\n');

/** The identity provider of the EESZT. */
export const providerTerminal: TerminalProfile = {
  reference: 'HUEESZTAT00001',
  rights: terminalRights,
  name: 'EESZT azonosítás (bemutató)',
  terms,
};

/** The terminals at the windows of the card office. */
export const windowTerminal: TerminalProfile = {
  reference: 'HUOKMANY00001',
  rights: windowRights,
  name: 'Okmányiroda, ügyfélpult (bemutató)',
  terms: [
    'A kormányablakok olvasói (BEMUTATÓ) az Ön kérésére megmutatják a chip adatait, feloldják a PIN-kódot, új PUK-ot adnak, be- vagy kikapcsolják az elektronikus',
    'azonosítást, és átírják a lakcímet. Minden műveletet naplóznak az ügyintéző nevével és az indokkal.',
    '',
    'The readers at government windows (DEMONSTRATION) show the data of the chip at your request, unblock the PIN, give a new PUK, switch electronic identification',
    'off or on, and rewrite the address. Every act is logged with the name of the clerk and the reason.',
  ].join('\n'),
};

/** Issues the first certificate, or the next one: near its end, or when description, sector keys or rights have changed. */
export async function ensureTerminal(
  files: TerminalFiles,
  dv: CvAuthority,
  subject: TerminalSubject,
  today: CalendarDate,
  cryptography: Cryptography,
): Promise<CvCertificate> {
  const found = await readTerminal(files);
  const wanted = describe(subject, cryptography);
  if (found?.signer !== undefined && fits(found.certificate, wanted, dv, today)) {
    const written = await readPublic(files.description);
    if (written === undefined || !equal(written, wanted.description)) await writePublic(files.description, wanted.description);
    return found.certificate;
  }
  return issueTerminal(files, dv, wanted, found, today, cryptography);
}

/** Issues a new certificate in any case. */
export async function renewTerminal(
  files: TerminalFiles,
  dv: CvAuthority,
  subject: TerminalSubject,
  today: CalendarDate,
  cryptography: Cryptography,
): Promise<CvCertificate> {
  return issueTerminal(files, dv, describe(subject, cryptography), await readTerminal(files), today, cryptography);
}

interface Wanted {
  readonly description: Bytes;
  readonly descriptionHash: Bytes;
  readonly sectorHashes: readonly Bytes[];
  readonly profile: TerminalProfile;
}

interface Terminal {
  readonly certificate: CvCertificate;
  /** Absent when the key beside it is another one: its holder then asks as if for the first time. */
  readonly signer?: Signer;
}

async function issueTerminal(
  files: TerminalFiles,
  dv: CvAuthority,
  wanted: Wanted,
  found: Terminal | undefined,
  today: CalendarDate,
  cryptography: Cryptography,
): Promise<CvCertificate> {
  const key = await generateKey(curve);
  const signer = signerOf(key);
  const { descriptionHash, sectorHashes } = wanted;
  const first = createRequest(
    {
      car: dv.certificate.chr,
      publicKey: { ...createPublicKey(hash, signer.point), curve },
      chr: found === undefined ? holderReference(wanted.profile.reference) : nextReference(found.certificate.chr),
      extensions: { descriptionHash, sectorHashes, others: [] },
    },
    signer,
  );
  const old = found?.signer !== undefined && isValid(found.certificate, today) ? { ...found, signer: found.signer } : undefined;
  const request = old === undefined ? first : authenticateRequest(first, { chr: old.certificate.chr, signer: old.signer, hash });
  const grant = { chat: createChat(wanted.profile.rights), today, days: lifetimes.terminal.days, ...(old && { renews: old.certificate }) };
  const certificate = issueCertificate(request, dv, grant, cryptography);
  await writePublic(files.request, request.raw);
  await writePublic(files.description, wanted.description);
  await replacePair(files, key, certificate.raw);
  return certificate;
}

/** What a client is shown, so that it finds the way to any card: every link certificate, document verifier, terminal. */
export async function ensureChain(files: TerminalFiles, certificates: readonly CvCertificate[]): Promise<void> {
  const chain = concat(...certificates.map(({ raw }) => raw));
  const written = await readPublic(files.chain);
  if (written === undefined || !equal(written, chain)) await writePublic(files.chain, chain);
}

function describe({ profile, origin, commCertificates, sectorKeys }: TerminalSubject, cryptography: Cryptography): Wanted {
  const description = encodeDescription({
    issuerName: 'eSzig BEMUTATÓ tanúsítványkiadó (DV)',
    issuerUrl: origin,
    subjectName: profile.name,
    subjectUrl: origin,
    terms: { format: 'plain', text: profile.terms },
    commCertificates,
  });
  const sectorHashes = sectorKeys.map((key) => sectorKeyHash(key, hash, cryptography));
  return { profile, description, descriptionHash: cryptography.hash(hash, description), sectorHashes };
}

function fits({ car, chat, expiration, extensions }: CvCertificate, wanted: Wanted, dv: CvAuthority, today: CalendarDate): boolean {
  const { descriptionHash, sectorHashes } = extensions;
  return (
    !isDue('terminal', expiration, today) &&
    car.text === dv.certificate.chr.text &&
    equal(encodeChat(chat), encodeChat(createChat(wanted.profile.rights))) &&
    descriptionHash !== undefined &&
    equal(descriptionHash, wanted.descriptionHash) &&
    sectorHashes.length === wanted.sectorHashes.length &&
    sectorHashes.every((sector, i) => equal(sector, wanted.sectorHashes[i] as Bytes))
  );
}

async function readTerminal(files: TerminalFiles): Promise<Terminal | undefined> {
  const raw = await readPublic(files.certificate);
  if (raw === undefined) return undefined;
  const certificate = parseCertificate(raw);
  const belongs = ({ publicKey }: PrivateKey) => publicKey.kind === 'EC' && equal(publicKey.point, certificate.publicKey.point);
  const key = await readCertifiedKey(files, belongs);
  return key === undefined ? { certificate } : { certificate, signer: signerOf(key) };
}
