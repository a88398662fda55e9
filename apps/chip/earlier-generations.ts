// Generations of the country verifying authority before the present one, for a card that was issued long ago: TR-03110-3 2.1.2, C.1.
import { type Bytes, toHex } from '../../lib/bytes/index.ts';
import { type Cryptography, createSigner, type Signer } from '../../lib/crypto/index.ts';
import { type CvCertificate, createPublicKey, type HolderReference, holderReference, signCertificate } from '../../lib/cvc/index.ts';

export interface EarlierGenerations {
  /** The oldest one: what the card trusts. */
  readonly trustPoint: Bytes;
  /** Link certificates that lead from it to the present one, oldest first. */
  readonly links: readonly CvCertificate[];
}

/**
 * Makes generations that came before. Each certifies the next one by a link certificate, the last of them the present authority, whose own key that needs
 * not. They have the present one's rights and dates: a card takes a trust point of any age.
 */
export function earlierGenerations(present: CvCertificate, count: number, { curve: curves, random }: Cryptography): EarlierGenerations {
  const curve = 'brainpoolP256r1';
  // Another line of ancestors each time: two keys of one name would be one too many.
  const line = toHex(random(2)).toUpperCase();
  const generations: { readonly chr: HolderReference; readonly signer: Signer }[] = Array.from({ length: count }, (_, i) => ({
    chr: holderReference(`HUCVCAeID${line}${i + 1}`),
    signer: createSigner(curves(curve), curves(curve).randomScalar(random)),
  }));
  const certify = (issuer: number, subject: number): CvCertificate => {
    const { chr: car, signer } = generations[issuer] as (typeof generations)[number];
    const next = generations[subject];
    const { chat, effective, expiration, extensions } = present;
    const chr = next?.chr ?? present.chr;
    const publicKey = next === undefined ? present.publicKey : createPublicKey('SHA-256', next.signer.point, curve);
    return signCertificate({ car, chr, publicKey, chat, effective, expiration, extensions }, { signer, hash: 'SHA-256' });
  };
  return { trustPoint: certify(0, 0).raw, links: generations.map((_, i) => certify(i, i + 1)) };
}
