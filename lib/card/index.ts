export {
  type AuxiliaryData,
  type AuxiliaryItem,
  auxiliaryIdentifiers,
  auxiliaryItem,
  encodeAuxiliaryData,
  parseAuxiliaryData,
} from './auxiliary-data.ts';
export { type BlockList, createBlockList, readBlockList } from './block-list.ts';
export {
  type UsableChipAuthentication,
  type UsablePace,
  type UsableRestrictedIdentification,
  usableChipAuthentication,
  usablePace,
  usableRestrictedIdentification,
} from './capabilities.ts';
export {
  createCardSecurity,
  type DocumentFault,
  type DocumentTrust,
  type PassiveAuthentication,
  verifyCardSecurity,
} from './card-security.ts';
export type { GeneralPlace, PartialDate } from './contents.ts';
export type { DataGroup } from './data-groups.ts';
export { type Application, encodeDirectory, listsApplication, parseDirectory } from './directory-file.ts';
export type { CardErrorCode } from './error.ts';
export { applicationIdentifiers, masterFiles } from './files.ts';
export { type CardGeneration, type DataGroupName, type DataGroupValue, dataGroups, profiles } from './profiles/index.ts';
export {
  encodeSecurityInfos,
  findInfo,
  infosOfKind,
  parseSecurityInfos,
  type ReadSecurityInfo,
  type SecurityInfo,
} from './security-infos.ts';
