// Failures of a sign-in and of the care for a card.
import { type ErrorTable, helpers } from './phrase.ts';

const { self, window, administrator, desk, computer } = helpers;

export const signIn = {
  'reader.none': {
    hu: {
      title: 'Nem található kártyaolvasó',
      cause: 'A számítógéphez nem csatlakozik működő kártyaolvasó.',
      nextStep: 'Csatlakoztassa a kártyaolvasót, várjon néhány másodpercet, majd próbálja újra.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'No card reader found',
      cause: 'No working card reader is connected to this computer.',
      nextStep: 'Connect the card reader, wait a few seconds, then try again.',
      whoHelps: computer.en,
    },
  },
  'reader.timeout': {
    hu: {
      title: 'A kártyaolvasó nem várt tovább',
      cause: 'A kártyaolvasó billentyűzetén nem írtak be kódot, amíg az olvasó várt rá. A kártya nem számolt próbálkozást.',
      nextStep: 'Kezdje újra, és írja be a kódot a kártyaolvasón, amikor a kijelzője kéri.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The card reader stopped waiting',
      cause: 'No code was typed at the keys of the card reader while it waited. The card has not counted a try.',
      nextStep: 'Start again, and type the code at the card reader when its display asks for it.',
      whoHelps: self.en,
    },
  },
  'reader.refused': {
    hu: {
      title: 'A kártyaolvasó nem végezte el a műveletet',
      cause: 'A billentyűzetes kártyaolvasó hibát jelzett. A beírt kódot a számítógép nem kapta meg.',
      nextStep: 'Húzza ki, majd csatlakoztassa újra a kártyaolvasót, és próbálja meg még egyszer.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The card reader did not do it',
      cause: 'The card reader with keys reported a fault. The computer was not given the code that was typed.',
      nextStep: 'Unplug the card reader, connect it again, and try once more.',
      whoHelps: computer.en,
    },
  },
  'card.none': {
    hu: {
      title: 'Nincs kártya az olvasón',
      cause: 'A kártyaolvasó működik, de nem érzékel rajta kártyát.',
      nextStep: 'Helyezze az igazolványt a kártyaolvasóra, és hagyja rajta.',
      whoHelps: self.hu,
    },
    en: {
      title: 'No card on the reader',
      cause: 'The card reader works, but it sees no card.',
      nextStep: 'Put your ID card on the reader and leave it there.',
      whoHelps: self.en,
    },
  },
  'card.not-eid': {
    hu: {
      title: 'Ez nem e-Személyi igazolvány',
      cause:
        'Az olvasón lévő kártya nem alkalmas elektronikus azonosításra. Lehet bankkártya, más okmány, vagy tároló elem nélküli igazolvány.',
      nextStep: 'Vegye le ezt a kártyát, és tegye az olvasóra a tároló elemet tartalmazó személyazonosító igazolványát.',
      whoHelps: window.hu,
    },
    en: {
      title: 'This is not an eID card',
      cause:
        'The card on the reader cannot be used for electronic identification. It may be a bank card, another document, or an ID card without a chip.',
      nextStep: 'Take this card off and put your ID card with a chip on the reader.',
      whoHelps: window.en,
    },
  },
  'card.removed': {
    hu: {
      title: 'A kártya lekerült az olvasóról',
      cause: 'A kapcsolat a kártyával a belépés közben megszakadt. Adata nem veszett el.',
      nextStep: 'Tegye vissza a kártyát az olvasóra, ne mozdítsa el, és kezdje újra a belépést.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The card was removed',
      cause: 'The connection to the card broke during sign-in. Nothing is lost.',
      nextStep: 'Put the card back on the reader, keep it still, and start signing in again.',
      whoHelps: self.en,
    },
  },
  'card.in-use': {
    hu: {
      title: 'A kártyát más program használja',
      cause: 'Egy másik program éppen ezzel a kártyával dolgozik.',
      nextStep: 'Zárja be a kártyát használó másik programot, vagy várja meg, amíg befejezi, majd próbálja újra.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'Another program is using the card',
      cause: 'Another program is working with this card right now.',
      nextStep: 'Close the other program that uses the card, or wait until it has finished, then try again.',
      whoHelps: computer.en,
    },
  },
  'card.unknown': {
    hu: {
      title: 'Ismeretlen kártyanemzedék',
      cause: 'Ilyen kártyával ezt a programot még senki nem próbálta ki. Amit a kártyáról kódok nélkül tudni lehet, azt megmutatjuk.',
      nextStep: 'Használja a hivatalos programot, vagy a figyelmeztetés elolvasása után engedélyezze ezt az egy műveletet.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'Unknown card generation',
      cause: 'Nobody has tried this program with such a card yet. We show what can be known of the card without any code.',
      nextStep: 'Use the official program, or read the warning and allow this one operation.',
      whoHelps: desk.en,
    },
  },
  'pin.not-activated': {
    hu: {
      title: 'Az igazolvány még nincs aktiválva',
      cause: 'Az elektronikus azonosításhoz az 5 számjegyű aktiváló PIN-kódot előbb egy saját, 6 számjegyű PIN-kódra kell cserélni.',
      nextStep:
        'Keresse meg a kódkártyán az aktiváló PIN-kódot, és aktiválja a kártyát az eSzig Kliensben. Az aktiválásnak nincs határideje.',
      whoHelps: window.hu,
    },
    en: {
      title: 'The card is not activated yet',
      cause: 'Before electronic identification the 5-digit activation PIN must be changed to a 6-digit PIN of your own.',
      nextStep: 'Find the activation PIN on the code card and activate the card in eSzig Kliens. There is no deadline for this.',
      whoHelps: window.en,
    },
  },
  'pin.wrong': {
    hu: {
      title: 'Hibás PIN-kód',
      cause: 'A megadott PIN-kód nem egyezik a kártya PIN-kódjával.',
      nextStep:
        'Adja meg újra a 6 számjegyű PIN-kódot. Két hibás próbálkozás után a kártya a CAN-számot is kéri, három után a PIN-kód blokkolódik.',
      whoHelps: self.hu,
    },
    en: {
      title: 'Wrong PIN',
      cause: 'The PIN you entered is not the PIN of this card.',
      nextStep: 'Enter the 6-digit PIN again. After two wrong tries the card also asks for the CAN, after three the PIN is blocked.',
      whoHelps: self.en,
    },
  },
  'pin.length': {
    hu: {
      title: 'A PIN-kód 6 számjegyből áll',
      cause: 'A beírt kód nem 6 számjegyű, ezért nem küldtük el a kártyának. Ez nem számít próbálkozásnak.',
      nextStep: 'Írja be a 6 számjegyű PIN-kódot. Ha csak 5 számjegyű kódja van, az az aktiváló PIN-kód: előbb aktiválja a kártyát.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The PIN has 6 digits',
      cause: 'What you typed does not have 6 digits, so it was not sent to the card. It does not count as a try.',
      nextStep: 'Type the 6-digit PIN. If you have a code of 5 digits only, it is the activation PIN: activate the card first.',
      whoHelps: self.en,
    },
  },
  'pin.suspended': {
    hu: {
      title: 'A PIN-kód fel van függesztve',
      cause: 'A PIN-kódot kétszer egymás után hibásan adták meg. Egy próbálkozás maradt, amely előtt a kártya a CAN-számot kéri.',
      nextStep: 'Adja meg a kártya előlapján, a fénykép mellett jobbra lent látható 6 számjegyű CAN-számot, majd a PIN-kódot.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The PIN is suspended',
      cause: 'The PIN was entered wrong twice in a row. One try is left, and the card asks for the CAN before it.',
      nextStep: 'Enter the 6-digit CAN printed on the front of the card, at the lower right of the photo, then the PIN.',
      whoHelps: self.en,
    },
  },
  'can.wrong': {
    hu: {
      title: 'Hibás CAN-szám',
      cause: 'A megadott szám nem egyezik az igazolvány előlapján lévő CAN-számmal. A PIN-kód próbálkozásainak száma nem csökkent.',
      nextStep: 'Olvassa le újra a 6 számjegyet a kártya előlapjáról, a fénykép mellett jobbra lent.',
      whoHelps: self.hu,
    },
    en: {
      title: 'Wrong CAN',
      cause: 'The number you entered is not the CAN on the front of the card. You have not lost a try of the PIN.',
      nextStep: 'Read the 6 digits again on the front of the card, at the lower right of the photo.',
      whoHelps: self.en,
    },
  },
  'pin.blocked': {
    hu: {
      title: 'A PIN-kód blokkolódott',
      cause: 'A PIN-kódot háromszor hibásan adták meg. Az igazolvány okmányként továbbra is érvényes, csak belépni nem lehet vele.',
      nextStep:
        'Oldja fel a blokkolást az eSzig Kliensben a kódkártyán lévő 10 számjegyű PUK-kóddal. Ha a PUK-kód nincs meg, kérjen újat személyesen.',
      whoHelps: window.hu,
    },
    en: {
      title: 'The PIN is blocked',
      cause: 'The PIN was entered wrong three times. The card is still a valid document; only signing in with it is not possible.',
      nextStep:
        'Unblock it in eSzig Kliens with the 10-digit PUK on the code card. If you do not have the PUK, ask for a new one in person.',
      whoHelps: window.en,
    },
  },
  'pin.in-order': {
    hu: {
      title: 'A PIN-kóddal minden rendben',
      cause: 'A kártya aktiválva van, és a PIN-kódja nincs felfüggesztve vagy blokkolva.',
      nextStep: 'Jelentkezzen be a kártyával, vagy változtassa meg a PIN-kódot, ha újat szeretne.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The PIN is in order',
      cause: 'The card is activated, and its PIN is neither suspended nor blocked.',
      nextStep: 'Sign in with the card, or change the PIN if you want another one.',
      whoHelps: self.en,
    },
  },
  'pin.deactivated': {
    hu: {
      title: 'Az elektronikus azonosítás ki van kapcsolva',
      cause: 'A kártya elektronikus azonosítási funkcióját kikapcsolták. Az igazolvány okmányként továbbra is érvényes.',
      nextStep: 'Kérje az elektronikus azonosítás bekapcsolását személyesen.',
      whoHelps: window.hu,
    },
    en: {
      title: 'Electronic identification is switched off',
      cause: 'The electronic identification of this card has been switched off. The card is still a valid document.',
      nextStep: 'Ask in person for electronic identification to be switched on.',
      whoHelps: window.en,
    },
  },
  'puk.wrong': {
    hu: {
      title: 'Hibás PUK-kód',
      cause: 'A megadott szám nem ennek a kártyának a PUK-kódja.',
      nextStep: 'Olvassa le újra a 10 számjegyet a kódkártyáról. Ellenőrizze, hogy a kódkártya ehhez az igazolványhoz tartozik-e.',
      whoHelps: window.hu,
    },
    en: {
      title: 'Wrong PUK',
      cause: 'The number you entered is not the PUK of this card.',
      nextStep: 'Read the 10 digits on the code card again. Check that the code card belongs to this ID card.',
      whoHelps: window.en,
    },
  },
  'puk.used-up': {
    hu: {
      title: 'A PUK-kód elfogyott',
      cause: 'A PUK-kóddal már tízszer oldották fel a blokkolást, többször nem lehet. Az igazolvány okmányként továbbra is érvényes.',
      nextStep: 'Kérjen új PIN-kódot személyesen. Vigye magával az igazolványt.',
      whoHelps: window.hu,
    },
    en: {
      title: 'The PUK is used up',
      cause: 'The PUK has unblocked the PIN ten times, and cannot do so again. The card is still a valid document.',
      nextStep: 'Ask for a new PIN in person. Take the ID card with you.',
      whoHelps: window.en,
    },
  },
  'user.cancelled': {
    hu: {
      title: 'A belépést megszakította',
      cause: 'Ön a Mégse gombot választotta, ezért a belépés nem történt meg. Adatot nem adtunk át.',
      nextStep: 'Ha mégis be szeretne lépni, kezdje újra a belépést.',
      whoHelps: self.hu,
    },
    en: {
      title: 'You cancelled signing in',
      cause: 'You chose Cancel, so you were not signed in. No data were handed over.',
      nextStep: 'If you want to sign in after all, start again.',
      whoHelps: self.en,
    },
  },
  'account.not-linked': {
    hu: {
      title: 'A kártya nincs összekapcsolva EESZT-felhasználóval',
      cause: 'A kártya és a PIN-kód rendben van, de ehhez a kártyához még nem tartozik EESZT-felhasználó.',
      nextStep:
        'Kapcsolja össze a kártyáját az EESZT portálján; néhány percig tart. Ha egyik nyilvántartásban sem szerepel, kérjen meghívókódot az intézményétől.',
      whoHelps: administrator.hu,
    },
    en: {
      title: 'The card is not linked to an EESZT user',
      cause: 'Card and PIN are all right, but no EESZT user belongs to this card yet.',
      nextStep:
        'Link your card at the EESZT portal; it takes a few minutes. If you are in no register, ask your institution for an invitation code.',
      whoHelps: administrator.en,
    },
  },
  'account.no-role': {
    hu: {
      title: 'Nincs érvényes szerepköre',
      cause: 'Ön ismert felhasználó, de jelenleg egyetlen intézményben sincs érvényes szerepköre.',
      nextStep: 'Kérjen szerepkört az intézménye jogosultsági adminisztrátorától. Páciensként addig is beléphet.',
      whoHelps: administrator.hu,
    },
    en: {
      title: 'You have no role in force',
      cause: 'You are a known user, but you hold no role in force at any institution at present.',
      nextStep: 'Ask the entitlement administrator of your institution for a role. You can still sign in as a patient.',
      whoHelps: administrator.en,
    },
  },
  'account.suspended': {
    hu: {
      title: 'A szakmai jogosultsága szünetel',
      cause:
        'Az egészségügyi dolgozók nyilvántartása szerint Ön jelenleg nem jogosult abban a szerepkörben dolgozni, amelyben be szeretne lépni.',
      nextStep: 'Egyeztessen a nyilvántartást vezető hatósággal. Páciensként addig is beléphet.',
      whoHelps: 'Az egészségügyi dolgozók nyilvántartását vezető hatóság (OKFŐ).',
    },
    en: {
      title: 'Your licence is suspended',
      cause: 'According to the register of health workers you may not work at present in the role you want to sign in with.',
      nextStep: 'Contact the authority that keeps the register. You can still sign in as a patient.',
      whoHelps: 'The authority that keeps the register of health workers (OKFŐ).',
    },
  },
  'document.revoked': {
    hu: {
      title: 'Az igazolványt letiltották',
      cause: 'Ezt az igazolványt elveszettnek, ellopottnak vagy megsemmisültnek jelentették be, ezért nem lehet vele belépni.',
      nextStep: 'Ha az igazolvány Önnél van, vigye be egy kormányablakba. Ha elvesztette, igényeljen újat.',
      whoHelps: window.hu,
    },
    en: {
      title: 'The card has been revoked',
      cause: 'This card was reported lost, stolen or destroyed, so it cannot be used to sign in.',
      nextStep: 'If you have the card, take it to a government window. If you have lost it, apply for a new one.',
      whoHelps: window.en,
    },
  },
  'document.expired': {
    hu: {
      title: 'Az igazolvány lejárt',
      cause: 'Az igazolvány érvényességi ideje véget ért, ezért nem lehet vele belépni.',
      nextStep: 'Igényeljen új személyazonosító igazolványt.',
      whoHelps: window.hu,
    },
    en: {
      title: 'The card has expired',
      cause: 'The card is past its date of expiry, so it cannot be used to sign in.',
      nextStep: 'Apply for a new identity card.',
      whoHelps: window.en,
    },
  },
  'document.not-authentic': {
    hu: {
      title: 'A kártya valódisága nem igazolható',
      cause: 'A kártya nem tudta bizonyítani, hogy a kibocsátó hatóság állította ki. A belépést biztonsági okból leállítottuk.',
      nextStep: 'Próbálja meg egyszer újra. Ha a hiba megismétlődik, ellenőriztesse az igazolványt.',
      whoHelps: window.hu,
    },
    en: {
      title: 'The card cannot be proved genuine',
      cause: 'The card could not prove that the issuing authority made it. Sign-in was stopped for your safety.',
      nextStep: 'Try once more. If it happens again, have the card checked.',
      whoHelps: window.en,
    },
  },
  'token.address-not-allowed': {
    hu: {
      title: 'A belépést kérő cím nem megengedett',
      cause: 'Egy weboldal olyan címről akarta elindítani a belépést, amelyben a kliens nem bízhat meg. A kártyához nem nyúltunk.',
      nextStep: 'Zárja be ezt az oldalt, és a belépést a portál kezdőlapjáról indítsa.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'The address that asks for sign-in is not allowed',
      cause: 'A web page tried to start a sign-in from an address that the client must not trust. The card was not touched.',
      nextStep: 'Close that page and start signing in from the start page of the portal.',
      whoHelps: desk.en,
    },
  },
  'token.unreachable': {
    hu: {
      title: 'A belépés adatai nem érhetők el',
      cause: 'A kliens nem tudta letölteni a belépéshez szükséges adatokat a bejelentkeztető szolgáltatástól.',
      nextStep: 'Ellenőrizze az internetkapcsolatot, és kezdje újra a belépést.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'The data for signing in cannot be reached',
      cause: 'The client could not fetch what it needs from the sign-in service.',
      nextStep: 'Check the network connection and start signing in again.',
      whoHelps: desk.en,
    },
  },
  'eid-server.down': {
    hu: {
      title: 'Az azonosító kiszolgáló nem válaszol',
      cause: 'A kártya ellenőrzését végző kiszolgáló jelenleg nem érhető el. A kártyájával nincs baj.',
      nextStep: 'Próbálja meg újra néhány perc múlva. A klienst nem kell újratelepíteni.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'The eID server does not answer',
      cause: 'The server that checks the card cannot be reached at present. There is nothing wrong with your card.',
      nextStep: 'Try again in a few minutes. There is no need to install the client again.',
      whoHelps: desk.en,
    },
  },
  'certificate.not-in-description': {
    hu: {
      title: 'A kapcsolat nem a bejelentett szolgáltatóhoz vezet',
      cause:
        'A kiszolgáló tanúsítványa nem szerepel abban a jogosultságban, amellyel a szolgáltató a kártyát olvashatja. A belépést biztonsági okból leállítottuk.',
      nextStep: 'Ne adja meg a PIN-kódját. Próbálja újra másik hálózatról, és jelentse a hibát.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'The connection does not lead to the registered provider',
      cause:
        'The server’s certificate is not named in the permission under which the provider may read the card. Sign-in was stopped for your safety.',
      nextStep: 'Do not enter your PIN. Try again from another network, and report the fault.',
      whoHelps: desk.en,
    },
  },
  'client.port-taken': {
    hu: {
      title: 'Az eSzig Kliens nem tud elindulni',
      cause: 'Az eSzig Kliens portját ezen a számítógépen már egy másik program használja, például egy másik azonosító kliens.',
      nextStep: 'Lépjen ki a másik programból, majd indítsa újra az eSzig Klienst.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'eSzig Kliens cannot start',
      cause: 'Another program on this computer already uses the port of eSzig Kliens, for example another identification client.',
      nextStep: 'Quit the other program, then start eSzig Kliens again.',
      whoHelps: computer.en,
    },
  },
  'client.no-answer': {
    hu: {
      title: 'Az eSzig Kliens nem válaszol',
      cause: 'A böngésző nem érte el az eSzig Klienst. Valószínűleg nem fut ezen a számítógépen.',
      nextStep: 'Indítsa el az eSzig Klienst, majd kezdje újra a belépést.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'eSzig Kliens does not answer',
      cause: 'The browser could not reach eSzig Kliens. It is probably not running on this computer.',
      nextStep: 'Start eSzig Kliens, then start signing in again.',
      whoHelps: computer.en,
    },
  },
  'client.busy': {
    hu: {
      title: 'Már folyamatban van egy belépés',
      cause: 'Az eSzig Kliens éppen egy másik belépéssel foglalkozik.',
      nextStep: 'Fejezze be vagy szakítsa meg a másik belépést az eSzig Kliens ablakában, majd próbálja újra.',
      whoHelps: self.hu,
    },
    en: {
      title: 'A sign-in is already under way',
      cause: 'Another sign-in is open in eSzig Kliens.',
      nextStep: 'Finish or cancel the other sign-in in the window of eSzig Kliens, then try again.',
      whoHelps: self.en,
    },
  },
  'client.stopped': {
    hu: {
      title: 'Az eSzig Kliens nem tudta befejezni a belépést',
      cause: 'A belépés a kártyánál vagy a PIN-kódnál megszakadt. Az okot az eSzig Kliens ablaka írta ki.',
      nextStep: 'Kövesse az eSzig Kliens ablakában olvasott tanácsot, majd próbálja újra.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'eSzig Kliens could not finish signing in',
      cause: 'Signing in stopped at the card or at the PIN. The window of eSzig Kliens said why.',
      nextStep: 'Follow the advice in the window of eSzig Kliens, then try again.',
      whoHelps: computer.en,
    },
  },
  'directory.down': {
    hu: {
      title: 'A jogosultságok nyilvántartása nem érhető el',
      cause: 'A kártya és a PIN-kód rendben van, de a szerepköröket nyilvántartó szolgáltatás most nem válaszol.',
      nextStep: 'Próbálja meg újra néhány perc múlva.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'The register of entitlements cannot be reached',
      cause: 'Card and PIN are all right, but the service that knows the roles does not answer at present.',
      nextStep: 'Try again in a few minutes.',
      whoHelps: desk.en,
    },
  },
  'idp.down': {
    hu: {
      title: 'A bejelentkeztető szolgáltatás nem válaszol',
      cause: 'A portál most nem éri el a bejelentkeztető szolgáltatást. A kártyájával nincs baj.',
      nextStep: 'Próbálja meg újra néhány perc múlva.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'The sign-in service does not answer',
      cause: 'The portal cannot reach the sign-in service at present. There is nothing wrong with your card.',
      nextStep: 'Try again in a few minutes.',
      whoHelps: desk.en,
    },
  },
  'database.unreachable': {
    hu: {
      title: 'A szolgáltatás adattára nem érhető el',
      cause: 'A szolgáltatás most nem éri el a saját adattárát. Az Ön adatai nem vesztek el.',
      nextStep: 'Próbálja meg újra egy perc múlva. A szolgáltatás magától helyreáll, amint az adattár újra elérhető.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'The data store of the service cannot be reached',
      cause: 'The service cannot reach its own data store at present. Your data are not lost.',
      nextStep: 'Try again in a minute. The service recovers by itself as soon as the store can be reached.',
      whoHelps: desk.en,
    },
  },
  'signin.other-browser': {
    hu: {
      title: 'A belépés másik böngészőben kezdődött',
      cause: 'A belépést csak az a böngésző fejezheti be, amelyik elindította. Ez védi Önt attól, hogy más a nevében lépjen be.',
      nextStep: 'Térjen vissza ahhoz a böngészőhöz, ahol elkezdte, vagy kezdje újra itt a belépést.',
      whoHelps: self.hu,
    },
    en: {
      title: 'This sign-in began in another browser',
      cause: 'Only the browser that began a sign-in can finish it. This keeps others from signing in as you.',
      nextStep: 'Go back to the browser where you began, or start signing in again here.',
      whoHelps: self.en,
    },
  },
  'signin.expired': {
    hu: {
      title: 'A belépésre szánt idő letelt',
      cause: 'A belépés túl sokáig tartott, vagy ezt az oldalt már egyszer felhasználta.',
      nextStep: 'Kezdje újra a belépést.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The time for signing in is over',
      cause: 'Signing in took too long, or this page has been used already.',
      nextStep: 'Start signing in again.',
      whoHelps: self.en,
    },
  },
  'request.not-allowed': {
    hu: {
      title: 'A kérés nem teljesíthető',
      cause: 'A kérés nem a mi oldalunkról érkezett, vagy olyat kért, ami ennek az alkalmazásnak nincs megengedve.',
      nextStep: 'Térjen vissza a kezdőlapra, és onnan induljon újra.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'The request is not allowed',
      cause: 'The request did not come from our own pages, or it asked for something that this application may not do.',
      nextStep: 'Go back to the start page and begin again from there.',
      whoHelps: desk.en,
    },
  },
  internal: {
    hu: {
      title: 'Váratlan hiba történt',
      cause: 'A rendszerben olyan hiba történt, amelyre nem számítottunk. Nem Ön hibázott.',
      nextStep: 'Kezdje újra a belépést. Ha a hiba megismétlődik, jelentse be az időpont megadásával.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'Something unexpected went wrong',
      cause: 'A fault happened in the system that we did not expect. It was not your mistake.',
      nextStep: 'Start signing in again. If it happens once more, report it and say when it happened.',
      whoHelps: desk.en,
    },
  },
} as const satisfies ErrorTable;
