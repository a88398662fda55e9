// A file out of a form: at most so large, and refused before it is read when it says that it is larger.
import type { Context } from 'hono';

/** What the form around a file may add, octets. */
const form = 4_096;

/** The octets of a form's file; `undefined` when there is none, when it is too large, or when the request does not say how large it is. */
export async function uploaded(c: Context, name: string, largest: number): Promise<Uint8Array | undefined> {
  const length = Number(c.req.header('content-length') ?? Number.NaN);
  if (!(length <= largest + form)) return undefined;
  const file = (await c.req.formData()).get(name);
  if (!(file instanceof File) || file.size === 0 || file.size > largest) return undefined;
  return new Uint8Array(await file.arrayBuffer());
}
