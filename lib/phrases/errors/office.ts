// Failures at the card office.
import { type ErrorTable, helpers } from './phrase.ts';

const { computer, self, window } = helpers;

export const officeErrors = {
  'register.changed-meanwhile': {
    hu: {
      title: 'Közben más is dolgozott rajta',
      cause: 'Amióta ezt az oldalt megnyitotta, valaki más módosította az ügyet vagy az igazolványt. Az Ön módosítását nem mentettük el.',
      nextStep: 'Nyissa meg újra az oldalt, nézze meg a mostani állapotot, és csak azután folytassa.',
      whoHelps: self.hu,
    },
    en: {
      title: 'Somebody else worked on it meanwhile',
      cause: 'Since you opened this page somebody else has changed the case or the card. Your change was not saved.',
      nextStep: 'Open the page again, look at how things stand now, and only then go on.',
      whoHelps: self.en,
    },
  },
  'card.already-replaced': {
    hu: {
      title: 'Már új igazolvány lépett a helyébe',
      cause: 'Ennek az igazolványnak a helyére már újat adtak ki, ezért akkor sem lehet újra érvényes, ha megkerült.',
      nextStep: 'Vegye át a megkerült igazolványt, és adja meg selejtezésre; a birtokos az újat használja.',
      whoHelps: self.hu,
    },
    en: {
      title: 'A new card has taken its place',
      cause: 'A new card was issued in the place of this one, so it cannot become valid again even though it was found.',
      nextStep: 'Take the card that was found and have it destroyed; the holder uses the new one.',
      whoHelps: self.en,
    },
  },
  'register.reason-missing': {
    hu: {
      title: 'Hiányzik az indok',
      cause: 'Ehhez a művelethez az ügyintézőnek le kell írnia, miért végzi el. Az indok a nyilvántartás naplójába kerül.',
      nextStep: 'Menjen vissza, és írja be az indokot egy mondatban.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The reason is missing',
      cause: 'For this act the clerk has to write down why it is done. The reason goes into the log of the register.',
      nextStep: 'Go back and give the reason in a sentence.',
      whoHelps: self.en,
    },
  },
  'card.unknown-to-office': {
    hu: {
      title: 'Nincs ilyen igazolvány a nyilvántartásban',
      cause: 'Ezzel az azonosítóval vagy okmányszámmal nem tartunk nyilván igazolványt.',
      nextStep: 'Ellenőrizze az okmányszámot: hat számjegy és két betű az igazolvány előlapján.',
      whoHelps: window.hu,
    },
    en: {
      title: 'The register has no such card',
      cause: 'No card of this id or document number is in the register.',
      nextStep: 'Check the document number: six digits and two letters on the front of the card.',
      whoHelps: window.en,
    },
  },
  'holder.unknown-to-office': {
    hu: {
      title: 'Nem találjuk Önt a nyilvántartásban',
      cause: 'A kártyáról beolvasott TAJ-számmal senkit sem tartunk nyilván.',
      nextStep: 'Vigye magával az igazolványát egy kormányablakba, ott megnézik, mi az eltérés oka.',
      whoHelps: window.hu,
    },
    en: {
      title: 'We do not find you in the register',
      cause: 'Nobody is registered with the TAJ number that was read from the card.',
      nextStep: 'Take your card to a government window, where they can find out why.',
      whoHelps: window.en,
    },
  },
  'card.move-not-allowed': {
    hu: {
      title: 'Ez az igazolvány ebben az állapotában ezt nem engedi',
      cause: 'Az igazolvány mostani állapotában ez a művelet nem végezhető el. Semmi sem változott.',
      nextStep: 'Nézze meg az igazolvány állapotát és eseményeit a nyilvántartásban.',
      whoHelps: window.hu,
    },
    en: {
      title: 'A card in this state does not allow this',
      cause: 'This cannot be done with the card as it stands now. Nothing has changed.',
      nextStep: 'Look at the state and the events of the card in the register.',
      whoHelps: window.en,
    },
  },
  'card.not-yours-to-do': {
    hu: {
      title: 'Ezt nem Ön végezheti el',
      cause: 'Ezt a műveletet más végezheti el: ügyintéző, az igazolvány birtokosa vagy maga a hivatal. Semmi sem változott.',
      nextStep: 'Ha Ön az igazolvány birtokosa, forduljon személyesen egy kormányablakhoz.',
      whoHelps: window.hu,
    },
    en: {
      title: 'This is not yours to do',
      cause: 'Somebody else does this: a clerk, the holder of the card, or the office itself. Nothing has changed.',
      nextStep: 'If you are the holder of the card, go to a government window in person.',
      whoHelps: window.en,
    },
  },
  'card.no-chip': {
    hu: {
      title: 'Ezen az igazolványon nincs tároló elem',
      cause: 'Az igazolványban nincs chip, ezért nincs PIN-kódja, és belépésre sem használható. Okmányként érvényes lehet.',
      nextStep: 'Ha be szeretne lépni vele az EESZT-be, igényeljen tároló elemet tartalmazó igazolványt.',
      whoHelps: window.hu,
    },
    en: {
      title: 'This card has no chip',
      cause: 'There is no chip in the card, so it has no PIN and nobody can sign in with it. As a document it may be valid.',
      nextStep: 'If you want to sign in to the EESZT with it, apply for a card with a chip.',
      whoHelps: window.en,
    },
  },
  'machine.down': {
    hu: {
      title: 'A kártyakészítő gép nem válaszol',
      cause:
        'Az igazolványokat készítő gép most nem érhető el, vagy nem adott érthető választ. Ami félbemaradt, érvénytelen: félig kész igazolvány nincs.',
      nextStep: 'Várjon egy percet, majd kezdje elölről az igazolvány készítését.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The card machine does not answer',
      cause:
        'The machine that makes cards cannot be reached now, or gave no answer that can be read. What was under way is void: no card is half-made.',
      nextStep: 'Wait a minute, then begin making the card again.',
      whoHelps: computer.en,
    },
  },
  'pki.down': {
    hu: {
      title: 'A hitelesítő hatóság nem válaszol',
      cause: 'Az aláírásokat és a letiltásokat kezelő szolgáltatás most nem érhető el. A művelet nem történt meg.',
      nextStep: 'Várjon egy percet, majd próbálja újra.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The authority does not answer',
      cause: 'The service that signs documents and blocks them cannot be reached now. Nothing was done.',
      nextStep: 'Wait a minute, then try again.',
      whoHelps: computer.en,
    },
  },
  'pki.unknown-document': {
    hu: {
      title: 'A hitelesítő hatóság nem ismeri ezt az igazolványt',
      cause: 'Az igazolvány letiltási kulcsa nincs bejegyezve, ezért nem lehet letiltani vagy feloldani. A művelet nem történt meg.',
      nextStep: 'Jelezze a hivatal informatikusának az okmányszámot.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The authority does not know this card',
      cause: 'The blocking key of the card is not entered there, so it can be neither blocked nor let go. Nothing was done.',
      nextStep: 'Tell the computer support of the office the document number.',
      whoHelps: computer.en,
    },
  },
  'card.duplicate-key': {
    hu: {
      title: 'A chip egyik kulcsa már szerepel egy másik igazolványban',
      cause: 'Két chipnek soha nem lehet közös kulcsa. Ezt a nyersanyagot megsemmisítettük, igazolvány nem készült belőle.',
      nextStep:
        'Kezdje elölről egy új nyersanyaggal. Ha ez még egyszer előfordul, ne készítsen több igazolványt, és szóljon az informatikusnak.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'A key of the chip is another card’s',
      cause: 'No two chips may ever have a key in common. This blank was destroyed, and no card was made of it.',
      nextStep: 'Begin again with another blank. If it happens once more, make no more cards, and tell the computer support.',
      whoHelps: computer.en,
    },
  },
  'production.void': {
    hu: {
      title: 'Ebből a nyersanyagból nem lesz igazolvány',
      cause: 'A készítés megszakadt, például áramszünet miatt. A nyersanyagot megsemmisítettük, a kinyomtatott kódkártya érvénytelen.',
      nextStep: 'Dobja el a kinyomtatott kódkártyát, és kezdje elölről az igazolvány készítését.',
      whoHelps: self.hu,
    },
    en: {
      title: 'This blank will be no card',
      cause: 'Making it was cut off, for example by a power cut. The blank was destroyed, and a printed code card is void.',
      nextStep: 'Throw the printed code card away, and begin making the card again.',
      whoHelps: self.en,
    },
  },
  'production.code-card-missing': {
    hu: {
      title: 'A kódkártya még nincs kinyomtatva',
      cause: 'Az igazolványt csak akkor lehet lezárni, ha a kódjai már papíron vannak: máshol nem léteznek.',
      nextStep: 'Menjen vissza, nyomtassa ki a kódkártyát, és ellenőrizze, hogy olvasható.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The code card is not printed yet',
      cause: 'A card can be closed only when its codes stand on paper: they exist nowhere else.',
      nextStep: 'Go back, print the code card, and see that it can be read.',
      whoHelps: self.en,
    },
  },
  'production.kind-not-allowed': {
    hu: {
      title: 'Ilyen igazolvány ebben az életkorban nem adható',
      cause: 'Határidő nélküli igazolványt csak az kérhet, aki betöltötte a 65. életévét.',
      nextStep: 'Válasszon másik fajta igazolványt.',
      whoHelps: self.hu,
    },
    en: {
      title: 'No such card at this age',
      cause: 'A card without an end of validity is for those of 65 and above.',
      nextStep: 'Choose another kind of card.',
      whoHelps: self.en,
    },
  },
  'application.unknown': {
    hu: {
      title: 'Nincs ilyen igénylés',
      cause: 'Ezt az igénylést visszavonták, vagy soha nem is volt ilyen.',
      nextStep: 'Menjen vissza a munkaasztalhoz, és nézze meg a megkezdett igényléseket.',
      whoHelps: self.hu,
    },
    en: {
      title: 'There is no such application',
      cause: 'This application was withdrawn, or there never was one.',
      nextStep: 'Go back to the desk, and look at the applications under way.',
      whoHelps: self.en,
    },
  },
  'application.incomplete': {
    hu: {
      title: 'Az igénylés még nem teljes',
      cause: 'Valamelyik lépés hiányzik, vagy a benne álló adat nem jó.',
      nextStep: 'Menjen végig az igénylés lépésein: az oldal megmutatja, mi hiányzik.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The application is not complete',
      cause: 'A step is missing, or an answer in it is wrong.',
      nextStep: 'Go through the steps of the application: the page shows what is missing.',
      whoHelps: self.en,
    },
  },
  'application.numbers-of-another': {
    hu: {
      title: 'Ezek az azonosítók másvalakié',
      cause: 'A megadott azonosítók egyike a nyilvántartásban más személyhez tartozik. Az igénylést nem nyújtottuk be.',
      nextStep:
        'Ne folytassa. Kérje el újra az okmányokat, és azonosítsa még egyszer az ügyfelet. Ha a szám mégis az övé, a nyilvántartás hibáját kell kivizsgálni.',
      whoHelps: window.hu,
    },
    en: {
      title: 'These numbers are somebody else’s',
      cause: 'One of the numbers belongs to another person in the register. The application was not submitted.',
      nextStep:
        'Stop here. Ask for the documents again, and identify the person once more. If the number is theirs after all, the register has to be looked into.',
      whoHelps: window.en,
    },
  },
  'application.has-card': {
    hu: {
      title: 'Van már érvényes igazolványa',
      cause: 'Az igénylőnek van ilyen igazolványa, amely nem járt le, és nem is jelentették elveszettnek.',
      nextStep: 'Keresse meg az igazolványt a nyilvántartásban, és cserélje ki, ha arra van ok.',
      whoHelps: self.hu,
    },
    en: {
      title: 'There is a valid card already',
      cause: 'The person has a card of this kind that has neither expired nor been reported lost.',
      nextStep: 'Find the card in the register, and replace it if there is a reason to.',
      whoHelps: self.en,
    },
  },
  'card.another-card': {
    hu: {
      title: 'Ez nem az az igazolvány',
      cause: 'Az olvasón fekvő igazolvány chipje nem ehhez az okmányszámhoz tartozik. Semmi sem változott.',
      nextStep: 'Ne folytassa. Vegye le az igazolványt, hasonlítsa össze az okmányszámot az oldalon állóval, és kérdezze meg az ügyfelet.',
      whoHelps: window.hu,
    },
    en: {
      title: 'This is not that card',
      cause: 'The chip of the card on the reader does not belong to this document number. Nothing has changed.',
      nextStep: 'Stop here. Take the card off, compare its document number with the one on the page, and ask the person.',
      whoHelps: window.en,
    },
  },
  'card.act-failed': {
    hu: {
      title: 'Az igazolvány nem végezte el',
      cause: 'A chip elutasította a műveletet. A nyilvántartásban sem változott semmi.',
      nextStep:
        'Nézze meg az igazolvány állapotát, és próbálja meg még egyszer. Ha újra elutasítja, az igazolvány hibás, és cserélni kell.',
      whoHelps: window.hu,
    },
    en: {
      title: 'The card did not do it',
      cause: 'The chip refused. Nothing has changed in the register either.',
      nextStep: 'Look at the state of the card, and try once more. If it refuses again, the card is faulty and has to be replaced.',
      whoHelps: window.en,
    },
  },
} as const satisfies ErrorTable;
