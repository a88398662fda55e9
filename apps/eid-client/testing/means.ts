// What a sign-in of a test is handed besides its card and its holder: nothing is written down, and the card alone judges whom it trusts.
import { createCryptography } from '../../../io/crypto/index.ts';
import { quiet } from '../../../io/log/index.ts';
import type { Means } from '../login/index.ts';
import { connectPaos } from '../paos.ts';
import { createTrust } from '../trust/trust.ts';

const cryptography = createCryptography();

export const testMeans = (given: Pick<Means, 'holder' | 'readers'> & Partial<Means>): Means => ({
  cryptography,
  clock: Date.now,
  record: () => undefined,
  log: quiet,
  trace: () => undefined,
  trust: createTrust([], cryptography),
  connect: (channel) => connectPaos(channel),
  ...given,
});
