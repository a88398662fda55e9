// The code card on paper: printed once, from memory; nobody can print the same one again. reference/domain.md 1.3.
import { letter } from '../../../io/print/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { type CalendarDate, fullName, writeDate } from '../../../lib/person/index.ts';
import type { Language } from '../../../lib/phrases/index.ts';
import type { CardRow, HolderRow } from '../tables.ts';
import type { CardCodes } from './codes.ts';
import { sayIssue } from './phrases.ts';

/** A PDF with activation PIN, PUK and registration code. The CAN is not on it: it stands on the card. */
export function printCodeCard(
  { activationPin, puk, registrationCode }: CardCodes,
  { card, holder, language }: { readonly card: CardRow; readonly holder: HolderRow; readonly language: Language },
): Promise<Bytes> {
  const say = sayIssue(language);
  const { family, given, title } = holder;
  return letter({
    language,
    title: say('issue.paper.title'),
    facts: [
      [say('issue.paper.name'), fullName({ family, given, ...(title !== null && { title }) })],
      [say('issue.paper.document'), card.document_number],
      [say('issue.paper.issued'), writeDate(card.issued as CalendarDate, language)],
      [say('issue.paper.activation-pin'), activationPin],
      [say('issue.paper.puk'), `${puk.slice(0, 5)} ${puk.slice(5)}`],
      [say('issue.paper.registration-code'), registrationCode],
    ],
    paragraphs: [
      say('issue.paper.activation'),
      say('issue.paper.unused'),
      say('issue.paper.puk.text'),
      say('issue.paper.keep'),
      say('issue.paper.demonstration'),
    ],
  });
}
