// Step 12 of linking: whose account is it that the holder of this card says is theirs? The directory compares; what was read goes nowhere else.
import { type RecordHop, recordHop } from '../../../io/road/index.ts';
import {
  entitlement,
  type Identity,
  type IdentityMatched,
  type MatchIdentity,
  type RoleEntry,
  type WorkerRecord,
} from '../../../lib/entitlement/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { ClaimName, SignInPlan } from '../../../lib/oidc/index.ts';
import type { FailureCode } from './failure.ts';
import type { CardData } from './sign-in.ts';

/** Asks the directory. Errors: `directory.down` for anything that is no answer. */
export type AskMatch = (request: MatchIdentity) => Promise<IdentityMatched>;

export interface MatchIdentityNeeds {
  readonly askMatch: AskMatch;
  readonly road: RecordHop;
}

/** What came of it, as claims; `roles` are those in which the linked worker may act, so that the sign-in goes on in one of them. */
export type Linking =
  | { readonly kind: 'over'; readonly claims: Readonly<Partial<Record<ClaimName, string>>> }
  | { readonly kind: 'linked'; readonly worker: WorkerRecord; readonly roles: readonly [RoleEntry, ...RoleEntry[]] };

/** Errors: `request.not-allowed` when the request names no account, `user.cancelled` when the card keeps what is needed, `directory.down`. */
export async function matchIdentity(
  { askMatch, road }: MatchIdentityNeeds,
  {
    pseudonym,
    mark,
    plan,
    data,
  }: { readonly pseudonym: string; readonly mark: string; readonly plan: SignInPlan; readonly data: CardData },
): Promise<Linking> {
  const [user] = plan.role.linking_user ?? [];
  if (user === undefined) throw new EidError('request.not-allowed', { at: 'linking_user' });
  const identity = identityOf(data);
  const hop = { hop: 'match-identity', from: 'idp', to: 'directory', session: mark } as const;
  const matched = await recordHop(road, hop, () => askMatch({ pseudonym, user, identity }));
  if (matched.kind !== 'linked') return { kind: 'over', claims: { linking_outcome: matched.kind } };
  const { worker } = matched;
  const entitled = entitlement(worker.registration, worker.roles);
  const [first, ...others] = entitled.kind === 'entitled' ? entitled.roles : [];
  if (first !== undefined) return { kind: 'linked', worker, roles: [first, ...others] };
  const stop = entitled.kind === 'suspended' ? 'account.suspended' : 'account.no-role';
  return { kind: 'over', claims: { linking_outcome: 'linked', linking_stop: stop } };
}

function identityOf({ familyNames, givenNames, birthName, motherName, dateOfBirth, placeOfBirth }: CardData): Identity {
  if (
    familyNames === undefined ||
    givenNames === undefined ||
    birthName === undefined ||
    motherName === undefined ||
    dateOfBirth === undefined ||
    placeOfBirth === undefined
  )
    throw new EidError<FailureCode>('user.cancelled');
  return { name: `${familyNames} ${givenNames}`, birthName, motherName, dateOfBirth, placeOfBirth };
}
