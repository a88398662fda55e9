// The English of `lib/phrases/hu/office-trust.ts`.
import type { officeTrust as hu } from '../hu/office-trust.ts';

export const officeTrust: Readonly<Record<keyof typeof hu, string>> = {
  'trust.title': 'Which authority do the cards believe?',
  'trust.lead':
    'When the country’s verifying authority changes its key, cards in use still believe the one before. They take the new key over by being used: neither the holder nor you have anything to do.',
  'trust.current': 'The present authority',
  'trust.behind': 'Cards that still believe an earlier one',
  'trust.all': 'Cards with a chip that are valid or lost',
  'trust.authority': 'Authority',
  'trust.cards': 'Number of cards',
  'trust.picture': 'Their share',
  'trust.how':
    'The register knows what a card was made with, and what a window’s reader has seen in it since. A card that moved on in a sign-in at home or at work counts here only from its next act at a window: so in truth fewer cards are behind.',
  'trust.back': 'Back to the desk',
};
