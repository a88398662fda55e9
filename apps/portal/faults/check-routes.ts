// The first look: a diagnosis file or answers lead to a result, and from there to what helps.
import { parseDiagnosis } from '../../../lib/diagnosis/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import { outcomeOfAnswers, outcomeOfDiagnosis, questionIds } from '../../../lib/fault-report/index.ts';
import { formHandlers } from '../forms/index.ts';
import type { PortalParts } from '../parts.ts';
import type { Routes, VisitOf } from '../visit.ts';
import { answersIn, checkFields } from './fields.ts';
import { checkPage, largestDiagnosis, resultPage } from './pages/check.ts';
import { keepDiagnosis, keptDiagnosis } from './store.ts';
import { uploaded } from './upload.ts';

export function checkRoutes({ forms, db, clock }: PortalParts): Routes {
  const check = formHandlers(forms, {
    fields: checkFields,
    page: (visit: VisitOf<'POST /faults/check'>, state) => checkPage(visit, state),
    submit: async ({ context }) => {
      const form = await context.req.formData();
      const answers = answersIn((question) => String(form.get(question) ?? ''));
      return `/faults/check/result?${new URLSearchParams(answers as Record<string, string>)}`;
    },
  });
  return {
    'GET /faults/check': check.show,
    'POST /faults/check': check.take,

    'POST /faults/check/diagnosis': async ({ context: c }) => {
      const octets = await uploaded(c, 'file', largestDiagnosis);
      if (octets === undefined) throw new EidError('diagnosis.malformed');
      const text = new TextDecoder().decode(octets);
      parseDiagnosis(text);
      return c.redirect(`/faults/check/result?diagnosis=${await keepDiagnosis(db, text, clock())}`, 303);
    },

    'GET /faults/check/result': async ({ context: c, ...view }) => {
      const id = c.req.query('diagnosis');
      const kept = id === undefined ? undefined : await keptDiagnosis(db, id, clock());
      const answers = answersIn((question) => c.req.query(question));
      if (kept === undefined && questionIds.every((question) => answers[question] === undefined)) return c.redirect('/faults/check', 303);
      const outcome = kept === undefined ? outcomeOfAnswers(answers) : outcomeOfDiagnosis(parseDiagnosis(kept));
      return c.html(resultPage(view, { outcome, answers, ...(kept === undefined || id === undefined ? {} : { diagnosis: id }) }));
    },
  };
}
