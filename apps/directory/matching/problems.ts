// What is answered when people may not decide a case, or not yet.
import type { CaseErrorCode } from './cases.ts';

export const matchingProblems = {
  'linking.not-decider': { status: 403, title: 'Nobody who decides cases, or the person whom the case is about' },
  'linking.not-open': { status: 409, title: 'No such case waits for a decision' },
  'linking.same-person': { status: 409, title: 'Another person confirms' },
  'linking.too-early': { status: 409, title: 'The waiting time is not over' },
} as const satisfies Readonly<Record<CaseErrorCode, { readonly status: number; readonly title: string }>>;
