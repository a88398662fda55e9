// What is said when a card is to be linked to an EESZT user: who claims to be whom, by which card, and what came of it.
import { type Identity, identity } from './identity.ts';
import { workerRecord } from './messages.ts';
import { type Profession, professions, type WorkerRecord } from './roles.ts';
import { byKind, object, oneOf, type Reader, text } from './shape.ts';

/**
 * `match-identity`, identity provider → directory: the holder of the card with this pseudonym says that they are this EESZT user. `user` is a
 * user name (prefix and register number, `O61284`) or an invitation code of an institution.
 */
export type MatchIdentity = { readonly pseudonym: string; readonly user: string; readonly identity: Identity };

/** `no` says the same of an account that is somebody else's, of one that does not exist, and of a code that is used up. */
export type IdentityMatched =
  | { readonly kind: 'linked'; readonly worker: WorkerRecord }
  | { readonly kind: 'human' }
  | { readonly kind: 'no' }
  | { readonly kind: 'too-many' };

/** How user names are made: the prefix before the register number, by profession; `null` for professions without register. */
export type UserPrefixes = Readonly<Record<Profession, string | null>>;

/**
 * Prefixes of EESZT user names. That of physicians and dentists is public (`O` and the stamp number); the others are not, and are this project's
 * until an operator gives the right ones.
 */
export const userPrefixes: UserPrefixes = {
  physician: 'O',
  dentist: 'O',
  pharmacist: 'G',
  nurse: 'N',
  assistant: 'A',
  administration: null,
};

/** The professions and the number that a user name stands for; none when it is no user name. */
export function readUserName(
  prefixes: UserPrefixes,
  user: string,
): { readonly professions: readonly Profession[]; readonly number: string } | undefined {
  const [, prefix, number = ''] = /^([A-Z]{1,2})(\d{5})$/.exec(user.trim().toUpperCase()) ?? [];
  const found = professions.filter((profession) => prefix !== undefined && prefixes[profession] === prefix);
  return found.length === 0 ? undefined : { professions: found, number };
}

const pseudonym = text(/^([0-9a-f]{2}){32,64}$/);

const matched: Reader<IdentityMatched> = byKind<IdentityMatched>({
  linked: object({ kind: oneOf(['linked']), worker: workerRecord }),
  human: object({ kind: oneOf(['human']) }),
  no: object({ kind: oneOf(['no']) }),
  'too-many': object({ kind: oneOf(['too-many']) }),
});

const id = text(/^[A-Za-z0-9_-]{43}$/);
const worker = text(/^[a-z0-9]+(-[a-z0-9]+)*$/);
/** A user name or an invitation code, as people type them. */
const user = text(/^[A-Za-z0-9 -]{1,40}$/);
const word = oneOf(['confirm', 'refuse']);

/** `decide-link`, portal → directory: one person's word on a case, with the person before them. */
export type DecideLink = { readonly case: string; readonly actor: string; readonly word: 'confirm' | 'refuse' };

/** `account-owner`, portal → directory: where a letter to the owner of a user name goes. */
export type AccountOwner = { readonly user: string };

/** Each throws `EidError<EntitlementErrorCode>` for anything that is not exactly its message. */
export const parseMatchIdentity = (value: unknown): MatchIdentity => object<MatchIdentity>({ pseudonym, user, identity })(value, '');
export const parseIdentityMatched = (value: unknown): IdentityMatched => matched(value, '');
export const parseDecideLink = (value: unknown): DecideLink => object<DecideLink>({ case: id, actor: worker, word })(value, '');
export const parseAccountOwner = (value: unknown): AccountOwner => object<AccountOwner>({ user })(value, '');
