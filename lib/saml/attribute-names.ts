// What the attributes of the national profile are called: TR-03130-1 4.3, and ours for Hungary by URIs of their own.
import { isHungarian, type OperationName, operationNames, operations } from '../eid-service/index.ts';

const others = {
  documentValidity: 'DocumentValidity',
  transactionInfo: 'TransactionInfo',
  attestation: 'TransactionAttestation',
  levelOfAssurance: 'LevelOfAssurance',
  eidType: 'EIDType',
} as const;

export type AttributeName = OperationName | keyof typeof others;

/** As they stand in messages: plain words for those of the guideline, a URI for ours. */
export const attributeNames = {
  ...Object.fromEntries(operationNames.map((name) => [name, written(name)])),
  ...others,
} as Readonly<Record<AttributeName, string>>;

/** Which attribute a name is of; `undefined` for none. */
export function nameOf(text: string): AttributeName | undefined {
  return (Object.keys(attributeNames) as AttributeName[]).find((name) => attributeNames[name] === text);
}

function written(name: OperationName): string {
  const { element, namespace } = operations[name];
  return isHungarian(name) ? `${namespace}:${element}` : element;
}
