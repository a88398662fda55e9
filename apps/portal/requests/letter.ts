// The ready letter that asks for readers: it ends with name, phone, e-mail and the identifier at the registering authority, as the rule wants it.
import { letter } from '../../../io/print/index.ts';
import { requests as en } from '../../../lib/phrases/en/requests.ts';
import { requests as hu } from '../../../lib/phrases/hu/requests.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';
import type { RequestTables } from './tables.ts';

export type ReaderRequest = RequestTables['reader_request'];

export const sayRequests = (language: Language) => speaker(hu, en, language);

/** The letter's paragraphs, in order. */
export function letterText(request: ReaderRequest): readonly string[] {
  const say = sayRequests(request.language);
  const { readers, why, name, phone, mail, authority, identifier } = request;
  return [
    say('letter.greeting'),
    say('letter.text', { readers }),
    say(`letter.ground.${request.ground}`),
    say('letter.why', { why }),
    say('letter.end'),
    say('letter.name', { name }),
    say('letter.phone', { phone }),
    say('letter.mail', { mail }),
    say('letter.identifier', { authority, identifier }),
  ];
}

export const requestLetter = (request: ReaderRequest) =>
  letter({
    language: request.language,
    title: sayRequests(request.language)('letter.title'),
    paragraphs: [request.institution_name, ...letterText(request)],
  });
