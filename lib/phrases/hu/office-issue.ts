// What the card office says while a card is made and handed over, and what stands on the code card.
export const officeIssue = {
  'issue.paper.title': 'Kódkártya az e-Személyi igazolványhoz',
  'issue.paper.name': 'Név',
  'issue.paper.document': 'Okmányszám',
  'issue.paper.issued': 'Kiállítás napja',
  'issue.paper.activation-pin': 'Aktiváló PIN (5 számjegy)',
  'issue.paper.puk': 'PUK (10 számjegy)',
  'issue.paper.registration-code': 'Regisztrációs kód',
  'issue.paper.activation':
    'Az aktiváló PIN egyszer használható: az első belépés előtt cserélje saját, 6 számjegyű PIN-kódra a kormányablakban vagy otthon az eSzig Klienssel. Az aktiválásnak az igazolvány érvényességén belül nincs határideje.',
  'issue.paper.unused':
    'Amíg az aktiváló PIN érintetlen, bizonyítja, hogy az elektronikus azonosítást az átvétel előtt senki sem használta.',
  'issue.paper.puk.text':
    'Ha a PIN-kódot háromszor elrontotta, a PUK-kal adhat meg újat. A CAN, az igazolvány 6 számjegyű kártyaszáma, nem titok: az igazolvány előlapján áll.',
  'issue.paper.keep':
    'Őrizze az igazolványtól külön. Ezeket a kódokat sehol sem tároljuk, ezért ez a lap nem nyomtatható ki még egyszer. Sem hivatal, sem bank nem kérheti el Öntől.',
  'issue.paper.demonstration': 'Ez bemutató: az igazolvány és a kódok semmire sem érvényesek.',

  'issue.title': 'Igazolvány készítése',
  'issue.facts.name': 'Név',
  'issue.facts.document': 'Okmányszám',
  'issue.facts.expires': 'Érvényesség vége',
  'issue.facts.never': 'határidő nélkül érvényes',
  'issue.codes.lead':
    'A chip elkészítette a kulcsait, az adatokat beleírtuk. Most nyomtassa ki a kódkártyát. A kódok csak a papíron léteznek: minden nyomtatás új kódokat ad, az előzők azonnal érvénytelenek.',
  'issue.codes.print': 'A kódkártya nyomtatása',
  'issue.codes.failed': 'Ha a nyomtatás nem sikerült vagy a lap nem olvasható, semmisítse meg a lapot, és nyomtasson újra.',
  'issue.codes.finish': 'A kódkártya olvasható: az igazolvány lezárása',
  'issue.give-up': 'Az igazolvány mégsem készül el',
  'issue.give-up.text': 'A nyersanyagot megsemmisítjük, a kódkártyát is dobja el. Új igazolványhoz elölről kell kezdeni.',
  'issue.give-up.button': 'A nyersanyag megsemmisítése',
  'issue.ready.lead': 'Az igazolvány elkészült. Átadás előtt azonosítsa az ügyfelet.',
  'issue.ready.identified': 'Az ügyfelet azonosítottam: arckép és adatok egyeznek, ő az, akinek a nevére az igazolvány szól.',
  'issue.ready.codes': 'A kódkártyát lezárt borítékban átadtam.',
  'issue.ready.no-chip': 'Elmondtam, hogy ebben az igazolványban nincs chip, ezért nem lehet vele belépni az EESZT-be.',
  'issue.ready.button': 'Az igazolvány átadása',
  'issue.ready.confirm': 'Az átadáshoz minden állítást igazolnia kell.',
  'issue.void.lead': 'Ebből a nyersanyagból nem lett igazolvány: megsemmisítettük. A benne készült kulcsokat soha többé nem használjuk.',
  'issue.handed.lead': 'Az igazolványt átadtuk.',
  'issue.to-card': 'Az igazolvány a nyilvántartásban',
  'issue.to-window': 'Vissza a munkaasztalhoz',
} as const;
