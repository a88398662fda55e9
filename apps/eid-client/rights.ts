// Which rights of a terminal people are shown, and therefore which can be granted at all: a right that has no words here is cleared.
import { type AuthenticationRight, type Chat, createChat, hasRight } from '../../lib/cvc/index.ts';

/** The rights that have a phrase (`right.<name>`), in the order in which they are shown. */
const shownRights = [
  'restrictedIdentification',
  'ageVerification',
  'communityIdVerification',
  'readDg5',
  'readDg4',
  'readDg6',
  'readDg7',
  'readDg13',
  'readDg16',
  'readDg8',
  'readDg9',
  'readDg10',
  'readDg11',
  'readDg17',
  'readDg18',
  'readDg12',
  'readDg21',
  'readDg22',
  'readDg1',
  'readDg2',
  'readDg3',
  'readDg14',
  'readDg15',
  'readDg19',
  'readDg20',
] as const satisfies readonly AuthenticationRight[];

export type ShownRight = (typeof shownRights)[number];

export interface AskedRights {
  readonly required: readonly ShownRight[];
  readonly optional: readonly ShownRight[];
}

/**
 * What may be asked of the person: the requested rights that the certificate has and that can be shown; a right that is required is not
 * optional too. A request without any template asks for all of the certificate, as optional.
 */
export function askedRights(certificate: Chat, required: Chat | undefined, optional: Chat | undefined): AskedRights {
  const none = required === undefined && optional === undefined;
  const within = (chat: Chat | undefined) =>
    shownRights.filter((right) => chat !== undefined && hasRight(chat, right) && hasRight(certificate, right));
  const needed = within(required);
  return { required: needed, optional: within(none ? certificate : optional).filter((right) => !needed.includes(right)) };
}

/** The template confined to what was shown and permitted: required ∪ the chosen of the optional rights. */
export function grantedChat({ required, optional }: AskedRights, chosen: readonly AuthenticationRight[]): Chat {
  return createChat([...required, ...optional.filter((right) => chosen.includes(right))]);
}
