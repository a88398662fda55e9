// From operations of the eID interface to rights of a CHAT and data groups of the card.
import { type DataGroupName, dataGroups } from '../../lib/card/index.ts';
import { type AuthenticationRight, type Chat, createChat, hasRight } from '../../lib/cvc/index.ts';
import { type OperationName, operationNames } from '../../lib/eid-service/index.ts';
import type { Asked } from './session/progress.ts';

const otherRights: Readonly<Partial<Record<OperationName, AuthenticationRight>>> = {
  restrictedId: 'restrictedIdentification',
  ageVerification: 'ageVerification',
  placeVerification: 'communityIdVerification',
};

/** Operations that read the data group of another name. */
const readAs: Readonly<Partial<Record<OperationName, DataGroupName>>> = { address: 'placeOfResidence' };

/** The data group that an operation reads; `undefined` when it reads none, or the card's profile has none. */
export function dataGroupOf(operation: OperationName): DataGroupName | undefined {
  return Object.hasOwn(dataGroups, operation) ? (operation as DataGroupName) : readAs[operation];
}

/** The right that an operation needs; `undefined` when the card's profile cannot serve it. */
function rightOf(operation: OperationName): AuthenticationRight | undefined {
  const group = dataGroupOf(operation);
  return group === undefined ? otherRights[operation] : dataGroups[group].readRight;
}

/** Whether a template lets an operation be done. */
export function permits(chat: Chat, operation: OperationName): boolean {
  const right = rightOf(operation);
  return right !== undefined && hasRight(chat, right);
}

/** Everything that a terminal may do, as operations. */
export function permittedOperations(chat: Chat): readonly OperationName[] {
  return operationNames.filter((operation) => permits(chat, operation));
}

/** The templates of what is required and of what the holder may refuse. */
export function askedChats({ required, allowed }: Asked): { readonly required: Chat; readonly optional: Chat } {
  return { required: createChat(rights(required)), optional: createChat(rights(allowed)) };
}

function rights(operations: readonly OperationName[]): readonly AuthenticationRight[] {
  return operations.map(rightOf).filter((right) => right !== undefined);
}
