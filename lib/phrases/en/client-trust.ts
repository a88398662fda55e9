import type { clientTrust as hu } from '../hu/client-trust.ts';

export const clientTrust: Readonly<Record<keyof typeof hu, string>> = {
  'renewal.title': 'Bringing the card up to date',
  'renewal.done-title': 'The card is up to date',
  'renewal.why':
    'Since this card was issued, the authority that permits reading has a new key. The card learns the new key now, so no new card is needed. Its data and its PIN do not change.',
  'renewal.step': 'Steps done: {done} of {of}.',
  'renewal.done': 'Steps done: {done} of {of}. The sign-in goes on.',
  'renewal.bar': 'Progress of the update',
  'renewal.keep':
    'Leave the card on the reader until the sign-in is over. If you take it off, nothing is lost: the next sign-in goes on from here.',
  'version.here': 'On this computer: eSzig Kliens {version}',
  'version.needed': 'The server wants: {version} or newer',
  'report.title': 'What the card says of itself',
  'report.what':
    'This card was only looked at: no code was needed, and nothing on it has changed. There are no personal data in the report; send it to whoever looks after eSzig Kliens, so that the card becomes known.',
  'report.save': 'Save the report',
  'compare.age': 'Age check',
  'compare.born-by': 'The card says yes if you were born on this day or before: {day}',
  'compare.place': 'Place check',
  'compare.community': 'The card says yes if the community id begins with: {place}',
};
