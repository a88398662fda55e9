// The page that leaves for eSzig Kliens, and stays in sight while the person works in its window.
import { html } from 'hono/html';
import { activation, type Html } from '../../../io/http/index.ts';
import { type Frame, framed, postButton, say } from './frame.ts';

/** @param address of the client with the address of the TC token; without it the page offers only to begin again. */
export function activationPage(frame: Frame, uid: string, address?: string): Html {
  const text = say(frame.language);
  const ways = html`${postButton(`/interaction/${uid}/start`, text('idp.retry'))}
${postButton(`/interaction/${uid}/abort`, text('idp.back'), 'secondary')}`;
  return framed(frame, { id: 'idp.activation', ...activation(frame.language, ways, address) });
}
