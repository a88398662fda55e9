// Passive authentication with a memory: the same few signatures of country signers need not be calculated for every card.
import { createHash } from 'node:crypto';
import { toHex } from '../../lib/bytes/index.ts';
import { type DocumentTrust, type PassiveAuthentication, verifyCardSecurity } from '../../lib/card/index.ts';
import type { Clock, Cryptography, Curve } from '../../lib/crypto/index.ts';
import type { StepContext } from './login/step.ts';

/** Signatures remembered; one per document signer and revocation list is needed. */
const memory = 1000;

/** Judges documents by whatever is trusted at the moment. */
export function createDocumentVerification(
  trust: { readonly value: DocumentTrust },
  clock: Clock,
  cryptography: Cryptography,
): StepContext['verifyDocument'] {
  let remembered: { readonly trust: DocumentTrust; readonly cryptography: Cryptography } | undefined;
  return (files): PassiveAuthentication => {
    if (remembered?.trust !== trust.value) remembered = { trust: trust.value, cryptography: remembering(cryptography, trust.value) };
    return verifyCardSecurity(files, trust.value, clock(), remembered.cryptography);
  };
}

/** Verification under a country signer's key is a fact for ever; under a document signer's each signature is another card's. */
function remembering(cryptography: Cryptography, { countrySigners }: DocumentTrust): Cryptography {
  const authorities = new Set(countrySigners.flatMap(({ publicKey }) => (publicKey.kind === 'EC' ? [toHex(publicKey.point)] : [])));
  const right = new Set<string>();
  const curveOf = (curve: Curve): Curve => ({
    ...curve,
    verify(hash, point, message, signature) {
      if (!authorities.has(toHex(point))) return curve.verify(hash, point, message, signature);
      const digest = createHash('sha256').update(hash).update(point).update(signature).update(message).digest('base64');
      if (right.has(digest)) return true;
      const verified = curve.verify(hash, point, message, signature);
      if (right.size >= memory) right.clear();
      if (verified) right.add(digest);
      return verified;
    },
  });
  return { ...cryptography, curve: (name) => curveOf(cryptography.curve(name)) };
}
