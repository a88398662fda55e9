// One sign-in: its steps in the order of the road, and where each failure ends. TR-03124-1 2.5.4.

import { recordHop, sessionMark } from '../../../io/road/index.ts';
import type { CertificateDescription } from '../../../lib/cvc/index.ts';
import { attachedChannel, type TcToken, trustedChannel } from '../../../lib/ecard/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { type ClientErrorCode, failureOf } from '../failure.ts';
import { connectAttached } from './attached.ts';
import { refresh, withResult } from './refresh.ts';
import { startPaos } from './start-paos.ts';
import type { Outcome } from './start-paos-response.ts';
import type { Means } from './state.ts';
import { type FetchedToken, fetchTcToken, parseTokenAddress } from './tc-token.ts';

/** Where the browser goes, or the page it gets when there is no address to go to. */
export type Destination =
  | { readonly kind: 'redirect'; readonly address: string; readonly code?: ClientErrorCode }
  | { readonly kind: 'page'; readonly code: ClientErrorCode };

/** One sign-in from the address of its TC token to the address of its end. Never throws: every failure has its place. TR-03124-1 2.5.4. */
export async function signIn(tcTokenUrl: string, means: Means): Promise<Destination> {
  const { holder, log, record } = means;
  try {
    const tokenAddress = parseTokenAddress(tcTokenUrl);
    using fetched = await recordHop(record, { hop: 'tc-token', from: 'eid-client', to: 'idp', session: sessionOf }, () =>
      fetchTcToken(tokenAddress, means.computerClock ?? means.clock),
    );
    means.trace('tc-token.xml', withoutKey(fetched.document));
    const { token } = fetched;
    if (!('refreshAddress' in token)) return communicationError(token.communicationErrorAddress, 'token.unreachable');
    let description: CertificateDescription | undefined;
    const learn = (learned: CertificateDescription) => {
      description = learned;
    };
    const outcome = await speak(token, { tokenAddress, fetched, learn }, means);
    holder.progress('finishing');
    return await wayBack(token, tokenAddress, description, outcome, means);
  } catch (thrown) {
    const { code } = failureOf(thrown);
    log.warn('sign-in led nowhere', { code }, thrown);
    holder.tell({ kind: 'failed', code, inBrowser: true });
    return { kind: 'page', code };
  }
}

interface Met {
  readonly tokenAddress: string;
  readonly fetched: FetchedToken;
  readonly learn: (description: CertificateDescription) => void;
}

/** Everything between token and way back. What goes wrong here is told at the refresh address. */
async function speak(token: TcToken, { tokenAddress, fetched, learn }: Met, means: Means): Promise<Outcome> {
  await using owned = new AsyncDisposableStack();
  try {
    const attached = attachedChannel(token);
    using connection = attached === undefined ? await means.connect(trustedChannel(token)) : connectAttached(attached, fetched, means);
    return await startPaos(connection, token.sessionIdentifier, means, {
      tokenAddress,
      serviceCertificates: fetched.certificates,
      serverCertificateHash: connection.certificateHash,
      mark: sessionMark(token.sessionIdentifier),
      own: (card) => void owned.use(card),
      learn,
    });
  } catch (thrown) {
    const failure = failureOf(thrown);
    means.log.warn('sign-in stopped', { code: failure.code }, thrown);
    return { kind: 'failed', failure };
  }
}

/** Tells the person and finds where the browser goes: the refresh address that was walked to, else the address for communication errors. */
async function wayBack(
  token: TcToken,
  tokenAddress: string,
  description: CertificateDescription | undefined,
  outcome: Outcome,
  means: Means,
): Promise<Destination> {
  const { refreshAddress, communicationErrorAddress } = token;
  const failure = outcome.kind === 'failed' ? outcome.failure : undefined;
  const code = failure?.code;
  try {
    const way = { tokenAddress, refreshAddress, ...(description && { description }) };
    const session = sessionMark(token.sessionIdentifier);
    const address = await recordHop(means.record, { hop: 'refresh', from: 'eid-client', to: 'idp', session }, () => refresh(way, means));
    const { neededVersion } = failure ?? {};
    const failed = (reason: ClientErrorCode) => ({ kind: 'failed', code: reason, ...(neededVersion && { neededVersion }) }) as const;
    means.holder.tell(code === undefined ? { kind: outcome.kind === 'done' ? 'done' : 'refused' } : failed(code));
    const minor = outcome.kind === 'failed' ? outcome.failure.redirect : outcome.kind === 'refused' ? outcome.redirect : undefined;
    return { kind: 'redirect', address: withResult(address, minor), ...(code !== undefined && { code }) };
  } catch (thrown) {
    if (communicationErrorAddress === undefined) throw thrown;
    const failed = code ?? failureOf(thrown).code;
    means.log.warn('no way back', { code: failed }, thrown);
    means.holder.tell({ kind: 'failed', code: failed });
    return communicationError(communicationErrorAddress, failed);
  }
}

/** This address alone may be plain http. @see TR-03124-1 2.5.4.2 */
function communicationError(address: string, code: ClientErrorCode): Destination {
  if (!/^https?:$/.test(URL.parse(address)?.protocol ?? '')) throw new EidError<ClientErrorCode>('token.address-not-allowed');
  return { kind: 'redirect', address: withResult(address, 'communicationError'), code };
}

function sessionOf({ token }: FetchedToken): string | undefined {
  return 'sessionIdentifier' in token ? sessionMark(token.sessionIdentifier) : undefined;
}

/** The token's document for a trace: its key is a secret. */
function withoutKey(document: Uint8Array): Uint8Array {
  return new TextEncoder().encode(new TextDecoder().decode(document).replace(/(<PSK>)[^<]*/g, '$1'));
}
