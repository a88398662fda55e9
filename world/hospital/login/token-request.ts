// Step 14 of the road: the code for tokens, checked by openid-client, then the claims (OpenID Connect Core 3.1.3, 5.3).
import * as oidc from 'openid-client';
import { z } from 'zod';
import { type RecordHop, recordHop } from '../../../io/road/index.ts';
import { roleIds } from '../../../lib/entitlement/index.ts';
import { policyAcr, tajClaim } from '../../../lib/oidc/index.ts';
import type { Asked } from './authorization-request.ts';

/** What the identity provider says of somebody who works here. */
export const Staff = z.object({
  sub: z.string(),
  /** The sign-in, by which the identity provider ends it. */
  sid: z.string(),
  name: z.string(),
  eeszt_role: z.enum(roleIds),
  eeszt_org: z.string(),
  eeszt_unit: z.string(),
  professional_id: z.string().optional(),
});
export type Staff = z.output<typeof Staff>;

/** What a patient's card says, as the admission form needs it. */
export const Patient = z
  .object({ given_name: z.string(), family_name: z.string(), [tajClaim]: z.string() })
  .transform((claims) => ({ givenName: claims.given_name, familyName: claims.family_name, taj: claims[tajClaim] }));
export type Patient = z.output<typeof Patient>;

/** The claims of whoever signed in, with the `sid` of the ID token, unread. The level of the sign-in is checked here: below it nobody is let in. */
export async function requestTokens(
  configuration: oidc.Configuration,
  { checks }: Asked,
  answer: URL,
  road: RecordHop,
): Promise<Readonly<Record<string, unknown>>> {
  const grant = () => oidc.authorizationCodeGrant(configuration, answer, { ...checks, idTokenExpected: true });
  const tokens = await recordHop(road, { hop: 'token-request', from: 'hospital', to: 'idp' }, grant);
  const vouched = tokens.claims();
  if (vouched === undefined || vouched['acr'] !== policyAcr) throw new Error('not signed in at the level of the EESZT');
  return { ...(await oidc.fetchUserInfo(configuration, tokens.access_token, vouched.sub)), sid: vouched['sid'] };
}
