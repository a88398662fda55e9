// A block list of a million cards: what it costs a session to ask it, against the cryptography that a session cannot do without, and how long it takes
// to read the list.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { sessionReference } from '../../apps/eid-server/bench/index.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { generateKey, signerOf } from '../../io/keys/index.ts';
import { type Bytes, bytes, hex } from '../../lib/bytes/index.ts';
import { createBlockList, readBlockList } from '../../lib/card/index.ts';
import { createName, signX509 } from '../../lib/x509/index.ts';
import { type BenchResult, ratioOf, round } from './bench.ts';

const entries = 1_000_000;
const lookups = 200_000;

export async function measure(): Promise<BenchResult> {
  const cryptography = createCryptography();
  const key = await generateKey('P-256');
  const signer = signerOf(key);
  const issuedAt = Date.now();
  const name = createName({ commonName: 'of the benchmark' });
  const period = { notBefore: issuedAt - 60_000, notAfter: issuedAt + 3_600_000 };
  const body = { serialNumber: 1n, issuer: name, subject: name, publicKey: key.publicKey, extensions: {}, ...period };
  const certificate = signX509(body, signer);
  const sectors = [{ sectorId: hex`01`, identifiers: identifiers(entries) }];
  const file = createBlockList({ type: 'complete', listId: hex`01`, issuedAt, sectors }, { signer, certificate }, cryptography);

  const start = performance.now();
  const [sector] = readBlockList(file, certificate, cryptography).sectors;
  const readMilliseconds = performance.now() - start;
  if (sector?.identifiers.size !== entries) throw new TypeError('the list is not whole');

  // Half of those who are asked for are on it.
  const asked = [...identifiers(lookups / 2)];
  for (const identifier of sector.identifiers) if (asked.push(identifier) === lookups) break;
  const count = () => asked.reduce((found, identifier) => found + Number(sector.identifiers.has(identifier)), 0);
  count();
  const before = process.cpuUsage();
  if (count() !== lookups / 2) throw new TypeError('the list knows other cards');
  const { user, system } = process.cpuUsage(before);

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const least = sessionReference(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  const what = 'sign + 2 ECDH + verify on brainpoolP256r1 + one RSA-3072 private operation of node:crypto';
  return { ...ratioOf((user + system) / lookups, least, what), entries, readMilliseconds: round(readMilliseconds) };
}

function* identifiers(count: number): Generator<Bytes> {
  for (let i = 0; i < count; i++) yield bytes(randomBytes(32));
}
