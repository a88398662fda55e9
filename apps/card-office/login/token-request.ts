// Step 14 of the road, the office's end: who the identity provider says has signed in.
import { type Pending, type Provider, requestClaims } from '../../../io/relying-party/index.ts';
import type { RecordHop } from '../../../io/road/index.ts';
import { type Account, accountOf } from '../account.ts';

/** The account behind an accepted answer. Errors: `idp.down`, `request.not-allowed`, `account.no-role`, `internal`. */
export async function requestTokens(
  provider: Provider,
  { now, road }: { readonly now: number; readonly road: RecordHop },
  address: URL,
  pending: Pending,
): Promise<Account> {
  const { claims, idToken } = await requestClaims(provider, { from: 'card-office', road }, address, pending);
  return accountOf(claims, idToken, now);
}
