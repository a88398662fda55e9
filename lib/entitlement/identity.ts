// A person as a card or a register has them: the natural identity data of Hungarian law.
import { object, type Reader, text } from './shape.ts';

/** Names are whole, family name first; titles and spelling may differ between a card and a register. */
export type Identity = {
  readonly name: string;
  readonly birthName: string;
  readonly motherName: string;
  /** `YYYY-MM-DD`, or the part of it that is known. */
  readonly dateOfBirth: string;
  readonly placeOfBirth: string;
};

const name = text(/^[^\p{Cc}]{1,120}$/u);

export const identity: Reader<Identity> = object<Identity>({
  name,
  birthName: name,
  motherName: name,
  dateOfBirth: text(/^\d{4}(-\d\d(-\d\d)?)?$/),
  placeOfBirth: name,
});
