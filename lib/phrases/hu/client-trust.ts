// What eSzig Kliens says while it brings a card up to date that was issued under an older authority.
export const clientTrust = {
  'renewal.title': 'A kártya frissítése',
  'renewal.done-title': 'A kártya naprakész',
  'renewal.why':
    'A kártya kiállítása óta új kulcsot kapott az a hatóság, amely az adatolvasást engedélyezi. A kártya most megismeri az új kulcsot, így a belépéshez nem kell új kártya. A rajta lévő adatok és a PIN-kód nem változnak.',
  'renewal.step': 'Elvégzett lépések: {done}, összesen: {of}.',
  'renewal.done': 'Elvégzett lépések: {done}, összesen: {of}. A belépés folytatódik.',
  'renewal.bar': 'A frissítés állása',
  'renewal.keep':
    'Hagyja a kártyát az olvasón, amíg a belépés be nem fejeződik. Ha mégis leveszi, semmi nem vész el: a következő belépés innen folytatja.',
} as const;
