// The machine that personalises cards, as the office asks it.
import { createFetch } from '../../../io/http/index.ts';
import { type MachineAnswer, type MachineMessage, type MachineRequest, machineMessages } from '../../../lib/card-lifecycle/index.ts';
import { EidError } from '../../../lib/error/index.ts';

/** `machine.down`: no answer, or none that can be read · `machine.no-blank`: the blank is void. */
export type MachineErrorCode = 'machine.down' | 'machine.no-blank';

/** Asks the machine one thing. */
export type Machine = <Name extends MachineMessage>(message: Name, request: MachineRequest<Name>) => Promise<MachineAnswer<Name>>;

export function openMachine({ url, token }: { readonly url: string; readonly token: string }): Machine & Disposable {
  const fetch = createFetch({ timeout: 15_000 });
  const ask: Machine = async (message, request) => {
    const { path, answer } = machineMessages[message];
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(request) }).catch((cause) => {
      throw new EidError<MachineErrorCode>('machine.down', {}, { cause });
    });
    const body = (await response.json().catch(() => undefined)) as { readonly code?: unknown } | undefined;
    if (response.status === 409 && body?.code === 'machine.no-blank') throw new EidError<MachineErrorCode>('machine.no-blank');
    const read = response.status === 200 ? answer.safeParse(body) : undefined;
    if (read?.success !== true) throw new EidError<MachineErrorCode>('machine.down', { status: response.status });
    return read.data as MachineAnswer<typeof message>;
  };
  return Object.assign(ask, { [Symbol.dispose]: () => fetch[Symbol.dispose]() });
}
