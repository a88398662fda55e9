// The browser comes back from the client (TR-03124-1 2.5.4). It must be the browser that began, by the interaction's cookie, and the client
// it comes from must be the one that had the TC token, by the word in the address: a link sent to somebody else finishes nowhere.
import { EidError } from '../../../lib/error/index.ts';
import { type FailureCode, failureOfRedirect } from './failure.ts';
import { type CardResult, type GetResultNeeds, getResult } from './get-result.ts';
import { begun, expectMove, type SignIn } from './sign-in.ts';
import { hashWord } from './tc-token.ts';

/** The query of the return address. */
export interface Returned {
  readonly word: string | undefined;
  readonly major: string | undefined;
  readonly minor: string | undefined;
}

/** Whether this browser comes from the client that had the token of this sign-in. */
export function hadToken(signIn: SignIn, { word }: Returned): boolean {
  return signIn.state === 'activated' && word !== undefined && hashWord(word) === signIn.refreshWord;
}

/** Somebody else's browser came back: nobody gets the result. */
export function spoil(signIn: SignIn): SignIn {
  return { ...begun(signIn), state: 'failed', code: 'signin.other-browser' };
}

/** What the card said. Errors: those of `getResult`, or what the client reported. */
export async function refresh(needs: GetResultNeeds, signIn: SignIn, returned: Returned): Promise<CardResult> {
  expectMove(signIn.state, 'refresh');
  if (signIn.state !== 'activated' || !hadToken(signIn, returned)) throw new EidError<FailureCode>('signin.other-browser');
  if (returned.major === 'ok') return getResult(needs, signIn);
  const code = failureOfRedirect(returned.minor);
  // The server's reason is better than "server error": a card that it refused.
  if (returned.minor === 'serverError') await getResult(needs, signIn);
  throw new EidError<FailureCode>(code, { minor: returned.minor ?? '' });
}
