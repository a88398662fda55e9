// The road of a sign-in as the eID server sees it. A relying party begins it (use-id.ts) and collects the result (get-result.ts); between
// the two the client comes along here: in each state one message is expected, one step answers it, and it leads to one state or to the end.
import type { ClientMessageName } from '../../../lib/ecard/index.ts';
import type { SessionState } from '../session/progress.ts';
import { didAuthenticateEac1 } from './did-authenticate-eac1.ts';
import { didAuthenticateEac2 } from './did-authenticate-eac2.ts';
import { eacAdditionalInput } from './eac-additional-input.ts';
import { initializeFramework } from './initialize-framework.ts';
import { startPaos } from './start-paos.ts';
import type { Step } from './step.ts';
import { transmit } from './transmit.ts';

interface Stretch<From extends SessionState, To extends SessionState> {
  readonly expects: ClientMessageName;
  readonly step: Step<From, To>;
  readonly leadsTo: readonly To[];
}

/** What is not in this table is a violation. Where two states follow, the server's configuration says which. */
export const road: {
  readonly created: Stretch<'created', 'greeted' | 'connected'>;
  readonly greeted: Stretch<'greeted', 'connected'>;
  readonly connected: Stretch<'connected', 'challenged' | 'signed'>;
  readonly challenged: Stretch<'challenged', 'signed'>;
  readonly signed: Stretch<'signed', 'reading'>;
  readonly reading: Stretch<'reading', 'finished'>;
} = {
  created: { expects: 'start-paos', step: startPaos, leadsTo: ['greeted', 'connected'] },
  greeted: { expects: 'initialize-framework', step: initializeFramework, leadsTo: ['connected'] },
  connected: { expects: 'did-authenticate', step: didAuthenticateEac1, leadsTo: ['challenged', 'signed'] },
  challenged: { expects: 'did-authenticate', step: eacAdditionalInput, leadsTo: ['signed'] },
  signed: { expects: 'did-authenticate', step: didAuthenticateEac2, leadsTo: ['reading'] },
  reading: { expects: 'transmit', step: transmit, leadsTo: ['finished'] },
};
