// How long the elliptic-curve work of one PACE side takes beside the least that node:crypto could ask for it.
import { diffieHellman, generateKeyPairSync } from 'node:crypto';
import { createCryptography } from './cryptography.ts';

export interface PaceMeasurement {
  /** One side of PACE, elliptic curves only: mapping key, mapped ephemeral key, agreement. Microseconds, lower quartile. */
  readonly microseconds: number;
  /** Four brainpoolP256r1 ECDH of node:crypto on imported keys. Microseconds, lower quartile. */
  readonly reference: number;
  readonly ratio: number;
}

/** Measures both in turn, one by one, so that a busy computer slows both; the lower quartile leaves interruptions out. About 2.5 ms a round. */
export function measurePace(rounds = 160): PaceMeasurement {
  const { random, curve } = createCryptography();
  const group = curve('brainpoolP256r1');
  const peer = group.keyPair(group.randomScalar(random)).point;
  const nonce = random(16);
  const side = () => {
    const mapping = group.keyPair(group.randomScalar(random));
    const ephemeral = group.randomScalar(random);
    group.mappedPoint({ nonce, secret: mapping.secret, theirs: peer }, ephemeral);
    group.agree(ephemeral, peer);
  };
  const [own, other] = [brainpoolKeys(), brainpoolKeys()];
  const reference = () => {
    for (let i = 0; i < 4; i++) diffieHellman({ privateKey: own.privateKey, publicKey: other.publicKey });
  };
  const samples = Array.from({ length: rounds }, () => [time(side), time(reference)] as const);
  const microseconds = lowerQuartile(samples.map(([ours]) => ours));
  const least = lowerQuartile(samples.map(([, theirs]) => theirs));
  return { microseconds, reference: least, ratio: microseconds / least };
}

function brainpoolKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' });
}

function time(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) * 1000;
}

function lowerQuartile(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 4)] as number;
}
