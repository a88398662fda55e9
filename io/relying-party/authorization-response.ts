// Step 13 of the road, as our relying parties take it: the browser comes back with a code or an error, and must be the one that left.
import { EidError } from '../../lib/error/index.ts';
import { type ErrorCode, errorCode } from '../../lib/phrases/index.ts';
import type { Pending } from './authorization-request.ts';

/** The codes with which a sign-in can end here; the identity provider may add any code that people can meet. */
export type ResponseErrorCode = Extract<ErrorCode, 'signin.other-browser' | 'signin.expired'> | ErrorCode;

/**
 * Passes an answer that belongs to a sign-in of this browser. Errors: `signin.other-browser` when it was begun elsewhere,
 * `signin.expired` when it is too late or was used before, else the code in the identity provider's `error_description`.
 */
export function acceptResponse<P extends Pending>(address: URL, pending: P | undefined, beganHere: boolean): P {
  if (pending === undefined) throw new EidError<ResponseErrorCode>(beganHere ? 'signin.expired' : 'signin.other-browser');
  if (address.searchParams.get('state') !== pending.state) throw new EidError<ResponseErrorCode>('signin.other-browser');
  if (address.searchParams.has('error')) throw new EidError<ResponseErrorCode>(codeIn(address.searchParams.get('error_description')));
  return pending;
}

/** The description begins with one of our codes. */
function codeIn(description: string | null): ErrorCode {
  return errorCode(/^[a-z]+(?:[.-][a-z]+)*/.exec(description ?? '')?.[0]);
}
