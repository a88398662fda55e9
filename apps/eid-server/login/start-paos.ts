// StartPAOS: the client reports with its session; the answer asks for EAC1, or first for the client's edition of the interface. TR-03112-7 2.6.
import {
  encodeInitializeFramework,
  encodeStartPaosResponse,
  isOlder,
  newerClientNeeded,
  parseStartPaos,
} from '../../../lib/ecard/index.ts';
import { askEac1 } from './did-authenticate-eac1.ts';
import type { Step } from './step.ts';

/** That the SessionIdentifier is the one of the TLS connection, `paos.ts` has made sure. */
export const startPaos: Step<'created', 'greeted' | 'connected'> = (_, message, context) => {
  const { slotHandle, userAgent } = parseStartPaos(message);
  const lowest = context.manner.lowestVersions.get(userAgent.name);
  if (lowest !== undefined && isOlder(userAgent, lowest)) {
    const answer = encodeStartPaosResponse(newerClientNeeded(lowest));
    return { progress: { state: 'finished', outcome: { kind: 'failed', reason: 'protocol' } }, answer, reason: 'client.too-old' };
  }
  if (!context.manner.initializeFramework) return askEac1(slotHandle, context);
  return { progress: { state: 'greeted', ...(slotHandle && { slotHandle }) }, answer: encodeInitializeFramework() };
};
