// Step 14 of the road, the portal's end: who the identity provider says has signed in.
import { type Pending, type Provider, requestClaims } from '../../../io/relying-party/index.ts';
import type { RecordHop } from '../../../io/road/index.ts';
import { type Account, accountOf, type User } from '../account.ts';

/** The account behind an accepted answer. Errors: `idp.down`, `request.not-allowed`, `internal`. */
export async function requestTokens(
  provider: Provider,
  { now, road }: { readonly now: number; readonly road: RecordHop },
  address: URL,
  pending: Pending,
): Promise<Account | User> {
  const { claims, idToken } = await requestClaims(provider, { from: 'portal', road }, address, pending);
  return accountOf(claims, idToken, now);
}
