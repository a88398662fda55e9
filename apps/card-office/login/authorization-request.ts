// Step 1 of the road, the office's end: what each way of signing in asks of the identity provider.
import { type Leaving, type Provider, pushRequest } from '../../../io/relying-party/index.ts';
import type { RecordHop } from '../../../io/road/index.ts';
import { roleScope, tajClaim } from '../../../lib/oidc/index.ts';
import type { Who } from '../account.ts';

/** What each sign-in asks for: of a clerk the role, of a holder the name and the TAJ number, by which the register finds them. */
const ways = {
  clerk: { scope: `openid ${roleScope}`, userinfo: { eeszt_role: { value: 'clerk' } } },
  holder: { scope: `openid profile ${tajClaim}`, userinfo: { name: { essential: true }, [tajClaim]: { essential: true } } },
} as const satisfies Record<Who, object>;

export function isWay(text: string): text is Who {
  return Object.hasOwn(ways, text);
}

/** Gives the address to send the browser to, and what to remember until it comes back. Errors: `idp.down`. */
export function requestAuthorization(
  provider: Provider,
  { redirectUri, road }: { readonly redirectUri: string; readonly road: RecordHop },
  { way, language }: { readonly way: Who; readonly language: string },
): Promise<Leaving> {
  return pushRequest(provider, { from: 'card-office', redirectUri, road }, { ...ways[way], language });
}
