// What the card office says about the end of a card: reports, the holder's own card, the window's entries.
export const officeEndings = {
  'report.start': 'Elveszett vagy ellopták az igazolványom',
  'report.start.text': 'Bejelentés belépés nélkül, az okmányszámmal és a kódkártya regisztrációs kódjával.',

  'report.title': 'Elveszett, ellopott vagy megsemmisült igazolvány bejelentése',
  'report.lead':
    'Ha az igazolványa már nincs Önnél, itt belépés nélkül azonnal letilthatja. Az okmányszám mellett a kódkártyán álló regisztrációs kód igazolja, hogy Ön a birtokosa.',
  'report.document': 'Okmányszám',
  'report.document.hint': 'Hat számjegy és két betű, például 123456AA. Az igazolvány előlapján és a kódkártyán áll.',
  'report.code': 'Regisztrációs kód',
  'report.code.hint':
    '11 betű és számjegy a zöld borítékban kapott kódkártyán. Nem a PIN-kód és nem a PUK-kód: azokat senkinek se adja meg.',
  'report.what': 'Mi történt?',
  'report.what.reported-lost': 'Elveszett',
  'report.what.reported-lost.text': 'Ha később megkerül, kormányablakban kérheti vissza, amíg nem kapott helyette újat.',
  'report.what.reported-stolen': 'Ellopták',
  'report.what.reported-stolen.text': 'A rendőrségi feljelentést ez nem helyettesíti.',
  'report.what.reported-destroyed': 'Megsemmisült vagy megrongálódott',
  'report.what.reported-destroyed.text': 'Ezzel végleg érvénytelen lesz.',
  'report.what.found': 'Megkerült',
  'report.what.found.text': 'Csak akkor adható vissza, ha nem adtak ki helyette újat.',
  'report.what.holder-died': 'A birtokosa elhunyt',
  'report.what.holder-died.text': 'A birtokos minden igazolványa érvénytelen lesz.',
  'report.final': 'A bejelentés azonnal hatályos, és az interneten nem vonható vissza.',
  'report.submit': 'Bejelentem',
  'report.otherwise':
    'Ha nincs meg a kódkártyája, bármelyik kormányablakban bejelentheti, vagy egy másik érvényes igazolványával belépve a saját igazolványai között.',
  'report.fault.document': 'Az okmányszám hat számjegyből és két betűből áll.',
  'report.fault.code': 'A regisztrációs kód 11 betűből és számjegyből áll.',
  'report.fault.what': 'Válassza ki, mi történt.',
  'report.fault.reason': 'Írja le egy mondatban, mi az ok.',
  'report.fault.no-match':
    'Az okmányszám és a regisztrációs kód így nem egyezik. Nézze meg mindkettőt a kódkártyán, vagy menjen egy kormányablakba.',
  'report.fault.too-often': 'Túl sok volt a próbálkozás. Próbálja meg egy óra múlva, vagy menjen egy kormányablakba.',

  'report.done.title': 'Bejelentését rögzítettük',
  'report.done.text': 'Az igazolvány ettől a perctől érvénytelen.',
  'report.done.next': 'Mi történik most?',
  'report.done.refused': 'Egy percen belül senki sem léphet be vele sehol.',
  'report.done.signed-out': 'Ahol éppen be volt lépve vele valaki, onnan kiléptetjük.',
  'report.done.found': 'Ha megkerül, ne használja: vigye be egy kormányablakba.',
  'report.done.new':
    'Új igazolványt bármelyik kormányablakban kérhet. Az EESZT és a többi szolgáltatás az új kártyájával is meg fogja ismerni Önt.',

  'own.life': 'Ami az igazolvánnyal történt',
  'own.report': 'Bejelentés: elveszett, ellopták, megsemmisült',

  'window.title': 'Bejelentés felvétele',
  'window.lead': 'A bejelentés azonnal hatályos: az igazolvány felkerül a tiltólistára, a vele indított belépések véget érnek.',
  'window.reason': 'Indok',
  'window.reason.hint': 'Ki jelentette be, mivel igazolta magát. A nyilvántartás naplójába kerül.',
  'window.submit': 'Rögzítem',
  'window.done.title': 'Rögzítettük',
  'window.done.ended': 'Az igazolvány egy percen belül sehol sem fogadható el.',
  'window.done.back': 'Az igazolvány lekerül a tiltólistáról, és egy percen belül újra használható. A korábbi belépések nem térnek vissza.',
  'window.done.another': 'Másik bejelentés',
} as const;
