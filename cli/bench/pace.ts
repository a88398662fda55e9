// PACE: the elliptic-curve work of one side, against four brainpoolP256r1 key agreements of node:crypto in the same process.
import { measurePace } from '../../io/crypto/index.ts';
import { type BenchResult, ratioOf } from './bench.ts';

export async function measure(): Promise<BenchResult> {
  const { microseconds, reference } = measurePace();
  return ratioOf(microseconds, reference, 'four brainpoolP256r1 ECDH of node:crypto');
}
