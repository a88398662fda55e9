// What the card office says to everyone: its frame, its start, the states of cards.
export const office = {
  'office.brand': 'Okmányiroda',
  'office.sign-out': 'Kijelentkezés',
  'office.home': 'Vissza a kezdőlapra',
  'office.retry': 'Vissza az elejére',

  'office.start.title': 'Igazolványügyek',
  'office.start.unofficial':
    'Ez bemutató, nem hivatalos oldal. Itt valódi igazolványt nem lehet igényelni, bejelenteni vagy letiltani: minden személy és okmány kitalált.',
  'office.start.lead': 'A belépéshez e-Személyi igazolvány és a 6 számjegyű PIN-kód szükséges.',
  'office.start.holder': 'A saját igazolványom ügyében',
  'office.start.holder.text':
    'Megnézheti az igazolványai állapotát. A kártyáról az Ön engedélyével a nevét és a TAJ-számát olvassuk be, ezekkel keressük meg a nyilvántartásban.',
  'office.start.clerk': 'Ügyintézőként',
  'office.start.clerk.text': 'Kormányablakok és okmányirodák ügyintézőinek. A kártyáról személyes adatot nem olvasunk be.',

  'office.own.title': 'Az igazolványaim',

  'office.facts.clerk': 'Ügyintéző',
  'office.facts.institution': 'Hivatal azonosítója',
  'office.facts.state': 'Állapot',
  'office.facts.issued': 'Kiállítás napja',
  'office.facts.expires': 'Érvényesség vége',
  'office.facts.never': 'határidő nélkül érvényes',

  'office.state.in-production': 'gyártás alatt',
  'office.state.ready': 'elkészült, átvételre vár',
  'office.state.in-use': 'átadva, érvényes',
  'office.state.missing': 'elveszett vagy ellopták, letiltva',
  'office.state.ended': 'érvénytelen',
  'office.state.void': 'nem készült el',

  'office.signed-out.title': 'Kijelentkezett',
  'office.signed-out.text': 'A belépés adatait töröltük. Ha még az olvasón van, vegye le róla az igazolványát.',
  'office.signed-out.again': 'Új belépés',
} as const;
