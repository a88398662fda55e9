// Who may meet which route of the office: every route has its row here, and a row without a route keeps the office from starting.
import type { Who } from './account.ts';

/** `anyone`, or those who must be signed in. */
export type Allowed = 'anyone' | readonly Who[];

const clerk = ['clerk'] as const;
const holder = ['holder'] as const;

export const policy = {
  'GET /': 'anyone',
  'GET /sign-in/return': 'anyone',
  'GET /sign-in/failed': 'anyone',
  'GET /sign-in/:way': 'anyone',
  'POST /sign-out': 'anyone',
  'GET /signed-out': 'anyone',

  'GET /window': clerk,
  'GET /trust': clerk,
  'POST /register/search': clerk,
  'GET /cards/:id': clerk,
  'POST /applications': clerk,
  'POST /applications/:id/check': clerk,
  'POST /applications/:id/withdraw': clerk,
  'POST /applications/:id/issue': clerk,
  'GET /applications/:id/:step': clerk,
  'POST /applications/:id/:step': clerk,
  'GET /cards/:id/replacement': clerk,
  'POST /cards/:id/replacement': clerk,
  'GET /cards/:id/activation': clerk,
  'POST /cards/:id/activation': clerk,
  'GET /pad': 'anyone',
  'POST /pad': 'anyone',
  'GET /cards/:id/making': clerk,
  'POST /cards/:id/making/print': clerk,
  'POST /cards/:id/making/finish': clerk,
  'POST /cards/:id/making/give-up': clerk,
  'POST /cards/:id/hand-over': clerk,
  'GET /cards/:id/acts/:act': clerk,
  'POST /cards/:id/acts/:act': clerk,

  'GET /own': holder,

  'POST /signed-out-by-provider': 'anyone',
  'GET /report': 'anyone',
  'POST /report': 'anyone',
  'GET /report/done': 'anyone',
  'GET /own/cards/:id': holder,
  'POST /own/cards/:id/report': holder,
  'GET /window/report': clerk,
  'POST /window/report': clerk,
  'GET /window/report/:id': clerk,
} as const satisfies Readonly<Record<`${'GET' | 'POST'} /${string}`, Allowed>>;

export type RouteName = keyof typeof policy;

/** Whether somebody signed in as this, or not at all, may meet a route. */
export function isAllowed(route: RouteName, who: Who | undefined): boolean {
  const allowed: Allowed = policy[route];
  return allowed === 'anyone' || (who !== undefined && allowed.includes(who));
}
