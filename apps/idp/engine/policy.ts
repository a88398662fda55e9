// When the engine asks for a sign-in, and which requests it refuses instead. Its own checks for an essential acr and for an expected person
// ask again for ever, or not at all when a request is resumed; here both are answers to the relying party.
import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { isEidError } from '../../../lib/error/index.ts';
import { meetsEssentialAcr, parseClaimRequests, policyAcr } from '../../../lib/oidc/index.ts';
import { authorizationRequest } from '../login/authorization-request.ts';
import type { RelyingParties } from '../store/relying-parties.ts';

export interface PolicyNeeds {
  readonly relyingParties: RelyingParties;
  /** The `sub` of a sign-in for a client. */
  readonly subjectOf: (ctx: KoaContextWithOIDC, accountId: string, clientId: string) => Promise<string>;
}

type Prompts = ReturnType<typeof interactionPolicy.base>;

export function prompts({ relyingParties, subjectOf }: PolicyNeeds): Prompts {
  const { Check } = interactionPolicy;
  const base = interactionPolicy.base();
  const login = base.get('login');
  if (login === undefined) throw new TypeError('the engine has no prompt for a sign-in');
  for (const check of ['essential_acrs', 'essential_acr', 'id_token_hint', 'claims_id_token_sub_value']) login.checks.remove(check);
  login.checks.add(new Check('modes', 'a request has one mode of identification', 'invalid_scope', refuseTwoModes));
  login.checks.add(new Check('person', 'another person signed in', 'login_required', refuseAnotherPerson));
  return base;

  async function refuseTwoModes({ oidc }: KoaContextWithOIDC): Promise<boolean> {
    const registration = oidc.client && (await relyingParties.find(oidc.client.clientId));
    try {
      if (registration !== undefined) authorizationRequest(oidc.params ?? {}, registration);
      return Check.NO_NEED_TO_PROMPT;
    } catch (thrown) {
      if (isEidError(thrown)) throw new errors.InvalidScope('a role and the data of a citizen are not asked for at once', 'eeszt_role');
      throw thrown;
    }
  }

  async function refuseAnotherPerson(ctx: KoaContextWithOIDC): Promise<boolean> {
    const { oidc } = ctx;
    const accountId = oidc.session?.accountId;
    const expected = expectedSubject(oidc.params ?? {});
    if (accountId === undefined || expected === undefined || oidc.client === undefined) return Check.NO_NEED_TO_PROMPT;
    if ((await subjectOf(ctx, accountId, oidc.client.clientId)) !== expected) throw new errors.LoginRequired('another person signed in');
    return Check.NO_NEED_TO_PROMPT;
  }
}

/** Who the relying party expects: the `sub` of its hint (whose signature the engine has verified), or one asked for by value. */
function expectedSubject(params: Readonly<Record<string, unknown>>): string | undefined {
  const hint = params['id_token_hint'];
  if (typeof hint === 'string') return JSON.parse(Buffer.from(hint.split('.')[1] ?? '', 'base64url').toString('utf8')).sub;
  if (typeof params['claims'] !== 'string') return undefined;
  return JSON.parse(params['claims']).id_token?.sub?.value;
}

/**
 * The `claims` parameter as it was sent, before the engine lets `acr_values` overwrite an essential acr in it. An essential acr that the
 * policy's level does not meet ends the request: OpenID Connect Core 5.5.1.1, error of OpenID Connect Unmet Authentication Requirements.
 */
export function checkClaims(_ctx: KoaContextWithOIDC, claims: unknown): void {
  try {
    if (meetsEssentialAcr(parseClaimRequests(claims))) return;
  } catch (thrown) {
    if (isEidError(thrown)) throw new errors.InvalidRequest('the claims parameter is malformed');
    throw thrown;
  }
  throw new errors.CustomOIDCProviderError('unmet_authentication_requirements', `every sign-in has the level ${policyAcr}, and only that`);
}
