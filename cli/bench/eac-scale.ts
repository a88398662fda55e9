// What a second eID server on the same database brings: processor time of a session with one node and with two that share every session.
import { measureEacScale } from '../../apps/eid-server/bench/index.ts';
import { type BenchResult, round } from './bench.ts';

/** Sessions that two cores carry with two nodes, to those that one core carries with one. */
export async function measure(): Promise<BenchResult> {
  const { one, two } = await measureEacScale();
  return {
    ratio: round((2 * one.microseconds) / two.microseconds),
    reference: 'sessions that one process carries on one core; two carry so many times as many on two, by the processor time of each',
    microseconds: round(two.microseconds),
    referenceMicroseconds: round(one.microseconds),
  };
}
