// The last message of the road: the relying party changes its code for tokens, then reads the claims. The engine does the work
// (RFC 6749 4.1.3, RFC 7636, RFC 7523); this is the policy it does it by.
import type { Configuration } from 'oidc-provider';

/** Seconds. Access ends with the access token: there are no refresh tokens, so a role that is withdrawn is gone in five minutes, and at once for whoever asks. */
const lifetimes = { AuthorizationCode: 60, AccessToken: 300, IdToken: 300, Interaction: 600, Grant: 600, Session: 60 } as const;

export const tokenPolicy = {
  ttl: lifetimes,
  /** Without a session there is nothing that tokens could end with. */
  expiresWithSession: () => false,
  /** The ID token says who and how sure; everything about a person is at the userinfo endpoint, which no log sees. */
  conformIdTokenClaims: true,
  clientAuthMethods: ['private_key_jwt', 'none'],
  enabledJWA: { clientAuthSigningAlgValues: ['ES256'], idTokenSigningAlgValues: ['ES256'] },
  clientBasedCORS: () => false,
  features: {
    dPoP: { enabled: true },
    /** A relying party may look into its own tokens only; a public client into none. */
    introspection: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => client.clientAuthMethod !== 'none' && token.clientId === client.clientId,
    },
    revocation: { enabled: true },
    userinfo: { enabled: true },
  },
} as const satisfies Configuration;
