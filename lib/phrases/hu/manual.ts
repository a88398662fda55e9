// The user manual of the fault pages.
export const manual = {
  'manual.title': 'Felhasználói kézikönyv: hibás kártyaolvasó bejelentése',
  'manual.lead': 'Lépésről lépésre végigvezetjük a bejelentésen. Az oldal kinyomtatható. A képek a valódi oldalak feliratait mutatják.',
  'manual.picture': 'Így néz ki az oldal: {step}',
  'manual.begin': 'Kezdés',
  'manual.begin.text':
    'Nyissa meg a portálon a „Hibás kártyaolvasó” oldalt. Belépés nem szükséges. Ha belép, az intézmény korábbi bejelentéseit is látja.',
  'manual.check': 'Mi a gond?',
  'manual.check.text': 'Töltse fel az eSzig Kliens diagnózisfájlját, vagy válaszoljon a kérdésekre. Amit nem tud, hagyja üresen.',
  'manual.result': 'Az eredmény',
  'manual.result.text':
    'Megmondjuk, valószínűleg mi a hiba, és mi a következő lépés. Ha nem az olvasó hibás, a leírt lépés futár nélkül is segít.',
  'manual.report': 'A bejelentés kitöltése',
  'manual.report.text':
    'A gyári szám az olvasó alján lévő címkén van. Jelölje be a hibajelenségeket, adja meg, kit hívhatunk, és hol, mikor veheti át a futár a csomagot.',
  'manual.offline': 'Ha nincs hálózat',
  'manual.offline.text':
    'A bejelentést hálózat nélkül is kitöltheti és lezárhatja. A böngésző megőrzi, és elküldi, amikor újra van kapcsolat. Közös számítógépen törölheti, amit megőrzött.',
  'manual.answers': 'Ellenőrzés és elküldés',
  'manual.answers.text': 'Nézze át a válaszait. Kétszeri elküldésből is csak egy bejelentés lesz.',
  'manual.sent': 'Mi történik most?',
  'manual.sent.text':
    'Jegyezze fel a bejelentés számát, nyomtassa ki a kísérőlevelet, és tegye a csomagba a kártyaolvasóval, a tartóval és az USB-kábellel együtt. Fényképet is csatolhat.',
  'manual.confirm': 'Megerősítés, ha nem lépett be',
  'manual.confirm.text':
    'Belépés nélküli bejelentésnél az intézmény nyilvántartott e-mail-címére levél megy. A benne lévő címen erősítsék meg.',
  'manual.courier': 'A futárnál',
  'manual.courier.text':
    'A futár a saját címén beolvassa a kísérőlevél QR-kódját, beírja a készülék gyári számát, és elkéri az átadási kódot. A kódot csak a csomag átadásakor mondja meg.',
  'manual.follow': 'A bejelentés követése',
  'manual.follow.text':
    'Belépés után a bejelentés oldalán látja az állapotát, az átadási kódot és minden eddigi lépést; itt válaszolhat az ügyfélszolgálat kérdésére.',
} as const;
