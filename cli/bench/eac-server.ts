// One session at the eID server: processor time of its process, with TLS, HTTP and saving its state, against the cryptography it cannot do without.
import { measureEacServer } from '../../apps/eid-server/bench/index.ts';
import { type BenchResult, ratioOf } from './bench.ts';

export async function measure(): Promise<BenchResult> {
  const { microseconds, reference } = await measureEacServer();
  return ratioOf(microseconds, reference, 'sign + 2 ECDH + verify on brainpoolP256r1 + one RSA-3072 private operation of node:crypto');
}
