// InitializeFramework: the client said which edition of the eCard API it speaks; the answer asks for EAC1. TR-03112-3 3.1.1.
import { parseInitializeFrameworkResponse } from '../../../lib/ecard/index.ts';
import { askEac1 } from './did-authenticate-eac1.ts';
import { finishForClient } from './start-paos-response.ts';
import type { Step } from './step.ts';

/** Any edition will do: a client that cannot follow says so. */
export const initializeFramework: Step<'greeted', 'connected'> = ({ slotHandle }, message, context) => {
  const { result } = parseInitializeFrameworkResponse(message);
  return result.major === 'error' ? finishForClient(result) : askEac1(slotHandle, context);
};
