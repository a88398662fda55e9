// Metadata of a service provider, believed when the operator has signed them. SAML Metadata 3.
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import { parseServiceProvider, type ServiceProvider, samlError } from '../../lib/saml/index.ts';
import { isStrong } from '../xml-signature/index.ts';
import { keysOf } from './binding.ts';
import { parseMessage } from './document.ts';
import { verifyEnveloped } from './enveloped.ts';

/**
 * What a signed document says about a service provider, when one of the operator's keys (certificates, DER) signed it, it says until when it counts, and
 * that is not over. `now`: milliseconds since 1970. Throws `saml.metadata` (also `key` for one too short), `saml.signature`, `XmlDocumentErrorCode` or
 * `XmlErrorCode`.
 */
export function readServiceProvider(document: Uint8Array, operator: readonly Bytes[], now: number): ServiceProvider {
  const text = Buffer.from(document).toString('utf8');
  const provider = parseServiceProvider(verifyEnveloped(text, parseMessage(bytes(document)), keysOf(operator)), now);
  for (const certificate of [...provider.signing, ...(provider.encryption ? [provider.encryption.certificate] : [])]) {
    if (!isUsable(certificate)) throw samlError('saml.metadata', 'key');
  }
  return provider;
}

function isUsable(certificate: Bytes): boolean {
  try {
    return keysOf([certificate]).every(isStrong);
  } catch {
    return false;
  }
}
