// A holder who permits what is needed, knows the PIN, and looks at nothing: for many sign-ins without people.
import type { Holder } from '../../apps/eid-client/holder.ts';
import { digitsPassword } from '../../lib/eac/pace/index.ts';

export function willing(pin: string): Holder {
  return {
    cancelled: new AbortController().signal,
    askPermission: async () => [],
    confirmUnknownCard: async () => undefined,
    askPin: async () => digitsPassword('pin', pin),
    askCan: async () => undefined,
    wait: () => undefined,
    progress: () => undefined,
    renewing: () => undefined,
    tell: () => undefined,
  };
}
