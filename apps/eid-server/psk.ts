// Keys of PAOS connections. Ours are derived, so that every node knows every key at once; a relying party may bring its own for one session,
// which then only this node can serve (its address is in the answer).
import { createHmac, randomBytes } from 'node:crypto';
import { type Bytes, bytes, parseHex } from '../../lib/bytes/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';

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
  /** Takes a relying party's key: an identity of 32 hexadecimal digits or more, a key of 16 octets or more; `undefined` when it is none. */
  accept(chosen: { readonly id: string; readonly key: string }): SessionKey | undefined;
  /** The key of an identity, or `undefined` for one that cannot be a session's. */
  keyOf(id: string): Bytes | undefined;
  /** Forgets the chosen keys whose time is over; how many are left. */
  forget(): number;
}

/**
 * `clusterKeys`: the same in all nodes, newest first; the others are of sessions that began before it, and an identity says of which it is.
 * `lifetime`: milliseconds that a chosen key is kept.
 */
export function createKeyring(clusterKeys: readonly Uint8Array[], lifetime: number, clock: Clock): SessionKeyring {
  const chosenKeys = new Map<string, { readonly key: Bytes; readonly until: number }>();
  const hmac = (clusterKey: Uint8Array, text: string) => bytes(createHmac('sha256', clusterKey).update(text).digest());
  const names = new Map(clusterKeys.map((key) => [Buffer.from(hmac(key, 'name')).toString('hex', 0, 4), key] as const));
  const [newest = ''] = names.keys();
  const derive = (id: string) => {
    const clusterKey = names.get(id.slice(0, 8));
    return clusterKey && hmac(clusterKey, `PSK ${id}`);
  };
  const forget = () => {
    for (const [known, { until }] of chosenKeys) if (until <= clock()) chosenKeys.delete(known);
    return chosenKeys.size;
  };
  return {
    lifetime,
    issue() {
      const id = newest + randomBytes(28).toString('hex');
      return { id, key: derive(id) as Bytes };
    },
    accept({ id, key: text }) {
      forget();
      const key = parseHex(text);
      if (!/^[0-9a-fA-F]{32,128}$/.test(id) || key === undefined || key.length < 16 || key.length > 64 || chosenKeys.has(id))
        return undefined;
      chosenKeys.set(id, { key, until: clock() + lifetime });
      return { id, key };
    },
    keyOf(id) {
      return chosenKeys.get(id)?.key ?? (/^[0-9a-f]{64}$/.test(id) ? derive(id) : undefined);
    },
    forget,
  };
}
