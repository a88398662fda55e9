// Marks: keyed hashes by which a card or a value is found again, and which tell nothing to whoever has the database alone. HMAC (RFC 2104) by the cluster
// key, so that all nodes make the same; what was marked under an older key is found as long as that key is listed.
import { createHmac } from 'node:crypto';

export interface Marks {
  /** 32 octets of these parts under the newest key. */
  mark(...parts: readonly (string | Uint8Array)[]): Buffer;
  /** The same under every key, newest first. */
  marks(...parts: readonly (string | Uint8Array)[]): readonly Buffer[];
}

/** `purpose` keeps the marks of one use apart from those of another. `clusterKeys`: 32 octets or more each, newest first. */
export function createMarks(purpose: string, clusterKeys: readonly [Uint8Array, ...Uint8Array[]]): Marks {
  const under = (key: Uint8Array, parts: readonly (string | Uint8Array)[]) => {
    const hmac = createHmac('sha256', key).update(purpose);
    for (const part of parts) hmac.update(`\0${part.length}\0`).update(part);
    return hmac.digest();
  };
  return {
    mark: (...parts) => under(clusterKeys[0], parts),
    marks: (...parts) => clusterKeys.map((key) => under(key, parts)),
  };
}
