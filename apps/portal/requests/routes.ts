// Reader requests over HTTP: may this institution ask, its form and letter, and the service desk's decision.

import { newSecret } from '../../../io/relying-party/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { authorityOf, type RequestRight, requestRight } from '../../../lib/reader-request/index.ts';
import type { Worker } from '../account.ts';
import { choice, formHandlers, text } from '../forms/index.ts';
import type { PortalParts } from '../parts.ts';
import { readersOf, stock } from '../readers/index.ts';
import { own, type Routes, type VisitOf } from '../visit.ts';
import { type ReaderRequest, requestLetter } from './letter.ts';
import { askPage, checkPage, type Message, noRequestPage, requestPage, requestPath } from './pages/ask.ts';
import { decideRequestPage, requestsPage } from './pages/desk.ts';
import { decideRequest, latestRequest, requestById, submitRequest, waitingRequests } from './store.ts';

type AskVisit = VisitOf<'GET /reader-request'>;
type DeskVisit = VisitOf<'GET /desk/reader-requests/:request'>;
type Field<Value> = (typed: readonly string[]) => { readonly value: Value } | { readonly problem: Message };

const readerCount: Field<number> = ([typed = '']) => {
  const value = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0;
  return value >= 1 && value <= 200 ? { value } : { problem: 'request.readers.wrong' };
};
const told = (field: Field<string>): Field<string> => field;
const askFields = {
  readers: readerCount,
  why: told(text({ missing: 'request.why.missing', wrong: 'request.why.wrong', longest: 1000, lines: true })),
  name: told(text({ missing: 'request.name.missing', wrong: 'request.name.wrong', longest: 120 })),
  phone: told(text({ missing: 'request.phone.missing', wrong: 'request.phone.wrong', longest: 30, pattern: /^\+?[\d ()/-]{6,}$/ })),
  mail: told(
    text({ missing: 'request.mail.missing', wrong: 'request.mail.wrong', longest: 200, pattern: /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/ }),
  ),
  identifier: told(text({ missing: 'request.identifier.missing', wrong: 'request.identifier.wrong', pattern: /^\d{6}$/ })),
};
const decideFields = {
  decision: choice(['grant', 'refuse'], 'requests.decision.missing' as Message),
  answer: told(text({ missing: 'requests.answer.missing', wrong: 'requests.answer.wrong', longest: 1000, lines: true })),
};

export function requestRoutes({ db, matrix, directory, forms, clock, readerRounds }: PortalParts): Routes {
  /** Whether this institution may ask now, and what that hangs on. */
  const standing = async ({ account }: { readonly account: Worker }) => {
    const { institution, today } = await matrix.ofInstitution(account.institution.id);
    const count = (await readersOf(db, institution.id)).length;
    const right: RequestRight = requestRight({ kind: institution.kind, readers: count, rounds: readerRounds, today });
    return { institution, count, right };
  };
  const groundOf = (right: RequestRight) => {
    if (right === 'round' || right === 'not-one') return right;
    throw new EidError('request.not-allowed', { at: 'reader-request' });
  };
  const mailOf = async (institution: string) => (await directory.institution(institution)).mail;

  const asking = formHandlers(forms, {
    fields: askFields,
    page: async (visit: AskVisit, state) => askPage(visit, groundOf((await standing(visit)).right), state),
    check: (visit, values, answers) => checkPage(visit, values, answers),
    submit: async (visit, values) => {
      const { institution, right } = await standing(visit);
      const ground = groundOf(right);
      if (values.identifier !== institution.id) return { identifier: 'request.identifier.other' as Message };
      const now = clock();
      const request: ReaderRequest = {
        ...values,
        id: newSecret(),
        institution: institution.id,
        institution_name: institution.name,
        state: 'submitted',
        ground,
        authority: authorityOf(institution.kind) ?? '',
        language: visit.language,
        asked_at: now,
        decided_at: null,
        decided_by: null,
        answer: null,
      };
      const kept = await submitRequest(db, request, await mailOf(institution.id), now);
      return kept ? `${requestPath}/${request.id}` : requestPath;
    },
  });

  const requestOf = async (visit: AskVisit) => own(visit.account, await requestById(db, visit.context.req.param('request') ?? ''));

  const deciding = formHandlers(forms, {
    fields: decideFields,
    page: async (visit: DeskVisit, state) => decideRequestPage(visit, await openRequest(visit), (await stock(db)).length, state),
    submit: async (visit, { decision, answer }) => {
      const request = await openRequest(visit);
      const decided = { grant: decision === 'grant', answer, by: visit.account.user };
      const outcome = await decideRequest(db, request.id, decided, await mailOf(request.institution), clock());
      if (outcome === 'stock') return { decision: 'requests.stock' as Message };
      return outcome === 'gone' ? { decision: 'requests.gone' as Message } : '/desk/reader-requests?done=decided';
    },
  });
  const openRequest = async (visit: DeskVisit) => {
    const request = await requestById(db, visit.context.req.param('request') ?? '');
    if (request === undefined) throw new EidError('request.not-allowed', { at: 'record' });
    return request;
  };

  return {
    'GET /reader-request': async (visit) => {
      const latest = await latestRequest(db, visit.account.institution.id);
      if (latest?.state === 'submitted') return visit.context.redirect(`${requestPath}/${latest.id}`, 303);
      const { right, count } = await standing(visit);
      if (right === 'has-reader' || right === 'not-bound') return visit.context.html(noRequestPage(visit, right, count));
      return asking.show(visit);
    },
    'POST /reader-request': asking.take,
    'GET /reader-request/:request': async (visit) => visit.context.html(requestPage(visit, await requestOf(visit))),
    'GET /reader-request/:request/letter.pdf': async (visit) => {
      const octets = await requestLetter(await requestOf(visit));
      const headers = { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="eeszt-olvasoigenyles.pdf"' };
      return visit.context.body(octets, 200, headers);
    },
    'GET /desk/reader-requests': async (visit) =>
      visit.context.html(requestsPage(visit, await waitingRequests(db), visit.context.req.query('done') === 'decided')),
    'GET /desk/reader-requests/:request': deciding.show,
    'POST /desk/reader-requests/:request': deciding.take,
  };
}
