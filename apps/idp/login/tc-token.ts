// The TC token: handed out once, to whoever asks first, over TLS. TR-03124-1 2.4. Its return address holds a word of its own, so that only a
// browser that comes from the client which had this token can finish, and (by its cookie) only the one that began.
import { createHash, randomBytes } from 'node:crypto';
import { parseHex } from '../../../lib/bytes/index.ts';
import { encodeTcToken } from '../../../lib/ecard/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { begun, expectMove, type SignIn, type SignInErrorCode } from './sign-in.ts';

/** The token's document, and the sign-in after it: without the key. @param origin our https origin */
export function tcToken(signIn: SignIn, uid: string, origin: string): { readonly signIn: SignIn; readonly document: string } {
  expectMove(signIn.state, 'tc-token');
  if (signIn.state !== 'opened') throw new EidError<SignInErrorCode>('sign-in.out-of-order', { state: signIn.state, event: 'tc-token' });
  const { session, mark, counter, serverAddress } = signIn;
  const psk = parseHex(signIn.psk.key);
  if (psk === undefined) throw new TypeError('a key that is not hexadecimal');
  const word = randomBytes(16).toString('base64url');
  const address = (query: Record<string, string>) =>
    new URL(`/interaction/${uid}/refresh?${new URLSearchParams({ word, ...query })}`, origin).href;
  return {
    signIn: { ...begun(signIn), state: 'activated', session, mark, counter, refreshWord: hashWord(word) },
    document: encodeTcToken({
      serverAddress,
      sessionIdentifier: signIn.psk.id,
      psk,
      refreshAddress: address({}),
      communicationErrorAddress: address({ ResultMajor: 'error', ResultMinor: 'communicationError' }),
    }),
  };
}

export function hashWord(word: string): string {
  return createHash('sha256').update(word, 'utf8').digest('base64url');
}
