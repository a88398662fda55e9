// The eID server in a process of its own, which tells how much processor time it has used, and what the reference costs here.
import { constants, diffieHellman, generateKeyPairSync, privateDecrypt, publicEncrypt, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { quiet } from '../../../io/log/index.ts';
import type { EidServerConfig } from '../config.ts';
import { start } from '../main.ts';

/** What the parent asks. `at` is the time that the server's clock begins with. */
export type Question =
  | { readonly ask: 'start'; readonly config: EidServerConfig; readonly at: number }
  | { readonly ask: 'cpu' }
  | { readonly ask: 'reference' };

export type Answer = { readonly servicePort: number; readonly paosPort: number } | { readonly microseconds: number };

let keyFile = '';

process.on('message', async (question: Question) => process.send?.(await answer(question)));
process.on('disconnect', () => process.exit());

async function answer(question: Question): Promise<Answer> {
  if (question.ask === 'start') {
    keyFile = question.config.paos.keyFile;
    const { servicePort, paosPort } = await start(question.config, {
      log: quiet,
      clock: () => question.at + Math.floor(performance.now()),
    });
    return { servicePort, paosPort };
  }
  if (question.ask === 'reference') return { microseconds: reference(readFileSync(keyFile, 'utf8')) };
  const { user, system } = process.cpuUsage();
  return { microseconds: user + system };
}

/** Signature, two key agreements and verification on brainpoolP256r1, and one private operation of the server's RSA key. Processor time too. */
function reference(rsaKey: string): number {
  const [own, other] = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' })) as [BrainpoolPair, BrainpoolPair];
  const message = Buffer.alloc(64);
  const signature = sign('sha256', message, own.privateKey);
  const padding = constants.RSA_PKCS1_PADDING;
  const secret = publicEncrypt({ key: rsaKey, padding }, Buffer.alloc(48));
  const once = () => {
    sign('sha256', message, own.privateKey);
    for (let i = 0; i < 2; i++) diffieHellman({ privateKey: own.privateKey, publicKey: other.publicKey });
    verify('sha256', message, own.publicKey, signature);
    privateDecrypt({ key: rsaKey, padding }, secret);
  };
  for (let i = 0; i < 50; i++) once();
  const before = process.cpuUsage();
  for (let i = 0; i < 200; i++) once();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 200;
}

type BrainpoolPair = ReturnType<typeof generateKeyPairSync>;
