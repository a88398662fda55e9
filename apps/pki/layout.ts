// Where the authorities keep what: every file below `data/pki`. Files named `key.pem` are secrets of their owner; the rest may be handed out.
import { join } from 'node:path';

/** A key and the X.509 certificate that names it (PEM both). */
export interface CertifiedKey {
  readonly certificate: string;
  readonly key: string;
}

/** TLS names that have a certificate. */
export const tlsNames = ['eid-interface', 'idp-client', 'paos', 'portal', 'idp', 'office', 'hospital'] as const;
export type TlsName = (typeof tlsNames)[number];

/** A terminal's certificate (CV, DER), key, description, last request, and the chain up to the CVCA. */
export interface TerminalFiles extends CertifiedKey {
  readonly description: string;
  readonly request: string;
  readonly chain: string;
}

export interface Layout {
  /**
   * Country verifying authority: `certificate` is the trust point of new cards (CV, DER). Folders: self-signed certificates of all `generations`, `links` from
   * each to the next (both named by the newer key), certificates `issued` to document verifiers.
   */
  readonly cvca: CertifiedKey & { readonly generations: string; readonly links: string; readonly issued: string };
  /** Document verifier (CV, DER), and the certificates that it issued. */
  readonly dv: CertifiedKey & { readonly issued: string };
  /**
   * The identity provider's terminal: CV certificate, key, certificate description (DER), and the request it was last issued for. `chain` is what a client is
   * shown: all link certificates, document verifier, terminal, one behind the other.
   */
  readonly terminal: TerminalFiles;
  /** The same for the terminals at the card office's windows. */
  readonly window: TerminalFiles;
  /**
   * Sector public keys (objects 7F49). The pseudonym sector's secret is thrown away when the key is made; the blocking sector's stays here, with the
   * document verifier, and is in no config of another app. `previous` is the same as `pseudonym` but while a provider moves from one pseudonym sector
   * to the next: then it is the old one, and the new one's secret is kept as `pseudonymKey`, because the list of blocked cards is needed in that sector.
   */
  readonly sectors: {
    readonly pseudonym: string;
    readonly previous: string;
    readonly pseudonymKey: string;
    readonly blocking: string;
    readonly blockingKey: string;
  };
  /**
   * Country signer (PEM) and its revocation list (DER). `generations` has a folder for each earlier one; `revocationLists` is the lists of all of them one
   * behind the other.
   */
  readonly countrySigner: CertifiedKey & {
    readonly revocationList: string;
    readonly revocationLists: string;
    readonly generations: string;
  };
  /** Document signer (PEM), and the certificates of all that there were, named by their serial numbers. */
  readonly documentSigner: CertifiedKey & { readonly issued: string };
  /** Signer of master and defect list (PEM), the lists (CMS), and what the defect list is made from. */
  readonly lists: CertifiedKey & { readonly masterList: string; readonly defectList: string; readonly defects: string };
  /** Signer of the block list (PEM), the list (CMS), and the register it is made from (documents and their blocking public keys). */
  readonly blockList: CertifiedKey & { readonly list: string; readonly register: string };
  /** Authority of the TLS certificates (PEM). */
  readonly tlsAuthority: CertifiedKey;
  /** `next` and `previous` (PEM): of those that certificate descriptions name, `apps/pki/announced-tls.ts`. */
  readonly tls: Readonly<Record<TlsName, CertifiedKey & { readonly next: string; readonly previous: string }>>;
  /** Days left of everything, as Prometheus reads it (text format). */
  readonly metrics: string;
}

export function layout(folder: string): Layout {
  const at = (...parts: string[]) => join(folder, ...parts);
  const pair = (name: string, certificate = 'certificate.pem') => ({ certificate: at(name, certificate), key: at(name, 'key.pem') });
  const tls = (name: string) => ({
    ...pair(join('tls', name)),
    next: at('tls', name, 'next.pem'),
    previous: at('tls', name, 'previous.pem'),
  });
  const terminal = (name: string): TerminalFiles => ({
    ...pair(name, 'certificate.cvcert'),
    description: at(name, 'description.der'),
    request: at(name, 'request.cvreq'),
    chain: at(name, 'chain.cvcerts'),
  });
  return {
    cvca: {
      ...pair('cvca', 'certificate.cvcert'),
      generations: at('cvca', 'generations'),
      links: at('cvca', 'links'),
      issued: at('cvca', 'issued'),
    },
    dv: { ...pair('dv', 'certificate.cvcert'), issued: at('dv', 'issued') },
    terminal: terminal('terminal'),
    window: terminal('window'),
    sectors: {
      pseudonym: at('sectors', 'pseudonym.key-object'),
      previous: at('sectors', 'previous.key-object'),
      pseudonymKey: at('sectors', 'pseudonym', 'key.pem'),
      blocking: at('sectors', 'blocking.key-object'),
      blockingKey: at('sectors', 'key.pem'),
    },
    countrySigner: {
      ...pair('country-signer'),
      revocationList: at('country-signer', 'revocation-list.crl'),
      revocationLists: at('country-signer', 'revocation-lists.crls'),
      generations: at('country-signer', 'generations'),
    },
    documentSigner: { ...pair('document-signer'), issued: at('document-signer', 'issued') },
    lists: {
      ...pair('lists'),
      masterList: at('lists', 'master-list.cms'),
      defectList: at('lists', 'defect-list.cms'),
      defects: at('lists', 'defects.json'),
    },
    blockList: { ...pair('block-list'), list: at('block-list', 'block-list.cms'), register: at('block-list', 'register.json') },
    tlsAuthority: pair('tls-authority'),
    tls: {
      'eid-interface': tls('eid-interface'),
      'idp-client': tls('idp-client'),
      paos: tls('paos'),
      portal: tls('portal'),
      idp: tls('idp'),
      office: tls('office'),
      hospital: tls('hospital'),
    },
    metrics: at('metrics.prom'),
  };
}
