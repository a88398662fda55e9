// What the card office says to everyone: its frame, its start, the states of cards.
import type { office as hu } from '../hu/office.ts';

export const office: Readonly<Record<keyof typeof hu, string>> = {
  'office.brand': 'Card Office',
  'office.sign-out': 'Sign out',
  'office.home': 'Back to the start page',
  'office.retry': 'Back to the beginning',

  'office.start.title': 'Your identity card',
  'office.start.unofficial':
    'This is a demonstration, not an official site. No real card can be applied for, reported or blocked here: all people and documents are invented.',
  'office.start.lead': 'To sign in you need an e-Személyi card and its 6-digit PIN.',
  'office.start.holder': 'About my own card',
  'office.start.holder.text':
    'See the state of your cards. With your permission we read your name and TAJ number from the card, and find you in the register by them.',
  'office.start.clerk': 'As a clerk',
  'office.start.clerk.text': 'For clerks of government windows and document offices. No personal data are read from the card.',

  'office.own.title': 'My cards',

  'office.facts.clerk': 'Clerk',
  'office.facts.institution': 'Id of the office',
  'office.facts.state': 'State',
  'office.facts.issued': 'Issued on',
  'office.facts.expires': 'Valid until',
  'office.facts.never': 'valid without an end',

  'office.state.in-production': 'being made',
  'office.state.ready': 'made, waiting for its holder',
  'office.state.in-use': 'handed over, valid',
  'office.state.missing': 'lost or stolen, blocked',
  'office.state.ended': 'not valid',
  'office.state.void': 'was not completed',

  'office.signed-out.title': 'You are signed out',
  'office.signed-out.text': 'The data of your sign-in are deleted. If your card is still on the reader, take it off.',
  'office.signed-out.again': 'Sign in again',
};
