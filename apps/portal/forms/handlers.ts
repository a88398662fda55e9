// The two handlers of a form: showing it, and taking its answers. What is typed is never lost: not by a fault, not by the end of the session.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Html } from '../../../io/http/index.ts';
import type { Visit } from '../visit.ts';
import { type FormState, stepName, tokenName } from './draw.ts';
import { type Faults, type Fields, type MessageOf, parseFields, type Typed, type ValuesOf } from './fields.ts';
import { type Forms, ownerMark } from './store.ts';

// biome-ignore lint/suspicious/noExplicitAny: of whomever the route lets in
type AnyVisit = Visit<any>;

/** One form. Annotate the `visit` of a function with `VisitOf<'POST /…'>`. */
export type FormPlan<Table extends Fields, Visitor extends AnyVisit> = {
  readonly fields: Table;
  readonly page: (visit: Visitor, state: FormState<MessageOf<Table>>) => Html | Promise<Html>;
  /** "Check your answers", drawn with `checkAnswers`; without it the answers are sent at once. */
  readonly check?: (visit: Visitor, values: ValuesOf<Table>, answers: Pick<FormState, 'typed' | 'token'>) => Html | Promise<Html>;
  /** What stands in the fields at first. */
  readonly initial?: (visit: Visitor) => Typed | Promise<Typed>;
  /** Does what the form is for, once; gives the path to go on to, or what is wrong after all. */
  readonly submit: (visit: Visitor, values: ValuesOf<Table>) => Promise<string | Faults<MessageOf<Table>>>;
};

/** The cookie of answers that were kept. */
const draftCookie = 'portal_draft';

/** `show` for the form's GET, `take` for its POST at the same path. */
export function formHandlers<const Table extends Fields, Visitor extends AnyVisit>(forms: Forms, plan: FormPlan<Table, Visitor>) {
  const draw = async (visit: Visitor, state: Omit<FormState<MessageOf<Table>>, 'token'>) => {
    const page = await plan.page(visit, { ...state, token: forms.token(visit.account) });
    return visit.context.html(page, Object.keys(state.faults).length > 0 ? 400 : 200);
  };
  const show = async (visit: Visitor): Promise<Response> => {
    const c = visit.context;
    const kept = await forms.take(getCookie(c, draftCookie), c.req.path, visit.account);
    if (kept === undefined) return draw(visit, { typed: (await plan.initial?.(visit)) ?? {}, faults: {} });
    deleteCookie(c, draftCookie, { path: '/' });
    return draw(visit, { typed: kept, faults: {}, notice: 'kept' });
  };
  const take = async (visit: Visitor): Promise<Response> => {
    const c = visit.context;
    const { typed, token, step } = await answersOf(c);
    if (forms.ownerOf(token) !== ownerMark(visit.account)) return draw(visit, { typed, faults: {}, notice: 'again' });
    if (step === 'change') return draw(visit, { typed, faults: {} });
    const parsed = parseFields(plan.fields, typed);
    if (parsed.kind === 'faulty') return draw(visit, { typed, faults: parsed.faults });
    if (plan.check !== undefined && step !== 'send') return c.html(await plan.check(visit, parsed.values, { typed, token }));
    let faults: Faults<MessageOf<Table>> | undefined;
    try {
      const path = await forms.once(token, async () => {
        const outcome = await plan.submit(visit, parsed.values);
        if (typeof outcome === 'string') return outcome;
        faults = outcome;
        throw new NotTaken();
      });
      return c.redirect(path, 303);
    } catch (thrown) {
      if (!(thrown instanceof NotTaken) || faults === undefined) throw thrown;
      return draw(visit, { typed, faults });
    }
  };
  return { show, take };
}

/** The submit found a fault: its token stays unused. */
class NotTaken extends Error {}

/** Keeps the answers of a form whose session had ended; whether there were any. */
export async function keepAnswers(c: Context, forms: Forms): Promise<boolean> {
  const { typed, token } = await answersOf(c);
  const owner = forms.ownerOf(token);
  if (owner === undefined || owner === '') return false;
  const secret = await forms.keep({ path: c.req.path, typed, owner });
  setCookie(c, draftCookie, secret, { path: '/', httpOnly: true, sameSite: 'Lax', secure: new URL(c.req.url).protocol === 'https:' });
  return true;
}

/** Where this person's kept answers wait. */
export const keptAnswers = (c: Context, forms: Forms, account: Visit<'signed-in'>['account']) =>
  forms.waiting(getCookie(c, draftCookie), account);

/** Texts of a form as they were typed; files are no answers. */
async function answersOf(c: Context): Promise<{ readonly typed: Typed; readonly token: string; readonly step: string }> {
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/.test(c.req.header('content-type') ?? '')) {
    return { typed: {}, token: '', step: '' };
  }
  const form = await c.req.formData();
  const texts = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
  const names = [...new Set(form.keys())].filter((name) => name !== tokenName && name !== stepName);
  const typed = Object.fromEntries(names.map((name) => [name, texts(name)]));
  return { typed, token: texts(tokenName)[0] ?? '', step: texts(stepName)[0] ?? '' };
}
