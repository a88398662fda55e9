// What the portal says to patients and to those who work in health care.
export const portal = {
  'portal.brand': 'EESZT Portál',
  'portal.sign-out': 'Kijelentkezés',
  'portal.home': 'Vissza a kezdőlapra',
  'portal.why': 'Miért nem léphetek be?',
  'portal.retry': 'Belépés újra',

  'portal.start.title': 'Belépés e-Személyi igazolvánnyal',
  'portal.start.unofficial':
    'Ez bemutató, nem az EESZT hivatalos oldala. A saját igazolványával itt nem tud belépni: a bemutató kártyái és személyei kitaláltak.',
  'portal.start.lead':
    'Az Elektronikus Egészségügyi Szolgáltatási Térbe a személyazonosító igazolványával és a 6 számjegyű PIN-kódjával léphet be.',
  'portal.start.patient': 'Páciensként lépek be',
  'portal.start.patient.text':
    'Saját egészségügyi adatainak megtekintéséhez. A kártyáról az Ön engedélyével a nevét, a születési idejét és a TAJ-számát olvassuk be.',
  'portal.start.worker': 'Egészségügyi dolgozóként lépek be',
  'portal.start.worker.text':
    'Orvosoknak, gyógyszerészeknek, ápolóknak és az intézmények munkatársainak. A kártyáról semmilyen személyes adatot nem olvasunk be.',
  'portal.start.needed': 'Mire lesz szüksége?',
  'portal.start.needed.card': 'Tároló elemet tartalmazó, aktivált személyazonosító igazolvány (e-Személyi).',
  'portal.start.needed.reader': 'A számítógéphez csatlakoztatott kártyaolvasó.',
  'portal.start.needed.client':
    'Az elindított eSzig Kliens. A PIN-kódot mindig a kliens saját ablakában adja meg, soha nem egy weboldalon.',
  'portal.start.first': 'Először lép be egészségügyi dolgozóként?',
  'portal.start.first.text': 'Előbb egyszer kapcsolja össze az igazolványát az EESZT-felhasználójával.',
  'portal.start.first.link': 'A kártya összekapcsolása',
  'portal.start.activation': 'Csak 5 számjegyű kódja van?',
  'portal.start.activation.text':
    'Az az aktiváló PIN-kód. Az első belépés előtt cserélje 6 számjegyű PIN-kódra az eSzig Kliensben, vagy bármelyik kormányablakban. Az aktiválásnak nincs határideje.',

  'portal.facts.name': 'Név',
  'portal.facts.birth-date': 'Születési idő',
  'portal.facts.taj': 'TAJ-szám',
  'portal.facts.not-given': 'nem adta át',
  'portal.facts.role': 'Szerepkör',
  'portal.facts.institution': 'Intézmény',
  'portal.facts.unit': 'Szervezeti egység',
  'portal.facts.register-number': 'Nyilvántartási szám',
  'portal.facts.register-status': 'Működési nyilvántartás',
  'portal.facts.register-as-of': 'A nyilvántartás állapota ekkor',
  'portal.facts.signed-in-at': 'Belépés időpontja',
  'portal.facts.ends-at': 'Legkésőbb ekkor ér véget',

  'portal.register.in-force': 'érvényes',
  'portal.register.suspended': 'felfüggesztve',
  'portal.register.not-registered': 'nem nyilvántartott munkakör',

  'portal.role.physician': 'orvos',
  'portal.role.dentist': 'fogorvos',
  'portal.role.pharmacist': 'gyógyszerész',
  'portal.role.nurse': 'ápoló',
  'portal.role.assistant': 'asszisztens',
  'portal.role.resident': 'rezidens',
  'portal.role.institution-admin': 'intézményi jogosultsági adminisztrátor',
  'portal.role.desk-agent': 'ügyfélszolgálati munkatárs',
  'portal.role.clerk': 'kormányablak-ügyintéző',

  'portal.who.link': 'Ki vagyok, és hogyan léptem be?',
  'portal.standing': 'Hogyan állok? Milyen szerepköreim vannak?',
  'portal.switch': 'Váltás másik szerepkörre',

  'portal.patient.title': 'Üdvözöljük, {name}!',
  'portal.patient.data': 'Ezeket az adatokat vettük át',
  'portal.patient.data.text':
    'Az adatokat az Ön engedélyével a kártyájáról olvastuk be. Titkosítva tároljuk, és kijelentkezéskor töröljük őket.',
  'portal.patient.rights': 'Az Ön jogai',
  'portal.patient.rights.access': 'Egészségügyi adatait alapesetben a háziorvosa és a kezelőorvosai láthatják.',
  'portal.patient.rights.log': 'Megtudhatja, ki és mikor tekintette meg az adatait.',
  'portal.patient.rights.self':
    'A hozzáférést személyenként és adatonként korlátozhatja vagy engedélyezheti itt vagy bármelyik kormányablakban.',

  'portal.physician.title': 'Jó munkát, {name}!',
  'portal.physician.now': 'Ebben a minőségben dolgozik most',
  'portal.physician.first': 'Mielőtt elkezdi',
  'portal.physician.first.place':
    'Ellenőrizze az intézményt és a szervezeti egységet: a beutalók és a receptek ezekkel az azonosítókkal készülnek.',
  'portal.physician.first.program': 'Az orvosi programjába ugyanezzel a kártyával és PIN-kóddal lép be.',
  'portal.physician.first.card': 'A belépés után a kártyát leveheti az olvasóról. Ha elhagyja a munkaállomást, jelentkezzen ki.',

  'portal.pharmacist.title': 'Jó munkát, {name}!',
  'portal.pharmacist.now': 'Ebben a gyógyszertárban dolgozik most',
  'portal.pharmacist.first': 'Az expediálás előtt',
  'portal.pharmacist.first.place': 'Ellenőrizze a gyógyszertárat: a kiadott receptek ehhez a gyógyszertárhoz kerülnek.',
  'portal.pharmacist.first.program': 'A gyógyszertári programba ugyanezzel a kártyával és PIN-kóddal lép be.',
  'portal.pharmacist.first.trouble':
    'Ha a kártya vagy az olvasó nem működik, az eSzig Kliens megmondja, mi a baj: nem kell újratelepíteni.',

  'portal.health-worker.title': 'Jó munkát, {name}!',
  'portal.health-worker.now': 'Itt dolgozik most',
  'portal.health-worker.first': 'A műszak elején',
  'portal.health-worker.first.place': 'Ellenőrizze az osztályt: csak az itt ellátott betegek adataihoz férhet hozzá.',
  'portal.health-worker.first.own': 'Közös munkaállomáson is mindig a saját kártyájával lépjen be, és a váltáskor jelentkezzen ki.',
  'portal.health-worker.first.card': 'A belépés után a kártyát leveheti az olvasóról, és magánál tarthatja.',

  'portal.staff.title': 'Jó munkát, {name}!',
  'portal.staff.now': 'Ebben a minőségben dolgozik most',
  'portal.staff.members': 'Az intézmény szerepkörei',
  'portal.staff.members.text':
    'Ezek a munkatársak léphetnek be az EESZT-be az intézmény nevében. A kártyájuk és a PIN-kódjuk állapotát az intézmény nem láthatja.',
  'portal.staff.members.status': 'Állapot',
  'portal.staff.members.in-force': 'érvényes',
  'portal.staff.members.suspended': 'szünetel',
  'portal.staff.first': 'Jó tudni',
  'portal.staff.first.own': 'Ez a szerepkör nem ad hozzáférést betegek egészségügyi adataihoz.',
  'portal.staff.first.card': 'A belépés után a kártyát leveheti az olvasóról. Ha elhagyja a munkaállomást, jelentkezzen ki.',

  'portal.who.title': 'Ki vagyok, és hogyan léptem be?',
  'portal.who.person': 'Ön',
  'portal.who.how': 'Így lépett be',
  'portal.who.level': 'Biztonsági szint',
  'portal.who.level.high': 'magas (eIDAS)',
  'portal.who.factors': 'Ezekkel igazolta magát',
  'portal.who.amr.sc': 'az igazolvány chipje',
  'portal.who.amr.pin': 'a 6 számjegyű PIN-kód',
  'portal.who.amr.hwk': 'a chipben őrzött, onnan ki nem olvasható kulcs',
  'portal.who.amr.mfa': 'két független tényező együtt',
  'portal.who.read': 'Ezt olvastuk be a kártyájáról',
  'portal.who.read.pseudonym': 'A kártya álneve: egy szám, amely csak az EESZT-ben azonosítja Önt, és máshol nem ismerhető fel.',
  'portal.who.read.blocking': 'A letiltási azonosító: ebből tudjuk, hogy az igazolványt nem jelentették elveszettnek.',
  'portal.who.read.nothing':
    'Személyes adatot nem olvastunk be. A nevét, a szerepkörét és az intézményét az EESZT nyilvántartásából tudjuk.',
  'portal.who.read.names': 'Családi és utónév.',
  'portal.who.read.birth-date': 'Születési idő.',
  'portal.who.read.taj': 'TAJ-szám.',
  'portal.who.technical': 'Műszaki adatok',
  'portal.who.technical.acr': 'Szint (acr)',
  'portal.who.technical.amr': 'Módszerek (amr)',
  'portal.who.technical.sub': 'Azonosító ennél az alkalmazásnál (sub)',
  'portal.who.back': 'Vissza az oldalamra',

  'portal.signed-out.title': 'Kijelentkezett',
  'portal.signed-out.text': 'A belépés adatait töröltük. Ha még az olvasón van, vegye le róla az igazolványát.',
  'portal.signed-out.again': 'Új belépés',
} as const;
