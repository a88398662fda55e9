// The authorities as the office asks them: signatures of the document signer, and the block list.
import { createFetch } from '../../io/http/index.ts';
import { type AuthorityAnswer, type AuthorityMessage, type AuthorityRequest, authorityMessages } from '../../lib/card-lifecycle/index.ts';
import { EidError } from '../../lib/error/index.ts';

/** `pki.down`: no answer. A document that the authorities do not know is refused by their own code `pki.unknown-document`. */
export type AuthoritiesErrorCode = 'pki.down' | 'pki.unknown-document';

/** Asks the authorities one thing. */
export type Authorities = <Name extends AuthorityMessage>(message: Name, request: AuthorityRequest<Name>) => Promise<AuthorityAnswer<Name>>;

export function openAuthorities({ url, token }: { readonly url: string; readonly token: string }): Authorities & Disposable {
  const fetch = createFetch({ timeout: 15_000 });
  const ask: Authorities = async (message, request) => {
    const { path, answer } = authorityMessages[message];
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(request) }).catch((cause) => {
      throw new EidError<AuthoritiesErrorCode>('pki.down', {}, { cause });
    });
    if (response.status === 409 && (await codeOf(response)) === 'pki.unknown-document') {
      throw new EidError<AuthoritiesErrorCode>('pki.unknown-document');
    }
    const read = response.status === 200 ? answer.safeParse(await response.json().catch(() => undefined)) : undefined;
    if (read?.success !== true) throw new EidError<AuthoritiesErrorCode>('pki.down', { status: response.status });
    return read.data as AuthorityAnswer<typeof message>;
  };
  return Object.assign(ask, { [Symbol.dispose]: () => fetch[Symbol.dispose]() });
}

async function codeOf(response: Response): Promise<string | undefined> {
  const problem = (await response.json().catch(() => undefined)) as { readonly code?: unknown } | undefined;
  return typeof problem?.code === 'string' ? problem.code : undefined;
}
