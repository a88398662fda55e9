// The form kit. A form is a table of `fields` (text, choice, day, …), a page drawn with a `formPen`, and a plan given to `formHandlers`, whose
// `show` and `take` are the handlers of its GET and POST at one path. On a fault everything typed is there again, with a summary and a message at
// each field; when the session had ended, the answers are sealed for their browser and there again after the sign-in; a submit sent twice makes one
// record and leads to one place; with `check` the answers are shown before they are sent.
export { checkAnswers, type FormState, formPen } from './draw.ts';
export { choice, choices, day, type Faults, type Field, parsed, type Typed, text, tick } from './fields.ts';
export { formHandlers, keepAnswers, keptAnswers } from './handlers.ts';
export { createForms, type Forms } from './store.ts';
