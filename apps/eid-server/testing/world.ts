// Authorities, files, cards and a running eID server, made afresh: what the tests of this app stand on.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCryptography } from '../../../io/crypto/index.ts';
import { certificatePem, generateKey, type KeyKind, type PrivateKey, readKey, signerOf } from '../../../io/keys/index.ts';
import { type Bytes, bytes } from '../../../lib/bytes/index.ts';
import {
  type BlockList,
  createBlockList,
  createCardSecurity,
  createDefectList,
  createMasterList,
  type DataGroupName,
  type DataGroupValue,
  type Defect,
  dataGroups,
  encodeSecurityInfos,
  type SecurityInfo,
  union,
} from '../../../lib/card/index.ts';
import type { Card } from '../../../lib/chip/index.ts';
import { allRights, establishAuthorities } from '../../../lib/chip/test-terminal.ts';
import { issue, newCard, newSigner, protocols } from '../../../lib/chip/test-world.ts';
import type { Signer } from '../../../lib/crypto/index.ts';
import { type AuthenticationRight, type CvCertificate, encodeDescription } from '../../../lib/cvc/index.ts';
import { identifierFor, parseSectorKey, sectorKeyHash } from '../../../lib/eac/ri/index.ts';
import {
  type CertificateExtensions,
  createName,
  type SubjectPublicKey,
  signRevocationList,
  signX509,
  type X509Certificate,
} from '../../../lib/x509/index.ts';
import type { EidServerConfig } from '../config.ts';
import type { RelyingParty } from '../relying-party.ts';

export const cryptography = createCryptography();
const curve = 'brainpoolP256r1';
export const noon = Date.parse('2026-06-15T12:00:00Z');
const [notBefore, notAfter] = [Date.parse('2020-01-01'), Date.parse('2039-12-31')];

export interface X509Identity {
  readonly certificate: X509Certificate;
  readonly signer: Signer;
}

let serial = 1n;

function certify(
  name: string,
  publicKey: SubjectPublicKey,
  extensions: CertificateExtensions,
  issuer: { name: string; signer: Signer },
  until = notAfter,
): X509Certificate {
  const body = {
    serialNumber: serial++,
    issuer: createName({ commonName: issuer.name }),
    notBefore,
    notAfter: until,
    subject: createName({ commonName: name }),
    publicKey,
    extensions,
  };
  return signX509(body, issuer.signer);
}

function identity(
  name: string,
  extensions: CertificateExtensions,
  issuer?: X509Identity & { name: string },
): X509Identity & { name: string } {
  const signer = newSigner(cryptography);
  const publicKey = { kind: 'EC', curve: signer.curve, point: signer.point } as const;
  return { name, signer, certificate: certify(name, publicKey, extensions, issuer ?? { name, signer }) };
}

/** A certificate for a key, by an issuer whom nobody asks about. */
export function certificateFor(name: string, publicKey: SubjectPublicKey, dnsNames?: readonly string[]): X509Certificate {
  return certify(name, publicKey, dnsNames === undefined ? {} : { dnsNames }, { name, signer: newSigner(cryptography) });
}

/** Country signer, its document signer, and revocation lists with or without it. */
export function establishCountry(name = 'Country') {
  const countrySigner = identity(name, { authority: {}, keyUsage: ['keyCertSign', 'cRLSign'], subjectKeyIdentifier: bytes([1]) });
  const documentSigner = identity('Signer', { keyUsage: ['digitalSignature'], documentTypes: ['ID'] }, countrySigner);
  const revocationList = (revoked: readonly X509Certificate[], nextUpdate = notAfter) => {
    const entries = revoked.map(({ serialNumber }) => ({ serialNumber, revokedAt: notBefore }));
    const body = { issuer: createName({ commonName: name }), thisUpdate: notBefore, nextUpdate, number: 1n, revoked: entries };
    return signRevocationList(body, countrySigner.signer, bytes([1])).raw;
  };
  return { countrySigner, documentSigner, revocationList };
}

export const authorities = establishAuthorities(cryptography);
export const country = establishCountry();
const listSigner = identity('List', { keyUsage: ['digitalSignature'] });

/** Names in documents that no log and no row may hold in clear. */
export const person = {
  givenNames: 'Xavéria Kunigunda',
  familyNames: 'Próbaszentpéteri',
  taj: '123456788',
  motherName: 'Minta Hildegárd',
} as const;

export interface CardOptions {
  readonly expires?: string;
  readonly country?: ReturnType<typeof establishCountry>;
  /** Changes the statements that are signed, but not EF.CardAccess. */
  readonly signedInfos?: (infos: readonly SecurityInfo[]) => readonly SecurityInfo[];
  /** Chip keys other than the signed ones. */
  readonly clone?: boolean;
  /** The authority that the chip trusts; ours without. */
  readonly trustPoint?: CvCertificate;
  /** Last arc of the suite of chip authentication: AES-128 without. */
  readonly chipSuite?: 2 | 3 | 4;
  /** Ids of the keys for pseudonym and blocking. */
  readonly identityKeyIds?: readonly [number, number];
  /** Further data groups, or others, by their names. */
  readonly data?: { readonly [Name in DataGroupName]?: DataGroupValue<Name> };
}

/** A card with PIN 123456 of our country, personalised and signed. */
export function personalise({
  expires = '2030-06-15',
  country: of = country,
  signedInfos = (infos) => infos,
  clone = false,
  trustPoint = authorities.root.certificate,
  chipSuite = 2,
  identityKeyIds = [2, 3],
  data = {},
}: CardOptions = {}): Card {
  const plain = newCard(cryptography, trustPoint);
  const [firstKey] = plain.chipKeys;
  if (firstKey === undefined) throw new Error('a card has a chip key');
  const chipKey = { ...firstKey, protocol: `0.4.0.127.0.7.2.2.3.2.${chipSuite}` };
  const identityKeys = plain.identityKeys.map((key, i) => ({ ...key, id: identityKeyIds[i] ?? key.id }));
  const further = (Object.keys(data) as DataGroupName[]).map((name) => {
    const { number, encode } = dataGroups[name];
    return [number, (encode as (value: unknown) => Bytes)(data[name])] as const;
  });
  const open: readonly SecurityInfo[] = [
    { kind: 'pace', protocol: protocols.pace, version: 2, parameterId: 13 },
    { kind: 'terminal-authentication', protocol: '0.4.0.127.0.7.2.2.2', version: 2 },
    { kind: 'chip-authentication', protocol: chipKey.protocol, version: 2, keyId: 1 },
    { kind: 'chip-authentication-domain-parameters', protocol: '0.4.0.127.0.7.2.2.3.2', curve, keyId: 1 },
  ];
  const { point } = cryptography.curve(curve).keyPair(chipKey.secret);
  const signed: readonly SecurityInfo[] = [
    ...open,
    { kind: 'chip-authentication-public-key', protocol: '0.4.0.127.0.7.2.2.1.2', curve, point, keyId: 1 },
    ...identityKeys.map(
      ({ id, protocol, authorizedOnly }) =>
        ({ kind: 'restricted-identification', protocol, version: 1, keyId: id, authorizedOnly }) as const,
    ),
    { kind: 'restricted-identification-domain-parameters', protocol: '0.4.0.127.0.7.2.2.5.2', curve },
  ];
  const otherKey = { ...chipKey, secret: cryptography.curve(curve).randomScalar(cryptography.random) };
  return {
    ...plain,
    masterFile: {
      ...plain.masterFile,
      cardAccess: encodeSecurityInfos(open),
      cardSecurity: createCardSecurity(signedInfos(signed), of.documentSigner, cryptography),
    },
    chipKeys: [clone ? otherKey : chipKey],
    identityKeys,
    dataGroups: new Map([
      ...plain.dataGroups,
      [3, dataGroups.dateOfExpiry.encode(expires)],
      [4, dataGroups.givenNames.encode(person.givenNames)],
      [5, dataGroups.familyNames.encode(person.familyNames)],
      [12, dataGroups.taj.encode(person.taj)],
      [16, dataGroups.motherName.encode(person.motherName)],
      ...further,
    ]),
  };
}

/** Generations of our authority before the present one, oldest first, and the link certificate from each to the next. */
export function earlierAuthorities(...names: readonly string[]) {
  const ancestors = names.map((chr) => ({ chr, signer: newSigner(cryptography), place: 'cvca', rights: allRights }) as const);
  const generations = [...ancestors, { ...authorities.root, place: 'cvca', rights: allRights } as const];
  const following = generations.slice(1);
  return {
    trustPoints: ancestors.map((one) => issue(one, one)),
    links: ancestors.map((one, i) => issue(one, following[i] as (typeof following)[number])),
  };
}

/** What the chip would answer in the blocking sector. */
function blockingIdentifierOf(card: Card) {
  const key = card.identityKeys.find(({ authorizedOnly }) => !authorizedOnly);
  if (key === undefined) throw new Error('a card has a blocking key');
  return identifierFor(
    key,
    key.secret,
    parseSectorKey(authorities.sectorKeys[1] as (typeof authorities.sectorKeys)[0]).point,
    cryptography,
  );
}

type Changes = NonNullable<EidServerConfig['services'][number]['blockList']['changes']>;

export interface Files extends Disposable {
  readonly config: EidServerConfig;
  /** Client certificates and keys (PEM) of the two relying parties, and of a stranger with a certificate of the same issuer. */
  readonly clients: Readonly<Record<'first' | 'second' | 'stranger', { readonly cert: string; readonly key: string }>>;
  /** Another client certificate of the same issuer, for a new key or for this one (PEM). */
  readonly client: (name: string, key?: string) => Promise<{ readonly cert: string; readonly key: string }>;
  readonly write: (name: string, content: Uint8Array | string) => string;
  /** Files of another TLS certificate with its key, which ends then (milliseconds since 1970). */
  readonly tlsPair: (
    name: string,
    until: number,
    kind?: KeyKind,
  ) => Promise<{ readonly certificateFile: string; readonly keyFile: string }>;
  /** Puts these cards, and no others, on the block list. */
  readonly block: (...cards: readonly Card[]) => void;
  /** Signs a block list that differs from the empty one of noon in this. */
  readonly list: (changes: Partial<BlockList>) => void;
  /** The blocking sector with these cards, for `list`. */
  readonly sectors: (cards: readonly Card[]) => BlockList['sectors'];
  /** Signs the changes of a block list, both of a state that is named and counted so. */
  readonly changes: (
    state: Pick<BlockList, 'listId' | 'finalEntries' | 'issuedAt'>,
    added: readonly Card[],
    removed: readonly Card[],
  ) => Changes;
  /** Makes a terminal certificate of this reference with a new key, perhaps for other sector keys and without some rights; the function that is returned puts it into the files. */
  readonly nextTerminal: (
    chr: string,
    sectorKeys?: readonly Bytes[],
    without?: readonly AuthenticationRight[],
    of?: TerminalDescription,
  ) => Promise<() => void>;
  /** Signs master and defect list, the files of `documentLists`. */
  readonly documentLists: (
    countrySigners: readonly X509Certificate[],
    defects: readonly Defect[],
  ) => NonNullable<EidServerConfig['documentLists']>;
  /** The same with another type of list, or another time of signing (milliseconds since 1970). */
  readonly writeList: (type: 'complete' | 'added', issuedAt: number, cards: readonly Card[]) => void;
}

/** What the description of a terminal says of its service. */
export interface TerminalDescription {
  readonly subjectUrl?: string;
  /** SHA-256 of the TLS certificates that may take part. */
  readonly commCertificates?: readonly Bytes[];
}

/** No terminal of the EESZT reads tax or personal identifier. */
export const usuallyWithout: readonly AuthenticationRight[] = ['readDg21', 'readDg22'];

/** A terminal certificate with everything that belongs to it. */
function issueTerminal(
  signer: Signer,
  chr = authorities.terminal.chr,
  sectorKeys = authorities.sectorKeys,
  without: readonly AuthenticationRight[] = usuallyWithout,
  of: TerminalDescription = {},
) {
  const { verifier, root } = authorities;
  const description = encodeDescription({
    issuerName: 'Issuer',
    subjectName: 'Subject',
    subjectUrl: 'https://idp.localhost:8181',
    terms: { format: 'plain', text: 'Terms' },
    commCertificates: [],
    ...of,
  });
  const extensions = {
    descriptionHash: cryptography.hash('SHA-256', description),
    sectorHashes: sectorKeys.map((sectorKey) => sectorKeyHash(sectorKey, 'SHA-256', cryptography)),
    others: [],
  };
  const rights = allRights.filter((right) => !without.includes(right));
  return {
    description,
    dv: issue(root, { ...verifier, place: 'dv-official', rights: allRights }),
    certificate: issue(verifier, { chr, signer, place: 'terminal', rights }, { extensions }),
    sectorKeys: { pseudonym: sectorKeys[0] as Bytes, blocking: sectorKeys[1] as Bytes },
  };
}

async function writtenKey(path: string): Promise<PrivateKey> {
  const key = await readKey(path);
  if (key === undefined) throw new Error('the key was written');
  return key;
}

/** A relying party as a value, for a server without files. */
export function relyingPartyInMemory(): RelyingParty {
  const signer = newSigner(cryptography);
  const { description, dv, certificate, sectorKeys } = issueTerminal(signer);
  const terminal = { certificate, certificates: [dv.raw, certificate.raw], laterCertificates: [], signer, description, sectorKeys };
  return {
    name: 'first',
    clients: [],
    signs: false,
    terminal,
    terminalOf: () => terminal,
    blockList: { has: () => false, identifiers: union([]), covers: () => true, issuedAt: 0, believedUntil: Infinity },
    comparisons: { values: 4, within: 1000 },
    openSessions: 50,
  };
}

/** Everything that the configuration names, in a folder that goes away. */
export async function writeFiles(databaseUrl: string, extra: Partial<EidServerConfig> = {}): Promise<Files> {
  const folder = mkdtempSync(join(tmpdir(), 'eszig-eid-server-'));
  const write = (name: string, content: Uint8Array | string) => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const key = await generateKey(curve);
  const tls = identity('TLS', { authority: {}, keyUsage: ['keyCertSign'] });
  const [rsa, service] = [await generateKey('RSA-3072'), await generateKey('P-256')];
  const names = { dnsNames: ['localhost'] };
  const [paosCertificate, serviceCertificate] = [
    certify('paos', rsa.publicKey, names, tls),
    certify('service', service.publicKey, names, tls),
  ];
  const usual = { commCertificates: [paosCertificate, serviceCertificate].map(({ raw }) => cryptography.hash('SHA-256', raw)) };
  const { description, dv, certificate: at, sectorKeys } = issueTerminal(signerOf(key), undefined, undefined, undefined, usual);
  const client: Files['client'] = async (name, pem) => {
    const own = pem === undefined ? await generateKey('P-256') : await writtenKey(write('client-key', pem));
    return { cert: certificatePem(certify(name, own.publicKey, { extendedKeyUsage: ['clientAuth'] }, tls).raw), key: own.pem };
  };
  const clients = { first: await client('first'), second: await client('second'), stranger: await client('stranger') };
  const sectorId = at.extensions.sectorHashes[1] as Bytes;
  const writeList = (type: 'complete' | 'added', issuedAt: number, cards: readonly Card[]) => {
    const sectors = [{ sectorId, identifiers: cards.map(blockingIdentifierOf) }];
    const list = { type, listId: bytes([1]), ...(type === 'added' && { deltaBase: bytes([0]) }), issuedAt, sectors };
    write('list', createBlockList(list, listSigner, cryptography));
  };
  const block = (...cards: readonly Card[]) => writeList('complete', noon, cards);
  block();
  const party = (name: 'first' | 'second') => ({
    name,
    clientCertificateFile: write(`${name}.pem`, clients[name].cert),
    certificateFiles: [write('dv', dv.raw), write('at', at.raw)],
    keyFile: write('at-key', key.pem),
    descriptionFile: write('description', description),
    sectorKeyFiles: {
      pseudonym: write('sector-1', sectorKeys.pseudonym),
      previous: write('sector-0', sectorKeys.pseudonym),
      blocking: write('sector-2', sectorKeys.blocking),
    },
    blockList: { file: join(folder, 'list'), signerFile: write('list-signer', listSigner.certificate.raw) },
    openSessions: 50,
  });
  const config: EidServerConfig = {
    service: {
      port: 0,
      certificateFile: write('service.pem', certificatePem(serviceCertificate.raw)),
      keyFile: write('service-key', service.pem),
      clientAuthorityFile: write('tls.pem', certificatePem(tls.certificate.raw)),
    },
    paos: {
      port: 0,
      address: 'https://localhost:8086/paos',
      certificateFile: write('paos.pem', certificatePem(paosCertificate.raw)),
      keyFile: write('paos-key', rsa.pem),
    },
    databaseUrlFile: write('database', databaseUrl),
    clusterKeyFile: write('cluster-key', cryptography.random(32)),
    sessionKeyFile: write('session-key', cryptography.random(32)),
    services: [party('first'), party('second')],
    countrySignerFiles: [write('csca', country.countrySigner.certificate.raw)],
    revocationListFiles: [write('crl', country.revocationList([]))],
    reloadEvery: 20,
    levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
    ...extra,
  };
  const list = (changes: Partial<BlockList>) => {
    const empty = { type: 'complete', listId: bytes([1]), issuedAt: noon, sectors: [{ sectorId, identifiers: [] }] } as const;
    write('list', createBlockList({ ...empty, ...changes }, listSigner, cryptography));
  };
  const sectors = (cards: readonly Card[]) => [{ sectorId, identifiers: cards.map(blockingIdentifierOf) }];
  const changes: Files['changes'] = (state, added, removed) => {
    const signed = (type: 'added' | 'removed', cards: readonly Card[]) => {
      return createBlockList({ type, deltaBase: bytes([1]), ...state, sectors: sectors(cards) }, listSigner, cryptography);
    };
    return { addedFile: write('added', signed('added', added)), removedFile: write('removed', signed('removed', removed)) };
  };
  const nextTerminal = async (
    chr: string,
    keys: readonly Bytes[] = authorities.sectorKeys,
    without: readonly AuthenticationRight[] = usuallyWithout,
    of: TerminalDescription = {},
  ) => {
    const nextKey = await generateKey(curve);
    const next = issueTerminal(signerOf(nextKey), chr, [...keys], without, { ...usual, ...of });
    return () => {
      write('sector-1', keys[0] as Bytes);
      write('description', next.description);
      write('dv', next.dv.raw);
      write('at-key', nextKey.pem);
      write('at', next.certificate.raw);
    };
  };
  const documentLists = (certificates: readonly X509Certificate[], defects: readonly Defect[]) => {
    const by = identity('Lists', { extendedKeyUsage: ['masterListSigning'] }, country.countrySigner);
    return {
      masterListFile: write('master-list', createMasterList({ certificates, issuedAt: noon }, by, cryptography)),
      defectListFile: write('defect-list', createDefectList({ defects, issuedAt: noon }, by, cryptography)),
      signerFile: write('lists', by.certificate.raw),
    };
  };
  const tlsPair = async (name: string, until: number, kind: KeyKind = 'P-256') => {
    const own = await generateKey(kind);
    const certificateFile = write(`${name}.pem`, certificatePem(certify(name, own.publicKey, names, tls, until).raw));
    return { certificateFile, keyFile: write(`${name}-key`, own.pem) };
  };
  const made = { config, clients, client, write, tlsPair, block, writeList, list, sectors, changes, nextTerminal, documentLists };
  return { ...made, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
