// The authorities as a service for the card office: they sign what a chip states, enter documents, block them and let them go. Shaped after TR-03129.
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { certificateOctets, readPublic, readSigner } from '../../io/keys/index.ts';
import type { Logger } from '../../io/log/index.ts';
import { type Bytes, parseHex, toHex } from '../../lib/bytes/index.ts';
import { createCardSecurity, parseSecurityInfos } from '../../lib/card/index.ts';
import { type AuthorityAnswer, type AuthorityMessage, type AuthorityRequest, authorityMessages } from '../../lib/card-lifecycle/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';
import { parseX509 } from '../../lib/x509/index.ts';
import { type PkiEffects, registerDocuments, release, revoke } from './block-list.ts';
import type { AuthorityErrorCode } from './cv-authorities.ts';
import { layout } from './layout.ts';

export interface ServiceParts extends PkiEffects {
  readonly folder: string;
  /** What the card office shows as Bearer. */
  readonly token: string;
  readonly log: Logger;
}

type Operations = { readonly [Name in AuthorityMessage]: (request: AuthorityRequest<Name>) => Promise<AuthorityAnswer<Name>> };

/** The routes: `POST` of a message's path, with the office's token. Problems are answered by RFC 9457. */
export function pkiService(parts: ServiceParts): Hono {
  const { token, log } = parts;
  const operations = operationsOf(parts);
  const app = new Hono();
  app.use(bodyLimit({ maxSize: 256 * 1024 }));
  app.use(async (c, next) =>
    sameSecret(c.req.header('authorization') ?? '', `Bearer ${token}`) ? next() : problem(c, 'request.not-allowed', 401),
  );
  for (const name of Object.keys(authorityMessages) as AuthorityMessage[]) {
    const { path, request } = authorityMessages[name];
    const run = operations[name] as (request: unknown) => Promise<unknown>;
    app.post(path, async (c) => {
      const message = request.parse(await c.req.json().catch(() => undefined));
      const answer = await run(message);
      log.info('office-served', { message: name });
      return c.json(answer as object);
    });
  }
  app.notFound((c) => problem(c, 'request.not-allowed', 404));
  app.onError((thrown, c) => {
    if (thrown instanceof z.ZodError) return problem(c, 'request.malformed', 400);
    if (isEidError(thrown) && isRefusal(thrown.code)) return problem(c, thrown.code, 409);
    log.error('office-failed', {}, thrown);
    return problem(c, 'internal', 500);
  });
  return app;
}

/** What was asked cannot be done: the document is unknown, or the octets are no statement of a card. */
function isRefusal(code: string): boolean {
  return code === 'pki.unknown-document' || /^(card|tlv)\./.test(code);
}

function operationsOf({ folder, clock, cryptography }: ServiceParts): Operations {
  const files = layout(folder);
  const effects = { clock, cryptography };
  return {
    trustPoints: async () => ({ trustPoints: [toHex(await octets(files.cvca.certificate))] }),
    signatures: async ({ securityInfos }) => {
      const documentSigner = {
        certificate: parseX509(certificateOctets(await octets(files.documentSigner.certificate))),
        signer: await readSigner(files.documentSigner.key),
      };
      // Read and written again: nothing is signed that is no statement of a card.
      const infos = parseSecurityInfos(parseHex(securityInfos) as Bytes);
      return { signed: toHex(createCardSecurity(infos, documentSigner, cryptography)) };
    },
    documents: async ({ documents }) => {
      const issued = documents.map(({ documentNumber, blockingKey }) => ({ documentNumber, blockingKey: parseHex(blockingKey) as Bytes }));
      await registerDocuments(folder, issued);
      return {};
    },
    block: async ({ documentNumbers }) => {
      await revoke(folder, documentNumbers, effects);
      return {};
    },
    release: async ({ documentNumbers }) => {
      await release(folder, documentNumbers, effects);
      return {};
    },
  };
}

async function octets(file: string): Promise<Bytes> {
  const content = await readPublic(file);
  if (content === undefined) throw new EidError<AuthorityErrorCode>('pki.inconsistent', { file });
  return content;
}

/** Compares by digest, so that time tells neither length nor content. */
function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(left), digest(right));
}

function problem(c: Context, code: string, status: 400 | 401 | 404 | 409 | 500): Response {
  return c.json({ type: 'about:blank', code, status }, status, { 'content-type': 'application/problem+json' });
}
