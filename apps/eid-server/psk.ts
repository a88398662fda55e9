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
  /** A fresh identity with 256 random bits, and its key. */
  issue(): SessionKey;
  /** Takes a relying party's key: an identity of 32 hexadecimal digits or more, a key of 16 octets or more; `undefined` when it is none. */
  accept(chosen: { readonly id: string; readonly key: string }): SessionKey | undefined;
  /** The key of an identity, or `undefined` for one that cannot be a session's. */
  keyOf(id: string): Bytes | undefined;
}

/** `clusterKey`: the same in all nodes. `lifetime`: milliseconds that a chosen key is kept. */
export function createKeyring(clusterKey: Uint8Array, lifetime: number, clock: Clock): SessionKeyring {
  const chosenKeys = new Map<string, { readonly key: Bytes; readonly until: number }>();
  const derive = (id: string) => bytes(createHmac('sha256', clusterKey).update(`PSK ${id}`).digest());
  return {
    issue() {
      const id = randomBytes(32).toString('hex');
      return { id, key: derive(id) };
    },
    accept({ id, key: text }) {
      for (const [known, { until }] of chosenKeys) if (until <= clock()) chosenKeys.delete(known);
      const key = parseHex(text);
      if (!/^[0-9a-fA-F]{32,128}$/.test(id) || key === undefined || key.length < 16 || key.length > 64 || chosenKeys.has(id))
        return undefined;
      chosenKeys.set(id, { key, until: clock() + lifetime });
      return { id, key };
    },
    keyOf(id) {
      return chosenKeys.get(id)?.key ?? (/^[0-9a-f]{64}$/.test(id) ? derive(id) : undefined);
    },
  };
}
