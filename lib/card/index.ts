export {
  type AuxiliaryData,
  type AuxiliaryItem,
  auxiliaryIdentifiers,
  auxiliaryItem,
  encodeAuxiliaryData,
  parseAuxiliaryData,
} from './auxiliary-data.ts';
export { applyChanges, type BlockedSector, type BlockList, createBlockList, type KnownBlockList, readBlockList } from './block-list.ts';
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
  documentFaults,
  type PassiveAuthentication,
  verifyCardSecurity,
} from './card-security.ts';
export type { GeneralPlace, PartialDate } from './contents.ts';
export type { DataGroup } from './data-groups.ts';
export {
  createDefectList,
  type Defect,
  type DefectKind,
  type DefectList,
  defectKinds,
  type KnownDefect,
  knownDefect,
  readDefectList,
} from './defect-list.ts';
export { type Application, encodeDirectory, listsApplication, parseDirectory } from './directory-file.ts';
export type { CardErrorCode } from './error.ts';
export { applicationIdentifiers, masterFiles } from './files.ts';
export { type IdentifierSet, union } from './identifier-set.ts';
export { encodeInformation } from './information-file.ts';
export { createMasterList, type MasterList, readMasterList } from './master-list.ts';
export { encodePersonData, type PersonData } from './person-data.ts';
export { type CardGeneration, type DataGroupName, type DataGroupValue, dataGroups, profiles } from './profiles/index.ts';
export {
  encodeSecurityInfos,
  findInfo,
  infosOfKind,
  parseSecurityInfos,
  type ReadSecurityInfo,
  type SecurityInfo,
} from './security-infos.ts';
