// What eSzig Kliens says of what a request compares, and when something has become old: a card of an earlier authority, which it brings up to date, or itself; and of a card that is too
// new for it.
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
  'version.here': 'Ezen a számítógépen: eSzig Kliens {version}',
  'version.needed': 'A kiszolgáló ezt kéri: {version} vagy újabb',
  'report.title': 'Amit a kártya magáról mond',
  'report.what':
    'Ezt a kártyát csak megnéztük: kód nem kellett hozzá, és nem változott rajta semmi. A jelentésben nincs személyes adat; küldje el annak, aki az eSzig Klienst gondozza, hogy a kártya ismert legyen.',
  'report.save': 'Jelentés mentése',
  'compare.age': 'Életkor ellenőrzése',
  'compare.born-by': 'Igennel válaszol a kártya, ha Ön legkésőbb ezen a napon született: {day}',
  'compare.place': 'Lakóhely ellenőrzése',
  'compare.community': 'Igennel válaszol a kártya, ha a település azonosítója így kezdődik: {place}',
} as const;
