// Who works at this workstation now, and the patient at the desk. In memory: it is a program on one computer, and forgets when it ends.
import { randomBytes } from 'node:crypto';
import type { ErrorCode } from '../../lib/phrases/index.ts';
import type { Patient, Staff } from './login/index.ts';

export interface Session {
  staff?: Staff;
  /** Identified by card, not yet admitted. */
  patient?: Patient;
  readonly admitted: Patient[];
  /** How the last sign-in failed, until it was shown. */
  failure?: ErrorCode;
}

export interface Sessions extends AsyncDisposable {
  /** The session of a cookie's value, if there is one. */
  find(id: string | undefined): Session | undefined;
  create(): { readonly id: string; readonly session: Session };
  remove(id: string | undefined): void;
  /** Ends the sessions of whoever signed in by this sign-in. */
  end(sid: string): void;
  /** Keeps a listener of a sign-in under way, to be closed with the program. */
  own(listener: AsyncDisposable): void;
}

export function createSessions(): Sessions {
  const sessions = new Map<string, Session>();
  const listeners = new Set<AsyncDisposable>();
  return {
    find: (id) => (id === undefined ? undefined : sessions.get(id)),
    create() {
      const id = randomBytes(32).toString('base64url');
      const session: Session = { admitted: [] };
      sessions.set(id, session);
      return { id, session };
    },
    remove: (id) => void (id !== undefined && sessions.delete(id)),
    end(sid) {
      for (const [id, { staff }] of sessions) if (staff?.sid === sid) sessions.delete(id);
    },
    own: (listener) => void listeners.add(listener),
    async [Symbol.asyncDispose]() {
      await Promise.all([...listeners].map((listener) => listener[Symbol.asyncDispose]()));
    },
  };
}
