export { type BlockListErrorCode, type IssuedDocument, registerDocuments, revoke } from './block-list.ts';
export type { AuthorityErrorCode } from './cv-authorities.ts';
export { establish, issueTerminal, type PkiOptions } from './establish.ts';
export type { IssueErrorCode } from './issue.ts';
export { type CertifiedKey, type Layout, layout, type TlsName } from './layout.ts';
