// What the card office says to the authorities: sign what a chip states, enter a document, block it, let it go again. Plain JSON, read strictly at both ends.
import { z } from 'zod';
import { documentNumber, octets, point } from './registration.ts';

const numbers = z.strictObject({ documentNumbers: z.array(documentNumber).min(1).max(1_000) });

/** `POST /trust-points`: what a new card is to trust. */
const trustPoints = {
  path: '/trust-points',
  request: z.strictObject({}),
  /** CVCA certificates (7F21, hexadecimal), the current one first. */
  answer: z.strictObject({ trustPoints: z.array(octets).min(1).max(2) }),
};

/** `POST /signatures`: the document signer signs SecurityInfos (SET OF, hexadecimal) as EF.CardSecurity or EF.ChipSecurity. */
const signatures = {
  path: '/signatures',
  request: z.strictObject({ securityInfos: octets }),
  /** The CMS object, as it stands in the file. */
  answer: z.strictObject({ signed: octets }),
};

/** `POST /documents`: documents that are being issued, with the public keys of their blocking identifiers (04‖x‖y). */
const documents = {
  path: '/documents',
  request: z.strictObject({
    documents: z
      .array(z.strictObject({ documentNumber, blockingKey: point }))
      .min(1)
      .max(1_000),
  }),
  answer: z.strictObject({}),
};

/** `POST /documents/block`, `POST /documents/release`: the block list is signed anew before the answer. */
const block = { path: '/documents/block', request: numbers, answer: z.strictObject({}) };
const release = { path: '/documents/release', request: numbers, answer: z.strictObject({}) };

/** All messages to the authorities by name. */
export const authorityMessages = { trustPoints, signatures, documents, block, release } as const;

export type AuthorityMessage = keyof typeof authorityMessages;
export type AuthorityRequest<Name extends AuthorityMessage> = z.output<(typeof authorityMessages)[Name]['request']>;
export type AuthorityAnswer<Name extends AuthorityMessage> = z.output<(typeof authorityMessages)[Name]['answer']>;
