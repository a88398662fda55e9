// Our client without its window, as stories use it: a card on its reader, a person who permits everything and types the PIN, and no way but the attached one.
import { type Destination, signIn } from '../apps/eid-client/login/index.ts';
import { createReader } from '../apps/eid-client/testing/card.ts';
import { createHolder } from '../apps/eid-client/testing/holder.ts';
import { createTrust } from '../apps/eid-client/trust/trust.ts';
import { authorities, cryptography, noon, personalise } from '../apps/eid-server/testing/world.ts';
import { quiet } from '../io/log/index.ts';

/** Where the client leads the browser in the end. */
export function signInWithOurClient(tokenAddress: string, clock: () => number = () => noon): Promise<Destination> {
  const reader = createReader();
  reader.insert({ card: personalise(), chipKey: new Uint8Array() });
  return signIn(tokenAddress, {
    cryptography,
    clock,
    record: () => undefined,
    log: quiet,
    trace: () => undefined,
    connect: () => Promise.reject(new Error('there is no key to connect with')),
    holder: createHolder(),
    readers: reader.readers,
    trust: createTrust([authorities.root.certificate], cryptography),
  });
}
