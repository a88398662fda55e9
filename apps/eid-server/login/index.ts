// The road of a sign-in as the eID server sees it. A relying party begins it (use-id.ts) and collects the result (get-result.ts); between
// the two the client comes along here: in each state one message is expected, one step answers it, and it leads to one state or to the end.
import type { ClientMessageName } from '../../../lib/ecard/index.ts';
import type { SessionState } from '../session/progress.ts';
import { didAuthenticateEac1 } from './did-authenticate-eac1.ts';
import { didAuthenticateEac2 } from './did-authenticate-eac2.ts';
import { startPaos } from './start-paos.ts';
import type { Step } from './step.ts';
import { transmit } from './transmit.ts';

interface Stretch<From extends SessionState, To extends SessionState> {
  readonly expects: ClientMessageName;
  readonly step: Step<From, To>;
  readonly leadsTo: To;
}

/** What is not in this table is a violation. */
export const road: {
  readonly created: Stretch<'created', 'connected'>;
  readonly connected: Stretch<'connected', 'signed'>;
  readonly signed: Stretch<'signed', 'reading'>;
  readonly reading: Stretch<'reading', 'finished'>;
} = {
  created: { expects: 'start-paos', step: startPaos, leadsTo: 'connected' },
  connected: { expects: 'did-authenticate', step: didAuthenticateEac1, leadsTo: 'signed' },
  signed: { expects: 'did-authenticate', step: didAuthenticateEac2, leadsTo: 'reading' },
  reading: { expects: 'transmit', step: transmit, leadsTo: 'finished' },
};
