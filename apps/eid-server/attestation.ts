// A proof of a sign-in that a relying party can show to others: a statement signed by the key of the eID interface, as a JSON Web Signature (RFC 7515).
import { constants, createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import type { SigningKey } from '../../io/ws-security/index.ts';
import { type Bytes, toHex } from '../../lib/bytes/index.ts';
import type { LevelOfAssurance } from '../../lib/eid-service/index.ts';

/** What is attested: nothing of the person but the pseudonym, which the relying party has anyway, and what the holder was shown. */
export interface Statement {
  /** The relying party's own word for the transaction. */
  readonly context?: string;
  readonly transactionInfo?: string;
  readonly pseudonym?: Bytes;
  readonly fulfilsAge?: boolean;
  readonly fulfilsPlace?: boolean;
  readonly levelOfAssurance: LevelOfAssurance;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The statement in compact form, signed; its header names the certificate by SHA-256 (`x5t#S256`). */
export type Attest = (statement: Statement) => string;

/** With the key as it is at the moment, which may be renewed. By its kind: ES256 for P-256, PS256 for RSA. */
export function createAttest(signing: SigningKey): Attest {
  return ({ pseudonym, at, ...statement }) => {
    const key = createPrivateKey(signing.privateKey);
    const isEc = key.asymmetricKeyType === 'ec';
    const thumbprint = createHash('sha256').update(new X509Certificate(signing.certificate).raw).digest('base64url');
    const header = encode({ alg: isEc ? 'ES256' : 'PS256', typ: 'JWT', 'x5t#S256': thumbprint });
    const claims = { iat: Math.floor(at / 1000), ...(pseudonym && { pseudonym: toHex(pseudonym) }), ...statement };
    const signed = `${header}.${encode(claims)}`;
    const how = isEc ? { dsaEncoding: 'ieee-p1363' as const } : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    return `${signed}.${sign('sha256', Buffer.from(signed), { key, ...how }).toString('base64url')}`;
  };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}
