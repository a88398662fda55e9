// A service provider that speaks SAML, as a person meets it: two links that lead to the eID server, and a page that says who came back. It takes an answer once,
// and only in the browser that asked for it.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Ask, Clinic } from '../../../apps/eid-server/testing/saml.ts';
import { certificateFor } from '../../../apps/eid-server/testing/world.ts';
import { certificatePem, generateKey } from '../../../io/keys/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';

export interface ClinicPages extends Disposable {
  readonly origin: string;
  /** DER. */
  readonly certificate: Bytes;
  /** Where answers go. */
  readonly consumer: string;
  /** Every answer that came in a form, as it came. */
  readonly answers: readonly Readonly<Record<string, string>>[];
}

/** @param clinic what it asks with, once the eID server is there; @param ask how it asks */
export async function openClinic(clinic: () => Clinic, ask: () => Ask): Promise<ClinicPages> {
  const key = await generateKey('P-256');
  const certificate = certificateFor('clinic', key.publicKey, ['localhost']);
  /** Which browser asked what. */
  const asked = new Map<string, string>();
  const answers: Record<string, string>[] = [];
  const taken = new Set<string>();
  const html = (body: string) => `<!doctype html><html lang="en"><title>Clinic</title><body>${body}</body></html>`;
  const server = https.createServer({ cert: certificatePem(certificate.raw), key: key.pem }, async (request, response) => {
    const page = (status: number, body: string, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html(body));
    const browser = /clinic=([0-9a-f]+)/.exec(request.headers.cookie ?? '')?.[1];
    const begin = () => {
      const [value, id] = [randomBytes(8).toString('hex'), `_${randomBytes(16).toString('hex')}`];
      asked.set(value, id);
      return { id, headers: { 'set-cookie': `clinic=${value}; Secure; HttpOnly; SameSite=None` } };
    };
    if (request.url === '/browser') {
      const { id, headers } = begin();
      response.writeHead(303, { location: clinic().redirect('browser', { id, relayState: '<i>shelf</i>', ...ask() }), ...headers }).end();
    } else if (request.url === '/eidas') {
      const { id, headers } = begin();
      const { action, fields } = clinic().form({ id, ...ask() });
      const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
      page(200, `<form method="post" action="${action}">${inputs.join('')}<button>Go</button></form>`, headers);
    } else if (request.url === '/answer' && request.method === 'POST') {
      const fields = Object.fromEntries(new URLSearchParams(await text(request)));
      answers.push(fields);
      const { assertion, told, attributes = [], status, inResponseTo } = clinic().readForm(fields);
      const isOurs = browser !== undefined && asked.get(browser) === inResponseTo;
      if (!isOurs || (assertion && taken.has(assertion.id))) return page(400, '<h1>refused</h1>');
      if (assertion) taken.add(assertion.id);
      const named = told?.personalData.givenNames ?? attributes.find(({ name }) => name.endsWith('CurrentGivenName'))?.value.text;
      page(200, `<h1>${named ?? status.reason}</h1><p>${status.message ?? ''}</p>`);
    } else page(404, '<h1>nothing here</h1>');
    return undefined;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    certificate: certificate.raw,
    consumer: `${origin}/answer`,
    answers,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
