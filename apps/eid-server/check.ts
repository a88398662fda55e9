// Looks through a configuration before anything is started with it: which field is wrong, and what in it is not for production.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { type ConfigurationFault, refusal, schemaFaults } from '../../io/configuration/index.ts';
import { certificatesOctets, readSigner } from '../../io/keys/index.ts';
import { quiet } from '../../io/log/index.ts';
import { smallestKey } from '../../io/tls-psk/index.ts';
import type { Clock, Cryptography } from '../../lib/crypto/index.ts';
import { parseCertificates, parseDescription } from '../../lib/cvc/index.ts';
import { parseSectorKey } from '../../lib/eac/ri/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';
import { parseRevocationLists, parseX509 } from '../../lib/x509/index.ts';
import { type CompleteConfig, EidServerConfig } from './config.ts';
import { keyOf, type MaterialErrorCode, readDocumentTrust, readFile, readRelyingParty, readSecret, readSecretText } from './material.ts';
import { isAnnounced } from './operations/standing.ts';
import { certificate, demonstrationFaults } from './production.ts';
import { readMetadata } from './saml/service-provider.ts';

/**
 * What is not right beside what reading a file may throw: it cannot be read (`unreadable`), has come to its end (`lapsed`), has the wrong kind of key
 * (`key`), is not named in the description that clients compare (`unannounced`), or that names another address than the one configured (`address`); and in
 * production: it is the demonstration's (`demonstration`), or goes over plain http (`insecure`).
 */
export type ConfigurationFaultCode =
  | 'configuration.unreadable'
  | 'configuration.lapsed'
  | 'configuration.key'
  | 'configuration.unannounced'
  | 'configuration.address'
  | 'configuration.demonstration'
  | 'configuration.insecure';

interface Effects {
  readonly clock: Clock;
  readonly cryptography: Cryptography;
}

/** Everything that is wrong with a configuration; nothing when a server can be started with it. The database is not asked. */
export async function configurationFaults(input: unknown, effects: Effects): Promise<readonly ConfigurationFault[]> {
  const parsed = schemaFaults(EidServerConfig, input);
  if (!('config' in parsed)) return parsed;
  const { config } = parsed;
  const found = [...(await fileFaults(config, effects)), ...(config.production ? await demonstrationFaults(config) : [])];
  return found.filter(({ field }, i) => found.findIndex((other) => other.field === field) === i);
}

/** Refuses what is for demonstrations only, when a configuration says that it is for production. */
export async function refuseDemonstration(config: CompleteConfig): Promise<void> {
  const found = config.production ? await demonstrationFaults(config) : [];
  if (found.length > 0) throw refusal(found);
}

type Attempt = readonly [field: string, attempt: () => unknown];

async function fileFaults(config: CompleteConfig, effects: Effects): Promise<readonly ConfigurationFault[]> {
  const found = (await Promise.all(singleFiles(config).map(faultOf))).flat();
  return found.length > 0 ? found : (await Promise.all(together(config, effects).map(faultOf))).flat();
}

/** Every file by itself. */
function singleFiles(config: CompleteConfig): readonly Attempt[] {
  const { service, paos, attached, saml, documentLists, clusterKeyFile, sessionKeyFile } = config;
  return [
    ...pairFiles('service', service),
    ['service.clientAuthorityFile', () => certificate(service.clientAuthorityFile)],
    ...pairFiles('paos', paos),
    ...(attached === undefined ? [] : pairFiles('attached', attached)),
    ...(saml === undefined ? [] : [...pairFiles('saml.signing', saml.signing), ...pairFiles('saml.encryption', saml.encryption)]),
    ['databaseUrlFile', async () => new URL(await readSecretText(config.databaseUrlFile))],
    ...each('clusterKeyFile', clusterKeyFile, (file) => readSecret(file, 32)),
    ...each('sessionKeyFile', sessionKeyFile, (file) => readSecret(file, 32)),
    ...each('countrySignerFiles', config.countrySignerFiles, certificate),
    ...each('revocationListFiles', config.revocationListFiles, async (file) => parseRevocationLists(await readFile(file))),
    ...(documentLists === undefined ? [] : (Object.entries(documentLists).map(opened('documentLists')) as readonly Attempt[])),
    ...config.services.flatMap((one, i) => serviceFiles(`services.${i}`, one)),
  ];
}

function serviceFiles(path: string, one: CompleteConfig['services'][number]): readonly Attempt[] {
  const { certificateFiles, laterCertificateFiles, sectorKeyFiles, blockList, clientCertificateFile, saml } = one;
  const certificates = async (file: string) => parseCertificates(await readFile(file));
  return [
    ...each(`${path}.certificateFiles`, certificateFiles, certificates),
    ...each(`${path}.laterCertificateFiles`, laterCertificateFiles, certificates),
    [`${path}.keyFile`, () => readSigner(one.keyFile)],
    [`${path}.descriptionFile`, async () => parseDescription(await readFile(one.descriptionFile))],
    ...(clientCertificateFile === undefined
      ? []
      : [[`${path}.clientCertificateFile`, async () => certificatesOctets(await readFile(clientCertificateFile)).map(parseX509)] as const]),
    ...(saml === undefined
      ? []
      : [
          [`${path}.saml.metadataFile`, () => readFile(saml.metadataFile)] as const,
          [`${path}.saml.metadataSignerFile`, () => certificate(saml.metadataSignerFile)] as const,
        ]),
    ...Object.entries(sectorKeyFiles as Readonly<Record<string, string>>).map(
      ([name, file]): Attempt => [`${path}.sectorKeyFiles.${name}`, async () => parseSectorKey(await readFile(file))],
    ),
    [`${path}.blockList.file`, () => readFile(blockList.file)],
    [`${path}.blockList.signerFile`, () => certificate(blockList.signerFile)],
    ...(blockList.changes === undefined ? [] : Object.entries(blockList.changes).map(opened(`${path}.blockList.changes`))),
  ];
}

/** What has to fit together: keys and certificates, lists and their signers, descriptions and what clients meet; and that nothing has lapsed. */
function together(config: CompleteConfig, { clock, cryptography }: Effects): readonly Attempt[] {
  const { service, paos, attached, saml, services, reloadEvery } = config;
  return [
    ['service', () => current(service, clock())],
    ['paos', () => current(paos, clock(), 'RSA')],
    ...(attached === undefined ? [] : [['attached', () => current(attached, clock())] as const]),
    ...(saml === undefined
      ? []
      : [
          ['saml.signing', () => current(saml.signing, clock())] as const,
          ['saml.encryption', () => current(saml.encryption, clock(), 'RSA')] as const,
          ['saml.encryption', () => expectOther(saml.signing.certificateFile, saml.encryption.certificateFile)] as const,
        ]),
    ...services.flatMap(({ saml: own }, i): Attempt[] =>
      own === undefined
        ? []
        : [
            [
              `services.${i}.saml.metadataFile`,
              async () => (await readMetadata(own, { clock, log: quiet, reloadEvery }))[Symbol.dispose](),
            ],
          ],
    ),
    [
      'countrySignerFiles',
      async () => {
        using trust = await readDocumentTrust(config, { clock, cryptography, log: quiet });
        const { revocationLists, pinnedSigners = [] } = trust.value;
        if (pinnedSigners.length === 0 && !revocationLists.some(({ nextUpdate }) => nextUpdate > clock())) throw lapsed('revocation list');
      },
    ],
    ...services.map(
      (one, i): Attempt => [
        `services.${i}`,
        async () => {
          using party = await readRelyingParty(one, reloadEvery, cryptography, quiet);
          const { certificate: of, description } = party.terminal;
          if (Date.parse(of.expiration) + day <= clock()) throw lapsed('terminal');
          if (party.blockList.believedUntil <= clock()) throw lapsed('block list age');
          for (const { certificateFile } of metBy(one, config)) {
            if (!isAnnounced(text(await readFile(certificateFile)), description)) throw fault('configuration.unannounced', 'description');
          }
          const { subjectUrl = '' } = parseDescription(description);
          const isThere = one.attached === undefined || attached === undefined || originOf(subjectUrl) === originOf(attached.origin);
          if (!isThere) throw fault('configuration.address', 'description');
        },
      ],
    ),
  ];
}

/** The servers that clients meet for a relying party: at the origin of attached sessions, or for PAOS. */
function metBy(
  one: CompleteConfig['services'][number],
  { attached, paos }: CompleteConfig,
): readonly { readonly certificateFile: string }[] {
  const isThere = attached !== undefined && (one.attached !== undefined || one.saml !== undefined);
  const isBySoap = one.clientCertificateFile !== undefined && one.attached === undefined;
  return [...(isThere ? [attached] : []), ...(isBySoap ? [paos] : [])];
}

const day = 86_400_000;

/** Which field a mismatch is about, below the one that was looked at. */
const fieldOfPart: Readonly<Record<string, string>> = {
  key: 'keyFile',
  certificate: 'certificateFile',
  terminal: 'certificateFiles',
  description: 'descriptionFile',
  'pseudonym sector': 'sectorKeyFiles.pseudonym',
  'blocking sector': 'sectorKeyFiles.blocking',
  'block list type': 'blockList.file',
  'block list age': 'blockList.file',
  'block list': 'blockList.file',
};

/** Faults that are of other fields than the one that was looked at. */
const otherFields: Readonly<Record<string, string>> = {
  'master list': 'documentLists.masterListFile',
  'defect list': 'documentLists.defectListFile',
  'revocation list': 'revocationListFiles',
};

async function faultOf([field, attempt]: Attempt): Promise<readonly ConfigurationFault[]> {
  try {
    await attempt();
    return [];
  } catch (thrown) {
    if (!isEidError(thrown)) return [{ field, fault: 'configuration.unreadable' }];
    const part = String(thrown.facts['part'] ?? thrown.facts['file']);
    const below = fieldOfPart[part];
    return [{ field: otherFields[part] ?? (below === undefined ? field : `${field}.${below}`), fault: thrown.code }];
  }
}

/** A TLS certificate with its key, which has not lapsed. RSA of 3000 bits or more where the channel wants it. */
async function current(files: { readonly certificateFile: string; readonly keyFile: string }, now: number, kind?: 'RSA'): Promise<void> {
  const own = new X509Certificate(text(await readFile(files.certificateFile)));
  const { asymmetricKeyType, asymmetricKeyDetails } = own.publicKey;
  if (!own.checkPrivateKey(createPrivateKey(await readSecretText(files.keyFile)))) throw fault('material.mismatch', 'key');
  if (own.validToDate.getTime() <= now) throw lapsed('certificate');
  const isRight = kind === undefined || (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= smallestKey);
  if (!isRight) throw fault('configuration.key', 'certificate');
}

/** What signs does not decrypt. */
async function expectOther(...files: readonly string[]): Promise<void> {
  const keys = await Promise.all(files.map(async (file) => keyOf(new X509Certificate(text(await readFile(file))))));
  if (new Set(keys).size < keys.length) throw fault('configuration.key', 'certificate');
}

function pairFiles(
  path: string,
  { certificateFile, keyFile }: { readonly certificateFile: string; readonly keyFile: string },
): readonly Attempt[] {
  return [
    [`${path}.certificateFile`, async () => new X509Certificate(text(await readFile(certificateFile)))],
    [`${path}.keyFile`, async () => createPrivateKey(await readSecretText(keyFile))],
  ];
}

function each(path: string, files: readonly string[], attempt: (file: string) => unknown): readonly Attempt[] {
  return files.map((file, i): Attempt => [`${path}.${i}`, () => attempt(file)]);
}

function opened(path: string): (entry: [string, string]) => Attempt {
  return ([name, file]) => [`${path}.${name}`, () => readFile(file)];
}

function fault(code: ConfigurationFaultCode | MaterialErrorCode, part: string): EidError<ConfigurationFaultCode | MaterialErrorCode> {
  return new EidError(code, { part });
}

function lapsed(part: string): EidError<ConfigurationFaultCode | MaterialErrorCode> {
  return fault('configuration.lapsed', part);
}

function originOf(address: string): string | undefined {
  return URL.parse(address)?.origin;
}

function text(octets: Uint8Array): string {
  return Buffer.from(octets).toString('utf8');
}
