// Readiness over HTTP: the map, entering and importing, reminders, the key of the workstations and what their clients report.
import { EidError, isEidError } from '../../../lib/error/index.ts';
import { workerActions } from '../../../lib/readiness/index.ts';
import { handlesOf, personOf } from '../entitlements/index.ts';
import { formHandlers } from '../forms/index.ts';
import type { PortalParts } from '../parts.ts';
import { own, type Routes, type VisitOf } from '../visit.ts';
import { exportMap } from './export.ts';
import { beginImport, importJob } from './imports.ts';
import { type Column, type Kind, kindNames, kinds, type Phrase, readRow } from './kinds.ts';
import { readinessMap } from './map.ts';
import { importPage, jobPage, keyPage, newEntryPage, tickPage, type UploadFaults } from './pages/forms.ts';
import { doneWords, readinessPage } from './pages/map.ts';
import { sayReadiness } from './pages/words.ts';
import { remind, reminded, tick } from './reminders.ts';
import { factsOf, saveEntries } from './store.ts';
import { newWorkstationKey, takeReport, WorkstationReport } from './workstations.ts';

type AdminVisit = VisitOf<'GET /readiness'>;

/** Octets of an imported file. */
const largest = 4 * 1024 * 1024;
/** Roles that one press of the button gives. */
const mostGrants = 100;

export function readinessRoutes(parts: PortalParts): Routes {
  const { db, matrix, forms, guide, clock, origin } = parts;
  const mapOf = async ({ account }: AdminVisit) => {
    const known = await matrix.ofInstitution(account.institution.id);
    const byNumber = async (numbers: readonly string[]) =>
      new Map(
        (await matrix.byNumbers(numbers)).flatMap((person) =>
          person.registration.number === null ? [] : [[person.registration.number, person] as const],
        ),
      );
    const current = (await guide.downloads.list())[0]?.version;
    return { known, map: await readinessMap(db, known, byNumber, clock(), current) };
  };
  const idsOf = (workers: readonly { readonly worker?: string }[]) => workers.flatMap(({ worker }) => worker ?? []);

  const entering = Object.fromEntries(kindNames.map((kind) => [kind, newEntry(parts, kind)])) as Readonly<
    Record<Kind, ReturnType<typeof newEntry>>
  >;

  return {
    'GET /readiness': async (visit) => {
      const { map } = await mapOf(visit);
      const handles = await handlesOf(db, visit.account.institution.id, idsOf(map.workers));
      const done = doneWords.find((word) => word === visit.context.req.query('done'));
      return visit.context.html(readinessPage(visit, { map, handles, done }));
    },
    'GET /readiness/export.csv': async (visit) => {
      const { map } = await mapOf(visit);
      const headers = { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="eeszt-readiness.csv"' };
      return visit.context.body(exportMap(map, visit.language), 200, headers);
    },
    'GET /readiness/workers/new': entering.workers.show,
    'POST /readiness/workers/new': entering.workers.take,
    'GET /readiness/sites/new': entering.sites.show,
    'POST /readiness/sites/new': entering.sites.take,
    'GET /readiness/workstations/new': entering.workstations.show,
    'POST /readiness/workstations/new': entering.workstations.take,
    'GET /readiness/readers/new': entering.readers.show,
    'POST /readiness/readers/new': entering.readers.take,

    'GET /readiness/import': (visit) => visit.context.html(importPage(visit, forms.token(visit.account), undefined, {})),
    'POST /readiness/import': async (visit) => {
      const c = visit.context;
      const again = (chosen: string | undefined, faults: UploadFaults) =>
        c.html(importPage(visit, forms.token(visit.account), chosen, faults), 400);
      if (Number(c.req.header('content-length') ?? 0) > largest + 10_000) return again(undefined, { file: 'readiness.import.file.large' });
      const form = await c.req.formData();
      const kind = kindNames.find((name) => name === form.get('kind'));
      const file = form.get('file');
      const token = String(form.get('_form') ?? '');
      const empty = !(file instanceof File) || file.size === 0;
      if (kind === undefined || empty) {
        return again(kind, {
          ...(kind === undefined && { kind: 'readiness.import.kind.missing' }),
          ...(empty && { file: 'readiness.import.file.missing' }),
        });
      }
      if (file.size > largest) return again(kind, { file: 'readiness.import.file.large' });
      if (!forms.ownerOf(token)) throw new EidError('request.not-allowed', { at: 'form' });
      const octets = new Uint8Array(await file.arrayBuffer());
      const path = await forms.once(
        token,
        async () => `/readiness/imports/${(await beginImport(parts, visit.account.institution.id, kind, octets)).id}`,
      );
      return c.redirect(path, 303);
    },
    'GET /readiness/imports/:job': async (visit) =>
      visit.context.html(jobPage(visit, own(visit.account, await importJob(parts, visit.context.req.param('job') ?? '')))),

    'POST /readiness/remind': async (visit) => {
      const chosen = String((await visit.context.req.formData()).get('person') ?? '');
      const { known, map } = await mapOf(visit);
      const concerned = map.workers.filter(({ state }) => state !== 'ready' && workerActions[state] === 'remind');
      const only = chosen === '' ? undefined : own(visit.account, await personOf(db, chosen)).worker;
      const workers = idsOf(concerned).filter((worker) => only === undefined || worker === only);
      await remind({ db, matrix, origin }, known.institution, workers, clock());
      return visit.context.redirect('/readiness?done=reminded', 303);
    },
    'POST /readiness/grant': async (visit) => {
      const { map } = await mapOf(visit);
      const wishes = map.workers.flatMap(({ worker, missing }) =>
        worker === undefined ? [] : missing.map((wish) => ({ worker, ...wish })),
      );
      const common = {
        actor: visit.account.user,
        institution: visit.account.institution.id,
        from: null,
        until: null,
        supervisor: null,
        substitute: false,
      };
      const reason = sayReadiness(visit.language)('readiness.grant.reason');
      let refused = 0;
      for (const wish of wishes.slice(0, mostGrants)) {
        await matrix.grant({ ...common, ...wish, reason }).catch((thrown) => {
          if (!isEidError(thrown) || !thrown.code.startsWith('matrix.')) throw thrown;
          refused += 1;
        });
      }
      return visit.context.redirect(`/readiness?done=${refused > 0 ? 'some-refused' : 'granted'}`, 303);
    },
    'POST /readiness/key': async (visit) => {
      const key = await newWorkstationKey(db, visit.account.institution.id, clock());
      return visit.context.html(keyPage(visit, key, `${origin}/api/workstations/report`));
    },

    'GET /ready/:token': async (visit) => {
      const token = visit.context.req.param('token') ?? '';
      const found = await reminded(db, token);
      return visit.context.html(
        tickPage(visit, found === undefined ? 'gone' : 'asked', `/ready/${token}`),
        found === undefined ? 404 : 200,
      );
    },
    'POST /ready/:token': async (visit) => {
      const token = visit.context.req.param('token') ?? '';
      const found = await reminded(db, token);
      if (found !== undefined) await tick(db, found, clock());
      return visit.context.html(tickPage(visit, found === undefined ? 'gone' : 'done', `/ready/${token}`), found === undefined ? 404 : 200);
    },

    'POST /api/workstations/report': async ({ context: c }) => {
      const body: unknown =
        Number(c.req.header('content-length') ?? Number.NaN) <= 1_000 ? await c.req.json().catch(() => undefined) : undefined;
      const report = WorkstationReport.safeParse(body);
      if (!report.success) return c.json({ code: 'report.malformed' }, 400);
      const outcome = await takeReport(db, c.req.header('authorization'), report.data, clock());
      if (outcome === 'kept') return c.body(null, 204);
      return outcome === 'no-key' ? c.json({ code: 'report.no-key' }, 401) : c.json({ code: 'report.unknown-workstation' }, 404);
    },
  };
}

/** The form of one row of a kind, by the same rules as a file of many. */
function newEntry({ forms, db, matrix }: PortalParts, kind: Kind) {
  const columns: readonly Column[] = kinds[kind].columns;
  const typedText = ([typed = '']: readonly string[]): { readonly value: string } | { readonly problem: Phrase } => ({ value: typed });
  return formHandlers(forms, {
    fields: Object.fromEntries(columns.map(({ key }) => [key, typedText])),
    page: (visit: AdminVisit, state) => newEntryPage(visit, kind, state),
    submit: async (visit, cells) => {
      const { id } = visit.account.institution;
      const read = readRow(kind, cells, await factsOf(db, id, await matrix.ofInstitution(id)));
      if ('faults' in read) return Object.fromEntries(read.faults.map(({ column, rule }) => [column, rule]));
      await db.transaction().execute((transaction) => saveEntries(transaction, id, kind, [read.entry]));
      return '/readiness?done=entered';
    },
  });
}
