// Looks through a configuration before anything is started with it: which field is wrong, and what in it is not for production.
import { certificateOctets } from '../../io/keys/index.ts';
import { quiet } from '../../io/log/index.ts';
import type { Clock, Cryptography } from '../../lib/crypto/index.ts';
import { parseCertificates } from '../../lib/cvc/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';
import { parseX509 } from '../../lib/x509/index.ts';
import { type CompleteConfig, EidServerConfig } from './config.ts';
import { readDocumentTrust, readFile, readRelyingParty, readSecret, readSecretText } from './material.ts';

/** `field` as a path, e.g. `services.0.keyFile`; `fault` a code, or the sentence of the schema. */
export interface ConfigurationFault {
  readonly field: string;
  readonly fault: string;
}

/** Facts `field` and `fault` name the first fault. */
export type ConfigurationErrorCode = 'configuration.refused';

interface Effects {
  readonly clock: Clock;
  readonly cryptography: Cryptography;
}

/** Everything that is wrong with a configuration; nothing when a server can be started with it. The database is not asked. */
export async function configurationFaults(input: unknown, effects: Effects): Promise<readonly ConfigurationFault[]> {
  const parsed = EidServerConfig.safeParse(input);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => ({ field: path.join('.') || '(all)', fault: message }));
  const config = parsed.data;
  const found = [...(await fileFaults(config, effects)), ...(config.production ? await demonstrationFaults(config) : [])];
  return found.filter(({ field }, i) => found.findIndex((other) => other.field === field) === i);
}

/** Refuses what is for demonstrations only, when a configuration says that it is for production. */
export async function refuseDemonstration(config: CompleteConfig): Promise<void> {
  const [first] = config.production ? await demonstrationFaults(config) : [];
  if (first !== undefined) throw new EidError<ConfigurationErrorCode>('configuration.refused', { ...first });
}

type Attempt = readonly [field: string, attempt: () => unknown];

async function fileFaults(config: CompleteConfig, { clock, cryptography }: Effects): Promise<readonly ConfigurationFault[]> {
  const { service, paos, attached, clusterKeyFile, sessionKeyFile, services, reloadEvery } = config;
  const attempts: readonly Attempt[] = [
    ['service.certificateFile', () => readFile(service.certificateFile)],
    ['service.keyFile', () => readSecretText(service.keyFile)],
    ['service.clientAuthorityFile', () => readFile(service.clientAuthorityFile)],
    ...(attached === undefined
      ? []
      : [
          ['attached.certificateFile', () => readFile(attached.certificateFile)] as const,
          ['attached.keyFile', () => readSecretText(attached.keyFile)] as const,
        ]),
    ['paos.certificateFile', () => readFile(paos.certificateFile)],
    ['paos.keyFile', () => readSecretText(paos.keyFile)],
    ['databaseUrlFile', async () => new URL(await readSecretText(config.databaseUrlFile))],
    ...clusterKeyFile.map((file, i): Attempt => [`clusterKeyFile.${i}`, () => readSecret(file, 32)]),
    ...sessionKeyFile.map((file, i): Attempt => [`sessionKeyFile.${i}`, () => readSecret(file, 32)]),
    ...config.countrySignerFiles.map((file, i): Attempt => [`countrySignerFiles.${i}`, () => certificate(file)]),
    ...services.flatMap(({ certificateFiles, keyFile, descriptionFile, blockList, clientCertificateFile }, i): Attempt[] => [
      ...certificateFiles.map((file, n): Attempt => [`services.${i}.certificateFiles.${n}`, () => readFile(file)]),
      [`services.${i}.keyFile`, () => readSecretText(keyFile)],
      [`services.${i}.descriptionFile`, () => readFile(descriptionFile)],
      [`services.${i}.clientCertificateFile`, () => certificate(clientCertificateFile)],
      [`services.${i}.blockList.file`, () => readFile(blockList.file)],
      [`services.${i}.blockList.signerFile`, () => certificate(blockList.signerFile)],
    ]),
  ];
  const found = (await Promise.all(attempts.map(faultOf))).flat();
  if (found.length > 0) return found;
  const together: readonly Attempt[] = [
    ['countrySignerFiles', async () => (await readDocumentTrust(config, { clock, cryptography, log: quiet }))[Symbol.dispose]()],
    ...services.map(
      (one, i): Attempt => [`services.${i}`, async () => (await readRelyingParty(one, reloadEvery, cryptography, quiet))[Symbol.dispose]()],
    ),
  ];
  return (await Promise.all(together.map(faultOf))).flat();
}

/** Which field of a relying party a mismatch is about. */
const fieldOfPart: Readonly<Record<string, string>> = {
  key: 'keyFile',
  description: 'descriptionFile',
  'pseudonym sector': 'sectorKeyFiles.pseudonym',
  'blocking sector': 'sectorKeyFiles.blocking',
  'block list type': 'blockList.file',
  'block list age': 'blockList.file',
};

async function faultOf([field, attempt]: Attempt): Promise<readonly ConfigurationFault[]> {
  try {
    await attempt();
    return [];
  } catch (thrown) {
    if (!isEidError(thrown)) return [{ field, fault: 'configuration.unreadable' }];
    const part = fieldOfPart[String(thrown.facts['part'])];
    return [{ field: part === undefined ? field : `${field}.${part}`, fault: thrown.code }];
  }
}

/** The authorities of the demonstration world say in their names what they are: X.509 ones at the beginning, card-verifiable ones anywhere. */
async function demonstrationFaults(config: CompleteConfig): Promise<readonly ConfigurationFault[]> {
  const { countrySignerFiles, services, service, pinnedDocumentSigners } = config;
  const anchors: readonly (readonly [string, string])[] = [
    ...countrySignerFiles.map((file, i) => [`countrySignerFiles.${i}`, file] as const),
    ['service.clientAuthorityFile', service.clientAuthorityFile],
    ...services.map(({ blockList }, i) => [`services.${i}.blockList.signerFile`, blockList.signerFile] as const),
  ];
  const judged = await Promise.all(
    anchors.map(async ([field, file]) => {
      const { subject } = await certificate(file);
      return subject.commonName?.startsWith('DEMO') ? [{ field, fault: 'configuration.demonstration' }] : [];
    }),
  );
  const chains = services.flatMap(({ certificateFiles, laterCertificateFiles }, i) => [
    ...certificateFiles.map((file, n) => [`services.${i}.certificateFiles.${n}`, file] as const),
    ...laterCertificateFiles.map((file, n) => [`services.${i}.laterCertificateFiles.${n}`, file] as const),
  ]);
  const terminals = await Promise.all(
    chains.map(async ([field, file]) => {
      const names = parseCertificates(await readFile(file)).flatMap(({ car, chr }) => [car.text, chr.text]);
      return names.some((name) => name.includes('DEMO')) ? [{ field, fault: 'configuration.demonstration' }] : [];
    }),
  );
  const pinned = pinnedDocumentSigners.length > 0 ? [{ field: 'pinnedDocumentSigners', fault: 'configuration.demonstration' }] : [];
  return [...judged.flat(), ...terminals.flat(), ...pinned];
}

async function certificate(file: string) {
  return parseX509(certificateOctets(await readFile(file)));
}
