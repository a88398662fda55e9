export {
  type BlockListErrorCode,
  blockListChanges,
  type IssuedDocument,
  type PkiEffects,
  registerDocuments,
  release,
  revoke,
} from './block-list.ts';
export { type CountryErrorCode, documentSigners } from './country.ts';
export { type AuthorityErrorCode, readLinks } from './cv-authorities.ts';
export { establish, issueTerminal, type PkiOptions } from './establish.ts';
export type { FilesErrorCode } from './files.ts';
export { dueAt, type Item, nextDue, readInventory, type Standing, standings } from './inventory.ts';
export type { IssueErrorCode } from './issue.ts';
export { type CertifiedKey, type Layout, layout, type TlsName } from './layout.ts';
export { type Renewal, renewDue } from './main.ts';
export {
  isEstablished,
  issueDocumentSigner,
  moveSector,
  publishLists,
  renewCountrySigner,
  renewRoot,
  reportDefect,
  revokeDocumentSigner,
} from './operations.ts';
export { authorityRights } from './policy.ts';
export { answerRequest } from './requests.ts';
export type { SectorErrorCode } from './sectors.ts';
