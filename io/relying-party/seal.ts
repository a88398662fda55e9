// A record that only its browser opens: the cookie's secret names the row and decrypts it, and neither follows from the row.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Whose cookie it is: the same secret opens nothing of another app. */
export type RelyingParty = 'portal' | 'office';

/** What a cookie's secret becomes: the id of the row, and the key of its content. */
export type Opener = { readonly id: string; readonly key: Buffer };

/** A fresh secret for a cookie: 32 random octets in base64url. */
export const newSecret = () => randomBytes(32).toString('base64url');

/** Derives id and key (HKDF-SHA-256, RFC 5869); `undefined` for what cannot be a secret of ours. */
export function opener(app: RelyingParty, secret: string | undefined): Opener | undefined {
  if (secret === undefined || !/^[A-Za-z0-9_-]{43}$/.test(secret)) return undefined;
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64url'), '', `eszig ${app} session ${use}`, 32));
  return { id: derive('id').toString('base64url'), key: derive('key') };
}

/** AES-256-GCM over JSON, bound to the row's id: nonce ‖ tag ‖ ciphertext in base64url. */
export function seal({ id, key }: Opener, content: unknown): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(id));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The content again; `undefined` when the row is not what was sealed. */
export function unseal<T>({ id, key }: Opener, text: string): T | undefined {
  const octets = Buffer.from(text, 'base64url');
  if (octets.length < 28) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, octets.subarray(0, 12)).setAAD(Buffer.from(id)).setAuthTag(octets.subarray(12, 28));
  try {
    return JSON.parse(Buffer.concat([decipher.update(octets.subarray(28)), decipher.final()]).toString('utf8')) as T;
  } catch {
    return undefined;
  }
}
