// What the card office says to the machine that personalises cards: take a blank, write it, give it codes, close it. Plain JSON, read strictly at both
// ends. A blank that is not closed is void as soon as the machine loses its power.
import { z } from 'zod';
import { documentNumber, octets, point } from './registration.ts';

const blank = z.string().regex(/^[0-9a-f]{32}$/);
const day = z.iso.date();
const nothing = z.strictObject({});

/** `POST /blanks`: takes a blank; its chip makes its keys. */
const openBlank = {
  path: '/blanks',
  request: z.strictObject({
    generation: z.string().regex(/^\d{4}$/),
    /** The pseudonym key of the holder's card before, as this machine sealed it; a fresh one without. */
    sealedPseudonymKey: octets.exactOptional(),
  }),
  answer: z.strictObject({
    blank,
    publicKeys: z.strictObject({ chip: point, individual: point.exactOptional(), pseudonym: point, blocking: point }),
    /** What is to be signed: SET OF SecurityInfo of EF.CardSecurity, and of EF.ChipSecurity where the chip has one. */
    statements: z.strictObject({ card: octets, chip: octets.exactOptional() }),
    /** The pseudonym key for the holder's next card; only this machine opens it. */
    sealedPseudonymKey: octets,
  }),
};

/** `POST /blanks/write`: everything but the codes. */
const writeBlank = {
  path: '/blanks/write',
  request: z.strictObject({
    blank,
    documentNumber,
    issued: day,
    expires: day,
    /** Name as it is printed. */
    name: z.string().min(1).max(250),
    signed: z.strictObject({ card: octets, chip: octets.exactOptional() }),
    trustPoints: z.array(octets).min(1).max(2),
    /** Data group number → file, hexadecimal. */
    dataGroups: z.record(z.string().regex(/^\d{1,2}$/), octets),
    /** The signature function, and how long its certificate lives. */
    signatureFunction: z.strictObject({ family: z.string().min(1), given: z.string().min(1), from: day, to: day }).exactOptional(),
  }),
  answer: nothing,
};

/** `POST /blanks/codes`: codes for a written blank, as often as it takes until they stand on paper; the ones before are void. */
const setCodes = {
  path: '/blanks/codes',
  request: z.strictObject({
    blank,
    activationPin: z.string().regex(/^\d{5}$/),
    puk: z.string().regex(/^\d{10}$/),
    can: z.string().regex(/^\d{6}$/),
  }),
  answer: nothing,
};

/** `POST /blanks/close`: the card comes out of the machine. Nothing can be written in this way any more. */
const closeBlank = { path: '/blanks/close', request: z.strictObject({ blank }), answer: nothing };

/** `POST /blanks/void`: the blank is destroyed; one that is not there is void already. */
const voidBlank = { path: '/blanks/void', request: z.strictObject({ blank }), answer: nothing };

/** `POST /cards/destroy`: a card that came out and was never recorded is destroyed; one that is not there never was. */
const destroyCard = { path: '/cards/destroy', request: z.strictObject({ documentNumber }), answer: nothing };

/** All messages to the machine by name. */
export const machineMessages = { openBlank, writeBlank, setCodes, closeBlank, voidBlank, destroyCard } as const;

export type MachineMessage = keyof typeof machineMessages;
export type MachineRequest<Name extends MachineMessage> = z.output<(typeof machineMessages)[Name]['request']>;
export type MachineAnswer<Name extends MachineMessage> = z.output<(typeof machineMessages)[Name]['answer']>;
