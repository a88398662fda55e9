// Filing a report: the form, its check, and where it leads; the refusal for a reader that was not given by the operator.

import { parseDiagnosis } from '../../../lib/diagnosis/index.ts';
import { isEidError } from '../../../lib/error/index.ts';
import { type OutcomeId, outcomeOfAnswers, outcomeOfDiagnosis, questionIds } from '../../../lib/fault-report/index.ts';
import type { Account } from '../account.ts';
import { type Faults, formHandlers, type Typed } from '../forms/index.ts';
import type { RegisteredAddress } from '../outbox/index.ts';
import type { PortalParts } from '../parts.ts';
import { readerBySerial } from '../readers/index.ts';
import type { Routes, VisitOf } from '../visit.ts';
import { answersIn, type ReportProblem, reportFields } from './fields.ts';
import { writeDay } from './mails.ts';
import { checkReportPage, notGivenPage, reportPage } from './pages/report.ts';
import { sayFaults } from './pages/say.ts';
import { fileReport, keptDiagnosis } from './store.ts';

type Visit = VisitOf<'POST /faults/report'>;

export function reportRoutes({ forms, db, clock, directory, origin }: PortalParts): Routes {
  /** Name and registered address of an institution; while the directory is away only somebody signed in may go on, and no letter is sent. */
  const institutionOf = async (
    id: string,
    account: Account | undefined,
  ): Promise<{ readonly name: string; readonly mail: RegisteredAddress | null }> => {
    try {
      return await directory.institution(id);
    } catch (thrown) {
      if (account?.kind !== 'worker' || !isEidError(thrown, 'directory.down')) throw thrown;
      return { name: account.institution.name ?? id, mail: null };
    }
  };

  const report = formHandlers(forms, {
    fields: reportFields(clock),
    initial: ({ context: c, account }: Visit): Typed => {
      const known = ['diagnosis', 'serial', ...questionIds].flatMap((name) => {
        const value = c.req.query(name);
        return value === undefined ? [] : [[name, [value]] as const];
      });
      const own = account?.kind === 'worker' ? { institution: [account.institution.id], reporter: [account.name] } : {};
      return { ...Object.fromEntries(known), ...own };
    },
    page: (visit: Visit, state) => reportPage(visit, state),
    check: (visit, values, answers) => {
      const say = sayFaults(visit.language);
      const rows = [
        [say('faults.field.institution'), values.institution],
        [say('faults.field.serial'), values.serial],
        [say('faults.field.symptoms'), values.symptoms.map((symptom) => say(`faults.symptom.${symptom}`)).join('; ')],
        [say('faults.field.description'), values.description],
        [say('faults.field.reporter'), values.reporter],
        [say('faults.field.phone'), values.phone],
        [say('faults.field.contact'), values.contact],
        [say('faults.report.pickup'), `${values['postal-code']} ${values.city}, ${values.street}`],
        [
          say('faults.field.pickup-day'),
          `${writeDay(values['pickup-day'], visit.language)} – ${say(`faults.window.${values['pickup-window']}`)}`,
        ],
      ] as const;
      return checkReportPage(visit, rows, answers);
    },
    submit: async ({ account, language }, values): Promise<string | Faults<ReportProblem>> => {
      if (values.symptoms.includes('other') && values.description === '') return { description: 'faults.problem.other' };
      const own = account?.kind === 'worker' ? account.institution.id : undefined;
      const institution = own ?? values.institution;
      const reader = await readerBySerial(db, values.serial);
      if (reader === undefined || reader.origin !== 'operator' || reader.institution !== institution) return '/faults/not-given';
      const { name, mail } = await institutionOf(institution, account);
      const diagnosis = values.diagnosis === '' ? undefined : await keptDiagnosis(db, values.diagnosis, clock());
      const answers = answersIn((question) => values[question]);
      const filed = await fileReport(
        db,
        {
          institution,
          institution_name: name,
          notify: mail,
          reporter: values.reporter,
          phone: values.phone,
          contact: values.contact,
          serial: reader.serial,
          model: reader.model,
          warranty_until: reader.warranty_until,
          outcome: outcomeFrom(diagnosis, answers),
          answers: JSON.stringify(answers),
          symptoms: JSON.stringify(values.symptoms),
          description: values.description,
          diagnosis: diagnosis ?? null,
          postal_code: values['postal-code'],
          city: values.city,
          street: values.street,
          pickup_day: values['pickup-day'],
          pickup_window: values['pickup-window'],
          language,
        },
        { signedIn: own !== undefined, now: clock(), origin },
      );
      if (filed === 'open-already') return { serial: 'faults.problem.serial.open' };
      if (filed === 'too-many') return { institution: 'faults.problem.too-many' };
      return `/faults/sent/${filed.receipt}`;
    },
  });
  return {
    'GET /faults/report': report.show,
    'POST /faults/report': report.take,
    'GET /faults/not-given': ({ context: c, ...view }) => c.html(notGivenPage(view)),
  };
}

/** Answers say more than a diagnosis that could not decide. */
function outcomeFrom(diagnosis: string | undefined, answers: ReturnType<typeof answersIn>): OutcomeId {
  const found = diagnosis === undefined ? 'unclear' : outcomeOfDiagnosis(parseDiagnosis(diagnosis));
  return found === 'unclear' ? outcomeOfAnswers(answers) : found;
}
