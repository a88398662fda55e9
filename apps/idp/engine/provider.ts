// The OpenID Connect engine (oidc-provider), set up as the EESZT's policy wants it: code flow with PKCE for everyone, pairwise subjects,
// one level, no session of its own. What a person sees is ours (login/, pages/).
import type { JsonWebKey } from 'node:crypto';
import Provider, { type Account, type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { parseHex } from '../../../lib/bytes/index.ts';
import { policyAcr, scopeClaims } from '../../../lib/oidc/index.ts';
import { type AskDirectory, stillActs } from '../login/resolve-link.ts';
import { tokenPolicy } from '../login/token-request.ts';
import type { SignIns } from '../store/sign-ins.ts';
import { type AdapterNeeds, createAdapter } from './adapter.ts';
import { checkClaims, prompts } from './policy.ts';
import { sectorOf } from './registration.ts';
import { sessionIdentifier, subjectIdentifier } from './subject.ts';

export interface EngineKeys {
  /** P-256 private keys for ES256, newest first. */
  readonly signing: readonly JsonWebKey[];
  /** Keys of the cookies' signatures, newest first. */
  readonly cookies: readonly string[];
  /** 32 octets: pseudonym and sector → `sub`. */
  readonly subject: Uint8Array;
}

export interface EngineNeeds extends AdapterNeeds {
  readonly issuer: string;
  readonly keys: EngineKeys;
  readonly signIns: SignIns;
  readonly askDirectory: AskDirectory;
  /** The page for an error that cannot be told to the relying party. */
  readonly renderError: NonNullable<Configuration['renderError']>;
}

/** Seconds that a person has for one sign-in. */
export const signInSeconds = 600;

export function createProvider(needs: EngineNeeds): Provider {
  const { issuer, keys, signIns, relyingParties, askDirectory } = needs;
  /** Whether what a sign-in said still holds: a worker's role may have been taken away since, or the licence suspended. */
  const acts = async (accountId: string) => {
    const stored = await signIns.find(accountId);
    if (stored?.signIn.state !== 'done' || stored.signIn.acting === undefined) return true;
    return stillActs(askDirectory, stored.signIn.pseudonym, stored.signIn.acting);
  };
  const subjectOf = async ({ oidc }: KoaContextWithOIDC, accountId: string, clientId: string) => {
    const account = oidc.account?.accountId === accountId ? oidc.account : await accountOf(signIns, accountId);
    const pseudonym = parseHex(String(account?.['pseudonym'] ?? ''));
    const registration = await relyingParties.find(clientId);
    if (account === undefined || pseudonym === undefined || registration === undefined)
      throw new errors.InvalidGrant('the sign-in is over');
    return subjectIdentifier(keys.subject, pseudonym, sectorOf(registration));
  };
  return new Provider(issuer, {
    adapter: createAdapter(needs),
    jwks: { keys: keys.signing.map((key) => ({ ...key, use: 'sig', alg: 'ES256' })) as never },
    acrValues: [policyAcr],
    scopes: ['openid'],
    claims: { openid: ['sub', 'acr', 'amr', 'sid'], ...scopeClaims },
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (ctx, accountId, client) => subjectOf(ctx, accountId, client.clientId),
    sectorIdentifierUriValidate: () => false,
    findAccount: async (ctx, accountId) => {
      const known = ctx.oidc.route !== 'userinfo' || (await acts(accountId));
      return known ? accountOf(signIns, accountId) : undefined;
    },
    responseTypes: ['code'],
    pkce: { required: () => true },
    interactions: {
      policy: prompts({ relyingParties, subjectOf }),
      url: (_ctx, { uid, params }) => `/interaction/${uid}${wishedLanguage(params['ui_locales'])}`,
    },
    cookies: {
      keys: keys.cookies,
      short: { httpOnly: true, sameSite: 'lax', signed: true, secure: issuer.startsWith('https:') },
      long: { httpOnly: true, sameSite: 'lax', signed: true, secure: issuer.startsWith('https:') },
    },
    discovery: { ui_locales_supported: ['hu', 'en'] },
    renderError: needs.renderError,
    ...tokenPolicy,
    features: {
      ...tokenPolicy.features,
      introspection: {
        ...tokenPolicy.features.introspection,
        allowedPolicy: async (ctx, client, token) =>
          tokenPolicy.features.introspection.allowedPolicy(ctx, client, token) &&
          (!('accountId' in token) || (await acts(token.accountId))),
      },
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true, assertClaimsParameter: checkClaims },
      pushedAuthorizationRequests: { enabled: true },
      resourceIndicators: { enabled: false },
      registration: { enabled: false },
      rpInitiatedLogout: { enabled: true },
      // For the metadata; who is told, and when, is ended/.
      backchannelLogout: { enabled: true },
    },
  });
}

/** Who a sign-in signed in, as long as it is kept. */
async function accountOf(signIns: SignIns, accountId: string): Promise<Account | undefined> {
  const stored = await signIns.find(accountId);
  if (stored?.signIn.state !== 'done') return undefined;
  const { pseudonym, claims } = stored.signIn;
  return {
    accountId,
    pseudonym,
    claims: (use) => ({ sub: accountId, ...(use === 'id_token' && { sid: sessionIdentifier(accountId) }), ...claims }),
  };
}

/** The language that the relying party speaks with the person, as the query of our first page. */
function wishedLanguage(locales: unknown): string {
  const wish = typeof locales === 'string' ? /\b(hu|en)\b/.exec(locales)?.[1] : undefined;
  return wish === undefined ? '' : `?lang=${wish}`;
}
