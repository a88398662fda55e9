// StartPAOSResponse: how the client is told the end, whatever the relying party will learn. TR-03112-7 2.6, eid-protocols 1.13.
import { encodeStartPaosResponse, failed, ok, type ResultMinor, resultMinor } from '../../../lib/ecard/index.ts';
import type { Result } from '../../../lib/xml/index.ts';
import type { Outcome } from '../session/progress.ts';
import type { Move } from './step.ts';

/** Ends a session. A card that was read properly ends with ok, even when it is revoked or expired: that is not the client's business. */
export function finish(outcome: Outcome, minor?: ResultMinor, reason?: string): Move<'finished'> {
  const result = minor === undefined ? ok : failed(minor);
  return { progress: { state: 'finished', outcome }, answer: encodeStartPaosResponse(result), ...(reason !== undefined && { reason }) };
}

/** Ends a session because the client said that it cannot go on: its own minor goes back, if it is one that we know. */
export function finishForClient({ minor }: Result): Move<'finished'> {
  const known = (Object.keys(resultMinor) as ResultMinor[]).find((name) => resultMinor[name] === minor) ?? 'unknownError';
  const reason = known === 'cancellationByUser' ? 'cancelled' : 'protocol';
  return finish({ kind: 'failed', reason }, known, `client.${known}`);
}
