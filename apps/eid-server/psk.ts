// Keys of PAOS connections. Ours are derived, so that every node knows every key at once; a relying party may bring its own for one session,
// which then only this node can serve (its address is in the answer).
import { createHmac, randomBytes } from 'node:crypto';
import { type Bytes, bytes, parseHex } from '../../lib/bytes/index.ts';

export interface SessionKey {
  /** PSK identity: 64 hexadecimal digits of ours, or what the relying party chose. */
  readonly id: string;
  readonly key: Bytes;
}

export interface SessionKeyring {
  /** Milliseconds that a session may take in all. */
  readonly lifetime: number;
  /** A fresh identity with 224 random bits, and its key. */
  issue(): SessionKey;
  /**
   * A relying party's own key: an identity of 32 hexadecimal digits or more, but none that we could issue; a key of 16 octets or more. `undefined` when it is
   * none. It opens nothing before it is kept.
   */
  read(chosen: { readonly id: string; readonly key: string }): SessionKey | undefined;
  /** Keeps a chosen key, once a session has its identity. */
  keep(chosen: SessionKey): void;
  /** The key of an identity, or `undefined` for one that cannot be a session's. */
  keyOf(id: string): Bytes | undefined;
  /** The chosen keys that are kept. */
  chosen(): readonly SessionKey[];
  /** Forgets chosen keys: their sessions are no more. One that was kept for the same identity since stays. */
  forget(chosen: Iterable<SessionKey>): void;
}

/**
 * `clusterKeys`: the same in all nodes, newest first; the others are of sessions that began before it, and an identity says of which it is.
 * `lifetime`: milliseconds.
 */
export function createKeyring(clusterKeys: readonly Uint8Array[], lifetime: number): SessionKeyring {
  const chosenKeys = new Map<string, SessionKey>();
  const hmac = (clusterKey: Uint8Array, text: string) => bytes(createHmac('sha256', clusterKey).update(text).digest());
  const names = new Map(clusterKeys.map((key) => [Buffer.from(hmac(key, 'name')).toString('hex', 0, 4), key] as const));
  const [newest = ''] = names.keys();
  const derive = (id: string) => {
    const clusterKey = names.get(id.slice(0, 8));
    return clusterKey && hmac(clusterKey, `PSK ${id}`);
  };
  const isOurs = (id: string) => /^[0-9a-f]{64}$/.test(id) && names.has(id.slice(0, 8));
  return {
    lifetime,
    issue() {
      const id = newest + randomBytes(28).toString('hex');
      return { id, key: derive(id) as Bytes };
    },
    read({ id, key: text }) {
      const key = parseHex(text);
      if (!/^[0-9a-fA-F]{32,128}$/.test(id) || isOurs(id) || key === undefined || key.length < 16 || key.length > 64) return undefined;
      return { id, key };
    },
    keep: (chosen) => void chosenKeys.set(chosen.id, chosen),
    keyOf(id) {
      return isOurs(id) ? derive(id) : chosenKeys.get(id)?.key;
    },
    chosen: () => [...chosenKeys.values()],
    forget(chosen) {
      for (const one of chosen) if (chosenKeys.get(one.id) === one) chosenKeys.delete(one.id);
    },
  };
}
