// Hops on their way from an app that runs as a process of its own to the console that collects them.
import { z } from 'zod';
import type { Fetch } from '../http/index.ts';
import type { Hop, RecordHop } from './hop.ts';

const party = z.enum(['browser', 'portal', 'hospital', 'idp', 'eid-server', 'eid-client', 'card', 'directory', 'card-office']);

/** What the console takes from outside. */
export const hopsSchema = z.array(
  z.strictObject({
    at: z.number(),
    milliseconds: z.number().min(0),
    hop: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
    from: party,
    to: party,
    session: z
      .string()
      .regex(/^[0-9a-f]{8}$/)
      .optional(),
    outcome: z
      .string()
      .regex(/^[a-z][a-z0-9.-]{0,60}$/)
      .optional(),
  }),
);

/** The part of an app's configuration that says where its hops go. */
export const roadSchema = z.strictObject({ url: z.url(), token: z.string().min(16) });
export type RoadConfig = z.infer<typeof roadSchema>;

/** Posts hops to a console a moment after they happened. A console that does not answer loses them: nothing waits for a picture. */
export function sendHops({ url, token }: RoadConfig, fetch: Fetch): RecordHop {
  let waiting: Hop[] = [];
  const send = () => {
    const body = JSON.stringify(waiting);
    waiting = [];
    fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body }).catch(
      () => undefined,
    );
  };
  return (hop) => {
    if (waiting.length === 0) setTimeout(send, 50).unref();
    waiting.push(hop);
  };
}
