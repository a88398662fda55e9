// What is registered of a relying party, and the client metadata (RFC 7591, OpenID Connect Registration 1.0) that the engine makes of it.
import type { AllClientMetadata } from 'oidc-provider';
import { z } from 'zod';
import { type ClaimName, isClaimName, scopeNames } from '../../../lib/oidc/index.ts';

const text = z.string().min(1).max(120);
const bothLanguages = z.strictObject({ hu: text, en: text });
const claim = z.custom<ClaimName>((value) => typeof value === 'string' && isClaimName(value), 'not a claim of the EESZT');

/** An address that browsers may be sent to, spelled as it will be compared: https, or http on this computer; no user, no fragment. */
const returnAddress = z.string().refine((address) => {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '' || address.includes('#') || /[*\\\s]/.test(address)) return false;
  if (!address.startsWith(`${url.protocol}//${url.host}/`)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && /^(127\.0\.0\.1|\[::1\]|([a-z0-9-]+\.)*localhost)$/.test(url.hostname));
}, 'an address is https, or http on this computer, without user or fragment, and with a path');

const publicKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.base64url(),
  y: z.base64url(),
  kid: z.exactOptional(z.string()),
  alg: z.exactOptional(z.literal('ES256')),
  use: z.exactOptional(z.literal('sig')),
});

export const Registration = z.strictObject({
  clientId: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(80),
  name: bothLanguages,
  /** Shown where data are asked for: why. */
  purpose: bothLanguages,
  /** `native`: an application of the desktop; its loopback addresses match on any port (RFC 8252 7.3). */
  kind: z.enum(['web', 'native']),
  redirectUris: z.array(returnAddress).min(1).max(10),
  postLogoutRedirectUris: z.array(returnAddress).max(10).default([]),
  /** Where it is told that a sign-in has ended because the card has: OpenID Connect Back-Channel Logout 1.0. */
  backChannelLogoutUri: z.exactOptional(returnAddress),
  scopes: z.array(z.enum(scopeNames)).default([]),
  /** Of the scopes' claims only these. */
  claims: z.exactOptional(z.array(claim)),
  /** Who holds the same sector is given the same `sub`; by default nobody else is. */
  sector: z.exactOptional(z.string().regex(/^[a-z0-9.-]{1,80}$/)),
  /** Public keys for `private_key_jwt`; without them the client is public, and PKCE alone binds its codes. */
  keys: z.exactOptional(z.array(publicKey).min(1)),
});
export type Registration = z.output<typeof Registration>;

export function sectorOf(registration: Registration): string {
  return registration.sector ?? registration.clientId;
}

/** The engine's view of a relying party. @param secureOrigin an https origin of ours, for addresses that nobody fetches */
export function clientMetadata(registration: Registration, secureOrigin: string): AllClientMetadata {
  const { clientId, name, kind, redirectUris, postLogoutRedirectUris, scopes, keys } = registration;
  return {
    client_id: clientId,
    client_name: name.hu,
    application_type: kind,
    redirect_uris: redirectUris,
    post_logout_redirect_uris: postLogoutRedirectUris,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    response_modes: ['query'],
    scope: ['openid', ...scopes].join(' '),
    subject_type: 'pairwise',
    sector_identifier_uri: new URL(`/sectors/${sectorOf(registration)}`, secureOrigin).href,
    id_token_signed_response_alg: 'ES256',
    ...(keys === undefined
      ? { token_endpoint_auth_method: 'none' }
      : { token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256', jwks: { keys } }),
  };
}
