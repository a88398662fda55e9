// The page of the table, where it is, and the states in which a person can meet it.
export const tablePages = [
  { id: 'table.cards', path: '/cards', states: ['empty', 'inserted', 'inserted-pin-pad', 'reader.none', 'card.none', 'card.in-use'] },
] as const;
