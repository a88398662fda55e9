// Step 1 of the road, the portal's end: what each way of signing in asks of the identity provider.
import { type Leaving, type Provider, pushRequest } from '../../../io/relying-party/index.ts';
import type { RecordHop } from '../../../io/road/index.ts';
import { roleScope, tajClaim, userScope } from '../../../lib/oidc/index.ts';

/**
 * The ways in, and what each asks for. A patient's name and TAJ are essential, since records are found by them; the date of birth is the
 * patient's choice. Who asks how they stand may act in no role.
 */
const ways = {
  patient: { scope: `openid profile ${tajClaim}`, claims: { name: { essential: true }, [tajClaim]: { essential: true } } },
  worker: { scope: `openid ${roleScope} ${userScope}`, claims: {} },
  standing: { scope: `openid ${userScope}`, claims: {} },
} as const;

export type Way = keyof typeof ways;

export const isWay = (text: string): text is Way => Object.hasOwn(ways, text);

/** What a sign-in is wanted for. `role` and `institution` narrow the choice of a worker who has several. */
export type Wanted = { readonly way: Way; readonly language: string; readonly role?: string; readonly institution?: string };

/** Gives the address to send the browser to, and what to remember until it comes back. Errors: `idp.down`. */
export async function requestAuthorization(
  provider: Provider,
  { redirectUri, road }: { readonly redirectUri: string; readonly road: RecordHop },
  { way, language, role, institution }: Wanted,
): Promise<Leaving> {
  const { scope, claims } = ways[way];
  const userinfo = {
    ...claims,
    ...(way === 'worker' && role !== undefined && { eeszt_role: { value: role } }),
    ...(way === 'worker' && institution !== undefined && { eeszt_org: { value: institution } }),
  };
  return pushRequest(provider, { from: 'portal', redirectUri, road }, { scope, userinfo, language });
}
