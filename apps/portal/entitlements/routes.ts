// Roles over HTTP: how one stands, and what an institution's administrator does with its part of the matrix.
import { getCookie } from 'hono/cookie';
import type { MatrixErrorCode } from '../../../lib/entitlement/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import type { Worker } from '../account.ts';
import { type Faults, formHandlers } from '../forms/index.ts';
import { standingCookie } from '../login/index.ts';
import type { InstitutionMatrix, MatrixWorker } from '../matrix.ts';
import type { PortalParts } from '../parts.ts';
import { own, type Routes, type VisitOf } from '../visit.ts';
import { decideFields, fieldOf, findFields, grantFields, type Message, staffFields, takeAwayFields } from './fields.ts';
import { handlesOf, personOf } from './handles.ts';
import { decidePage, findPage, grantPage, staffPage, takeAwayPage } from './pages/forms.ts';
import { type Act, acts, historyPage, invitationPage, peoplePage, personPage } from './pages/people.ts';
import { standingGonePage, standingPage } from './pages/standing.ts';

type AdminVisit = VisitOf<'GET /people'>;

export function entitlementRoutes({ matrix, db, sessions, forms }: PortalParts): Routes {
  const actOf = (visit: AdminVisit): Act | undefined => acts.find((act) => act === visit.context.req.query('done'));
  /** The institution as its administrator sees it, with the names that people have in addresses. */
  const known = async ({ account }: { readonly account: Worker }, more: readonly string[] = []) => {
    const all = await matrix.ofInstitution(account.institution.id);
    const handles = await handlesOf(db, account.institution.id, [...all.workers.map(({ id }) => id), ...more]);
    return { matrix: all, handles };
  };
  /** The worker whom an address names: of this administrator's institution, or somebody whom they looked up. */
  const named = async (visit: AdminVisit) => {
    const { worker } = own(visit.account, await personOf(db, visit.context.req.param('person') ?? ''));
    const found = await known(visit);
    return { ...found, id: worker, worker: found.matrix.workers.find(({ id }) => id === worker) };
  };
  const member = async (visit: AdminVisit) => {
    const { worker, ...found } = await named(visit);
    if (worker === undefined) throw new EidError('request.not-allowed', { at: 'record' });
    return { ...found, worker };
  };
  const wishOf = async (visit: AdminVisit) => {
    const all = await matrix.ofInstitution(visit.account.institution.id);
    const wish = all.pending.find(({ id }) => id === visit.context.req.param('wish'));
    if (wish === undefined) throw new EidError<MatrixErrorCode>('matrix.not-pending');
    return { matrix: all, wish };
  };
  const by = ({ account }: AdminVisit) => ({ actor: account.user, institution: account.institution.id });

  const find = formHandlers(forms, {
    fields: findFields,
    page: (visit: AdminVisit, state) => findPage(visit, state),
    submit: async (visit, { number }) => {
      const [found] = await matrix.byNumber(number);
      if (found === undefined) return { number: 'find.number.unknown' };
      const handles = await handlesOf(db, visit.account.institution.id, [found.id]);
      return `/people/${handles.get(found.id)}/grant`;
    },
  });

  const granting = formHandlers(forms, {
    fields: grantFields,
    page: async (visit: AdminVisit, state) => {
      const { id, worker, matrix: all } = await named(visit);
      const person = worker ?? (await matrix.standing(id))?.worker;
      if (person === undefined) throw new EidError<MatrixErrorCode>('matrix.worker-unknown');
      return grantPage(visit, state, { matrix: all, person, own: id === visit.account.user, action: visit.context.req.path });
    },
    submit: async (visit, { supervisor: number, ...values }) => {
      const { id } = await named(visit);
      const supervisor = number === null ? null : (await matrix.byNumber(number))[0]?.id;
      if (supervisor === undefined) return { supervisor: 'grant.supervisor.unknown' };
      return orFault(grantFields, async () => {
        const outcome = await matrix.grant({ ...by(visit), worker: id, supervisor, ...values });
        return outcome === 'pending' ? '/people?done=pending' : `/people/${visit.context.req.param('person')}?done=granted`;
      });
    },
  });

  const taking = formHandlers(forms, {
    fields: takeAwayFields,
    page: async (visit: AdminVisit, state) => {
      const { worker, matrix: all } = await member(visit);
      return takeAwayPage(visit, state, { matrix: all, person: worker, entries: entriesOf(all, worker), action: visit.context.req.path });
    },
    submit: async (visit, { entry, reason }) => {
      const { worker, matrix: all } = await member(visit);
      const held = entriesOf(all, worker).find(({ role, unit }) => `${role}@${unit}` === entry);
      if (held === undefined) return { entry: 'take-away.entry.missing' };
      return orFault(takeAwayFields, async () => {
        await matrix.takeAway({ ...by(visit), worker: worker.id, role: held.role, unit: held.unit, reason });
        // Whoever took away their own role has no page here any more.
        return worker.id === visit.account.user ? '/' : '/people?done=taken-away';
      });
    },
  });

  const deciding = formHandlers(forms, {
    fields: decideFields,
    page: async (visit: AdminVisit, state) => decidePage(visit, state, { ...(await wishOf(visit)), action: visit.context.req.path }),
    submit: (visit, { decision, reason }) =>
      orFault(decideFields, async () => {
        const id = visit.context.req.param('wish') ?? '';
        await matrix.decide({ ...by(visit), id, approve: decision === 'approve', reason });
        return `/people?done=${decision === 'approve' ? 'approved' : 'refused'}`;
      }),
  });

  const entering = formHandlers(forms, {
    fields: staffFields,
    page: (visit: AdminVisit, state) => staffPage(visit, state),
    submit: async (visit, values) => {
      const { worker } = await matrix.addStaff({ ...by(visit), ...values });
      const handles = await handlesOf(db, visit.account.institution.id, [worker]);
      return `/people/${handles.get(worker)}?done=staff`;
    },
  });

  return {
    'GET /standing': async (visit) => {
      const { context: c, account } = visit;
      const user = account?.kind === 'worker' ? account.user : await sessions.asking(getCookie(c, standingCookie));
      if (user === undefined) return c.redirect('/sign-in/standing', 303);
      const standing = await matrix.standing(user);
      return c.html(standing === undefined ? standingGonePage(visit) : standingPage(visit, standing));
    },
    'GET /people': async (visit) => {
      const search = visit.context.req.query('q') ?? '';
      return visit.context.html(peoplePage(visit, await known(visit), { search, act: actOf(visit) }));
    },
    'GET /people/new': find.show,
    'POST /people/new': find.take,
    'GET /people/staff': entering.show,
    'POST /people/staff': entering.take,
    'GET /people/history': async (visit) => {
      const { id } = visit.account.institution;
      return visit.context.html(historyPage(visit, await matrix.ofInstitution(id), await matrix.history(id)));
    },
    'GET /people/waiting/:wish': deciding.show,
    'POST /people/waiting/:wish': deciding.take,
    'GET /people/:person': async (visit) => {
      const found = await member(visit);
      const changes = await matrix.history(visit.account.institution.id, found.id);
      return visit.context.html(personPage(visit, found, found.worker, changes, actOf(visit)));
    },
    'GET /people/:person/grant': granting.show,
    'POST /people/:person/grant': granting.take,
    'GET /people/:person/take-away': taking.show,
    'POST /people/:person/take-away': taking.take,
    'POST /people/:person/invite': async (visit) => {
      const { worker } = await member(visit);
      const invitation = await matrix.invite({ ...by(visit), worker: worker.id });
      return visit.context.html(invitationPage(visit, worker.name, `/people/${visit.context.req.param('person')}`, invitation));
    },
  };
}

const entriesOf = ({ entries }: InstitutionMatrix, worker: MatrixWorker) => entries.filter((entry) => entry.worker === worker.id);

/** Does something; a refusal of the rules is told at the field that it concerns, or at the first that the form has. */
async function orFault(fields: Readonly<Record<string, unknown>>, act: () => Promise<string>): Promise<string | Faults<Message>> {
  try {
    return await act();
  } catch (thrown) {
    const code = isEidError<MatrixErrorCode>(thrown) && Object.hasOwn(fieldOf, thrown.code) ? thrown.code : undefined;
    if (code === undefined) throw thrown;
    const field = Object.hasOwn(fields, fieldOf[code]) ? fieldOf[code] : (Object.keys(fields)[0] as string);
    return { [field]: code };
  }
}
