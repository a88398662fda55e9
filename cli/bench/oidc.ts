// The OpenID Connect code flow: processor time of the identity provider, against four bare HTTP requests and one signature.
import { measureOidc } from '../../apps/idp/bench/index.ts';
import { type BenchResult, ratioOf, round } from './bench.ts';

export async function measure(): Promise<BenchResult> {
  const { microseconds, withDatabase, reference } = await measureOidc();
  const result = ratioOf(microseconds, reference, 'four bare HTTP requests and one ES256 signature; rows in memory');
  return { ...result, withDatabaseMicroseconds: round(withDatabase) };
}
