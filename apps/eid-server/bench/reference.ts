// The cryptography that no session at the eID server can do without, by node:crypto.
import { constants, diffieHellman, generateKeyPairSync, privateDecrypt, publicEncrypt, sign, verify } from 'node:crypto';

/**
 * Signature, two key agreements and verification on brainpoolP256r1, and one private operation of the server's RSA key (PEM). Microseconds of processor
 * time.
 */
export function reference(rsaKey: string): number {
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
