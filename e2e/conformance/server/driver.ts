// The eID server under test: called by a relying party of the tests and a client of the tests, with cards of the tests.
import { connect, createClient, exchangeOver, signIn } from '../../../apps/eid-server/testing/client.ts';
import { serving } from '../../../apps/eid-server/testing/server.ts';
import { personalise } from '../../../apps/eid-server/testing/world.ts';
import type { ServerMessageName } from '../../../lib/ecard/index.ts';
import type { UseIdRequest } from '../../../lib/eid-service/index.ts';

export const at = serving();

export const minorOf = async (request: UseIdRequest): Promise<string | undefined> => (await at.party.useId(request)).result.minor;

/** A sign-in in which the client's answer to one message is edited on its way: what client and relying party are told. */
export async function withAnswer(asked: ServerMessageName, edit: (markup: string) => string) {
  const { session, psk } = await at.party.open({ operations: { givenNames: 'REQUIRED' } });
  using connection = await connect(at.server.paosPort, psk);
  const change: Parameters<typeof signIn>[2] = (name, body) => (name === asked ? { markup: edit(body.markup) } : body);
  const { result } = await signIn(exchangeOver(connection), createClient(psk.id, { card: personalise() }), change);
  return { client: result, party: (await at.party.getResult(session)).result };
}
