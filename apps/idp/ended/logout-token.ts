// The logout token: tells a relying party that a sign-in has ended. OpenID Connect Back-Channel Logout 1.0, 2.4.
import { type JsonWebKey, randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import { sessionIdentifier } from '../engine/subject.ts';
import type { CardSignIn } from '../store/card-sign-ins.ts';

/** Seconds for which it is good. */
const lifetime = 120;

/** A signed token. @param key P-256 private key for ES256, with its `kid` */
export async function logoutToken(issuer: string, key: JsonWebKey, { uid, clientId, subject }: CardSignIn): Promise<string> {
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  return new SignJWT({ sid: sessionIdentifier(uid), events })
    .setProtectedHeader({ alg: 'ES256', typ: 'logout+jwt', kid: String(key['kid']) })
    .setIssuer(issuer)
    .setAudience(clientId)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(`${lifetime}s`)
    .setJti(randomUUID())
    .sign(await importJWK(key as never, 'ES256'));
}
