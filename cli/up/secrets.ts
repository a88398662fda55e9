// The secrets of the world's apps: each in a file of its own, made on first start, the same ever after.
import { createPublicKey, generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { generateKey, readPrivate, writeKey, writePrivate } from '../../io/keys/index.ts';
import type { Folder } from './folder.ts';

/** Tokens and symmetric keys: 32 random octets as base64url. */
const random = [
  'cluster-key',
  'session-key',
  'cookie-key',
  'subject-key',
  'matching-key',
  'history-token',
  'storage-key',
  'admin-token',
  'idp-token',
  'portal-token',
  'office-token',
  'road-token',
  'pki-token',
  'machine-token',
  'machine-key',
] as const;

/** Private keys by which applications prove themselves to the identity provider. */
const clientKeys = ['portal-client-key', 'office-client-key'] as const;
type ClientKey = (typeof clientKeys)[number];

export type SecretFiles = Readonly<Record<(typeof random)[number] | 'database-url' | 'signing-key' | ClientKey, string>>;

export function secretFiles({ keys }: Folder): SecretFiles {
  const names = [...random, 'database-url', 'signing-key', ...clientKeys] as const;
  return Object.fromEntries(names.map((name) => [name, join(keys, name)])) as SecretFiles;
}

/** Makes those that are missing. */
export async function makeSecrets(files: SecretFiles): Promise<void> {
  const isMissing = async (file: string) => (await readPrivate(file)) === undefined;
  for (const name of random) {
    if (await isMissing(files[name])) await writePrivate(files[name], randomBytes(32).toString('base64url'));
  }
  if (await isMissing(files['signing-key'])) await writeKey(files['signing-key'], await generateKey('P-256'));
  for (const name of clientKeys) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    if (await isMissing(files[name])) await writePrivate(files[name], JSON.stringify(privateKey.export({ format: 'jwk' })));
  }
}

export async function secretText(file: string): Promise<string> {
  return Buffer.from((await readPrivate(file)) ?? []).toString('utf8');
}

/** The public half of a private key in JSON Web Key form, as a registration takes it. */
export async function publicHalf(file: string): Promise<{ kty: 'EC'; crv: 'P-256'; x: string; y: string }> {
  const key = JSON.parse(await secretText(file)) as JsonWebKey;
  const { x = '', y = '' } = createPublicKey({ key, format: 'jwk' }).export({ format: 'jwk' });
  return { kty: 'EC', crv: 'P-256', x, y };
}
