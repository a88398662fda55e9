// The pages of a card's end, and the states in which a person can meet them.
import type { PageRow } from '../pages/index.ts';

export const endingPages: readonly PageRow[] = [
  { id: 'office.report', path: '/report', states: ['default', 'refused', 'too-often'] },
  { id: 'office.reported', path: '/report/done', states: ['default'] },
  { id: 'office.own-card', path: '/own/cards/:id', states: ['living', 'refused', 'missing'] },
  { id: 'office.window-report', path: '/window/report', states: ['default', 'refused'] },
  { id: 'office.window-reported', path: '/window/report/:id', states: ['ended', 'back'] },
  { id: 'office.card', path: '/cards/:id', states: ['missing'] },
  { id: 'office.failure', path: '/window/report', states: ['card.move-not-allowed'] },
];
