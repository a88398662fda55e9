// useID: a relying party begins a session, and learns where its client is to go. TR-03130-1 3.3.
import { parseUseId, type UseIdResponse } from '../../../lib/eid-service/index.ts';
import type { XmlElement } from '../../../lib/xml/index.ts';
import { tokenAddress } from '../attached.ts';
import type { RelyingParty } from '../relying-party.ts';
import { type BeginContext, beginSession } from './begin-session.ts';

export interface UseIdContext extends BeginContext {
  /** Address of the PAOS endpoint of all nodes, and of this one. */
  readonly paosAddress: string;
  readonly nodeAddress: string;
  /** Origin of attached sessions. */
  readonly attachedOrigin?: string;
}

export async function useId(message: XmlElement, party: RelyingParty, context: UseIdContext): Promise<UseIdResponse> {
  const { attachedOrigin, paosAddress, nodeAddress } = context;
  const way = party.returnAddress === undefined ? {} : ({ attached: 'waiting' } as const);
  const request = parseUseId(message);
  const begun = await beginSession(request, party, way, context);
  if (begun.kind === 'refused') return { result: begun.result };
  const { reference, psk } = begun;
  const isAttached = attachedOrigin !== undefined && party.returnAddress !== undefined;
  // A key of the relying party's own choice is known to this node only.
  const address = request.psk === undefined ? paosAddress : nodeAddress;
  const eCardServerAddress = isAttached ? tokenAddress(attachedOrigin, psk.id) : address;
  return { result: { major: 'ok' }, session: reference, eCardServerAddress, psk };
}
