// Where the authorities keep what: every file below `data/pki`. Files named `key.pem` are secrets of their owner; the rest may be handed out.
import { join } from 'node:path';

/** A key and the X.509 certificate that names it (PEM both). */
export interface CertifiedKey {
  readonly certificate: string;
  readonly key: string;
}

/** TLS names that have a certificate. */
export const tlsNames = ['eid-interface', 'idp-client', 'paos', 'portal', 'idp', 'hospital'] as const;
export type TlsName = (typeof tlsNames)[number];

export interface Layout {
  /** Country verifying authority: `certificate` is the cards' trust point (CV, DER). */
  readonly cvca: CertifiedKey;
  /** Document verifier (CV, DER). */
  readonly dv: CertifiedKey;
  /** The identity provider's terminal: CV certificate, key, certificate description (DER), and the request it was last issued for. */
  readonly terminal: CertifiedKey & { readonly description: string; readonly request: string };
  /**
   * Sector public keys (objects 7F49). The pseudonym sector's secret is thrown away when the key is made; the blocking sector's stays here, with the
   * document verifier, and is in no config of another app.
   */
  readonly sectors: { readonly pseudonym: string; readonly blocking: string; readonly blockingKey: string };
  /** Country signer (PEM) and its revocation list (DER). */
  readonly countrySigner: CertifiedKey & { readonly revocationList: string };
  /** Document signer (PEM). */
  readonly documentSigner: CertifiedKey;
  /** Signer of the block list (PEM), the list (CMS), and the register it is made from (documents and their blocking public keys). */
  readonly blockList: CertifiedKey & { readonly list: string; readonly register: string };
  /** Authority of the TLS certificates (PEM). */
  readonly tlsAuthority: CertifiedKey;
  readonly tls: Readonly<Record<TlsName, CertifiedKey>>;
}

export function layout(folder: string): Layout {
  const at = (...parts: string[]) => join(folder, ...parts);
  const pair = (name: string, certificate = 'certificate.pem') => ({ certificate: at(name, certificate), key: at(name, 'key.pem') });
  return {
    cvca: pair('cvca', 'certificate.cvcert'),
    dv: pair('dv', 'certificate.cvcert'),
    terminal: {
      ...pair('terminal', 'certificate.cvcert'),
      description: at('terminal', 'description.der'),
      request: at('terminal', 'request.cvreq'),
    },
    sectors: {
      pseudonym: at('sectors', 'pseudonym.key-object'),
      blocking: at('sectors', 'blocking.key-object'),
      blockingKey: at('sectors', 'key.pem'),
    },
    countrySigner: { ...pair('country-signer'), revocationList: at('country-signer', 'revocation-list.crl') },
    documentSigner: pair('document-signer'),
    blockList: { ...pair('block-list'), list: at('block-list', 'block-list.cms'), register: at('block-list', 'register.json') },
    tlsAuthority: pair('tls-authority'),
    tls: {
      'eid-interface': pair(join('tls', 'eid-interface')),
      'idp-client': pair(join('tls', 'idp-client')),
      paos: pair(join('tls', 'paos')),
      portal: pair(join('tls', 'portal')),
      idp: pair(join('tls', 'idp')),
      hospital: pair(join('tls', 'hospital')),
    },
  };
}
