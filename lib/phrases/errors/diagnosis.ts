// Causes that the diagnosis of the workstation finds, where no sign-in has met them yet: driver, reader, client, computer, network, certificates.
import { type ErrorTable, helpers } from './phrase.ts';

const { self, window, desk, computer } = helpers;

export const diagnosis = {
  'driver.service-missing': {
    hu: {
      title: 'Hiányzik az intelligenskártya-szolgáltatás',
      cause: 'Erre a számítógépre nincs telepítve az a rendszerszolgáltatás (PC/SC), amelyen keresztül a kártyaolvasó elérhető.',
      nextStep: 'Telepítse a pcscd csomagot, majd futtassa újra a hibakeresést.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The smart-card service is missing',
      cause: 'The system service through which card readers are reached (PC/SC) is not installed on this computer.',
      nextStep: 'Install the package pcscd, then run the diagnosis again.',
      whoHelps: computer.en,
    },
  },
  'driver.service-stopped': {
    hu: {
      title: 'Az intelligenskártya-szolgáltatás nem fut',
      cause: 'A rendszerszolgáltatás (PC/SC), amelyen keresztül a kártyaolvasó elérhető, telepítve van, de le van állítva.',
      nextStep: 'Indítsa el az intelligenskártya-szolgáltatást, vagy indítsa újra a számítógépet.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The smart-card service does not run',
      cause: 'The system service through which card readers are reached (PC/SC) is installed, but stopped.',
      nextStep: 'Start the smart-card service, or restart the computer.',
      whoHelps: computer.en,
    },
  },
  'driver.not-permitted': {
    hu: {
      title: 'Az intelligenskártya-szolgáltatás nem engedi be ezt a felhasználót',
      cause: 'A szolgáltatás fut, de a számítógép beállításai nem engedik, hogy ez a felhasználó kártyaolvasót használjon.',
      nextStep: 'Kérje meg a számítógép kezelőjét, hogy engedélyezze Önnek az intelligenskártya-szolgáltatás használatát.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The smart-card service does not let this user in',
      cause: 'The service runs, but the settings of this computer do not allow this user to use card readers.',
      nextStep: 'Ask whoever looks after the computer to allow you the use of the smart-card service.',
      whoHelps: computer.en,
    },
  },
  'driver.library-missing': {
    hu: {
      title: 'Hiányzik az intelligenskártya-programkönyvtár',
      cause: 'Az eSzig Kliens nem tudja betölteni a rendszernek azt a programkönyvtárát, amellyel a kártyaolvasókat eléri.',
      nextStep: 'Telepítse a libpcsclite1 csomagot, majd indítsa újra az eSzig Klienst.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The smart-card library is missing',
      cause: 'The library of the system with which eSzig Kliens reaches card readers cannot be loaded.',
      nextStep: 'Install the package libpcsclite1, then restart eSzig Kliens.',
      whoHelps: computer.en,
    },
  },
  'driver.no-answer': {
    hu: {
      title: 'Az intelligenskártya-szolgáltatás nem válaszol',
      cause: 'A szolgáltatás fut, de kérdésre nem felel. Ez egy elakadt kártyaolvasó vagy illesztőprogram után fordul elő.',
      nextStep: 'Húzza ki a kártyaolvasót, indítsa újra az intelligenskártya-szolgáltatást, majd csatlakoztassa újra az olvasót.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The smart-card service does not answer',
      cause: 'The service runs, but answers no question. This happens after a card reader or its driver got stuck.',
      nextStep: 'Unplug the card reader, restart the smart-card service, then connect the reader again.',
      whoHelps: computer.en,
    },
  },
  'reader.no-driver': {
    hu: {
      title: 'A kártyaolvasóhoz hiányzik az illesztőprogram',
      cause: 'Az USB-n csatlakozik egy kártyaolvasó, de az intelligenskártya-szolgáltatás nem ismeri fel.',
      nextStep:
        'Telepítse az olvasó gyártójának illesztőprogramját (a legtöbb olvasóhoz a libccid csomagot), majd dugja be újra az olvasót.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The driver of the card reader is missing',
      cause: 'A card reader is connected by USB, but the smart-card service does not recognise it.',
      nextStep: "Install the driver of the reader's maker (for most readers the package libccid), then plug the reader in again.",
      whoHelps: computer.en,
    },
  },
  'reader.remote-session': {
    hu: {
      title: 'Távoli munkamenetből nem látszik a kártyaolvasó',
      cause: 'Ezt a számítógépet Ön távolról használja, és az Ön előtt lévő kártyaolvasót nem adták át neki.',
      nextStep:
        'Kapcsolja be a távoli kapcsolat beállításai között az intelligens kártyák átadását, vagy lépjen be az Ön előtt lévő gépen.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The card reader is not seen from a remote session',
      cause: 'You use this computer from afar, and the card reader in front of you was not passed on to it.',
      nextStep: 'Switch on passing smart cards in the settings of the remote connection, or sign in at the computer in front of you.',
      whoHelps: computer.en,
    },
  },
  'reader.not-chosen': {
    hu: {
      title: 'A beállított kártyaolvasó nincs csatlakoztatva',
      cause: 'A beállítások egy olyan kártyaolvasót neveznek meg, amely most nincs a számítógépen. Addig minden más olvasót használunk.',
      nextStep: 'Csatlakoztassa a beállított olvasót, vagy válasszon másikat a beállításokban.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The card reader of the settings is not connected',
      cause: 'The settings name a card reader that is not at this computer now. Until it is, any other reader is used.',
      nextStep: 'Connect the reader of the settings, or choose another one in the settings.',
      whoHelps: self.en,
    },
  },
  'reader.untested': {
    hu: {
      title: 'Ezzel a kártyaolvasóval még nem szereztünk tapasztalatot',
      cause: 'A kártyaolvasó nincs az ismert olvasók között. Ettől még működhet: szabványos úton érjük el.',
      nextStep: 'Ha a belépés sikerül, nincs teendő. Ha nem, próbálja ki egy ismert olvasóval.',
      whoHelps: self.hu,
    },
    en: {
      title: 'We have no experience with this card reader yet',
      cause: 'The card reader is not among the known ones. It may work all the same: we reach it in the standard way.',
      nextStep: 'If signing in succeeds, there is nothing to do. If not, try a known reader.',
      whoHelps: self.en,
    },
  },
  'reader.extended-length': {
    hu: {
      title: 'A kártyaolvasó nem visz át hosszú üzeneteket',
      cause: 'A belépéshez a kártyának 256 bájtnál hosszabb üzeneteket kell kapnia, és ezeket ez a kártyaolvasó nem adja tovább.',
      nextStep: 'Frissítse az olvasó illesztőprogramját, vagy használjon másik kártyaolvasót.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The card reader does not carry long messages',
      cause: 'For signing in the card has to be sent messages of more than 256 bytes, and this card reader does not pass them on.',
      nextStep: 'Update the driver of the reader, or use another card reader.',
      whoHelps: computer.en,
    },
  },
  'card.damaged': {
    hu: {
      title: 'A kártya hibásan válaszol',
      cause:
        'A kártya személyazonosító igazolványnak mondja magát, de amit mond, nem olvasható. A csipje vagy az antennája megsérülhetett.',
      nextStep: 'Tegye a kártyát máshogy az olvasóra, és próbálja ki egy másik olvasón is. Ha ott sem megy, kérjen cserét.',
      whoHelps: window.hu,
    },
    en: {
      title: 'The card answers wrongly',
      cause: 'The card says that it is an ID card, but what it says cannot be read. Its chip or its antenna may be damaged.',
      nextStep: 'Put the card on the reader another way, and try it on another reader too. If that fails as well, ask for a replacement.',
      whoHelps: window.en,
    },
  },
  'card.several': {
    hu: {
      title: 'Több kártya van az olvasókon',
      cause: 'Egyszerre több kártyaolvasón is van kártya, így nem biztos, hogy azt használjuk, amelyikre Ön gondol.',
      nextStep: 'Vegye le a többi kártyát, vagy válassza ki a beállításokban, melyik olvasót használjuk.',
      whoHelps: self.hu,
    },
    en: {
      title: 'There are cards on several readers',
      cause: 'More than one card reader has a card on it, so it is not certain that we use the one you mean.',
      nextStep: 'Take the other cards off, or choose in the settings which reader to use.',
      whoHelps: self.en,
    },
  },
  'card.certificate-expired': {
    hu: {
      title: 'A kártya hitelességét igazoló tanúsítvány lejárt',
      cause:
        'A legutóbbi belépéskor használt kártyát olyan tanúsítvánnyal írták alá, amely azóta lejárt, ezért a szolgáltatások elutasítják.',
      nextStep: 'Nézze meg a kártya érvényességét az előlapján. Ha lejárt, kérjen új igazolványt.',
      whoHelps: window.hu,
    },
    en: {
      title: 'The certificate that vouches for the card has ended',
      cause: 'The card of the last sign-in was signed with a certificate that has ended since, so services refuse it.',
      nextStep: 'Look at the date of validity on the front of the card. If it has passed, ask for a new card.',
      whoHelps: window.en,
    },
  },
  'client.other-running': {
    hu: {
      title: 'Egy másik kártyás belépőprogram fut',
      cause: 'Azon a kapun, ahol a böngésző az eSzig Klienst keresi, egy másik, ugyanilyen célú program válaszol.',
      nextStep: 'Zárja be a másik belépőprogramot, majd indítsa újra az eSzig Klienst.',
      whoHelps: self.hu,
    },
    en: {
      title: 'Another program for signing in with a card is running',
      cause: 'At the port where the browser looks for eSzig Kliens, another program of the same kind answers.',
      nextStep: 'Close the other program, then restart eSzig Kliens.',
      whoHelps: self.en,
    },
  },
  'client.no-browser': {
    hu: {
      title: 'Nem nyitható meg az eSzig Kliens ablaka',
      cause: 'Az eSzig Kliens saját ablakához egy Chromium alapú böngésző kell, és ilyet nem találtunk ezen a számítógépen.',
      nextStep: 'Telepítsen egy Chromium, Chrome vagy Edge böngészőt, vagy nevezze meg a helyét a beállítófájlban.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The window of eSzig Kliens cannot be opened',
      cause: 'The own window of eSzig Kliens needs a browser of the Chromium family, and none was found on this computer.',
      nextStep: 'Install Chromium, Chrome or Edge, or name its place in the configuration file.',
      whoHelps: computer.en,
    },
  },
  'client.no-display': {
    hu: {
      title: 'Nincs képernyő az eSzig Kliens ablakához',
      cause: 'Az eSzig Kliens képernyő nélküli munkamenetben fut, ezért nem tud ablakot nyitni a PIN-kódnak.',
      nextStep: 'Indítsa el az eSzig Klienst a saját asztali munkamenetéből, vagy használja a parancssorát.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'There is no screen for the window of eSzig Kliens',
      cause: 'The session in which eSzig Kliens runs has no screen, so that it cannot open a window for the PIN.',
      nextStep: 'Start eSzig Kliens from your own desktop session, or use its command line.',
      whoHelps: computer.en,
    },
  },
  'client.folder-unwritable': {
    hu: {
      title: 'A beállítások és a napló nem menthetők',
      cause: 'Az eSzig Kliens nem tud írni a saját mappájába, vagy a mappát más felhasználó is olvashatja.',
      nextStep: 'Állítsa be, hogy az eSzig Kliens mappája csak az Öné legyen, és legyen hely a lemezen.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'Settings and log cannot be saved',
      cause: 'The own folder of eSzig Kliens cannot be written to, or other users can read it.',
      nextStep: 'See to it that the folder of eSzig Kliens is yours alone, and that there is room on the disk.',
      whoHelps: computer.en,
    },
  },
  'client.trust-empty': {
    hu: {
      title: 'Az eSzig Kliens egyetlen hatóságot sem ismer',
      cause: 'A beállítófájlban nincs megbízható hatósági tanúsítvány, ezért nem ellenőrizhető, ki kér adatot a kártyáról.',
      nextStep: 'Vegye fel a beállítófájlba a hatóság (CVCA) tanúsítványát, amelyet a szolgáltató ad ki.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'eSzig Kliens knows no authority',
      cause: 'The configuration file has no trusted certificate of an authority, so it cannot be checked who asks for data of the card.',
      nextStep: 'Enter the certificate of the authority (CVCA) in the configuration file; the service operator hands it out.',
      whoHelps: computer.en,
    },
  },
  'client.trust-expired': {
    hu: {
      title: 'Az ismert hatóságok tanúsítványai lejártak',
      cause: 'Az eSzig Kliens minden megbízható hatósági tanúsítványa lejárt, ezért minden adatkérést elutasít.',
      nextStep: 'Frissítse az eSzig Klienst, vagy vegye fel a hatóság új tanúsítványát a beállítófájlba.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The certificates of the known authorities have ended',
      cause: 'Every trusted authority certificate of eSzig Kliens has ended, so it refuses every request for data.',
      nextStep: 'Update eSzig Kliens, or enter the new certificate of the authority in the configuration file.',
      whoHelps: computer.en,
    },
  },
  'clock.wrong': {
    hu: {
      title: 'A számítógép órája rosszul jár',
      cause: 'A számítógép órája öt percnél többel eltér a szolgáltatás órájától, ezért érvényes tanúsítványok lejártnak tűnhetnek.',
      nextStep: 'Kapcsolja be a pontos idő automatikus beállítását, és ellenőrizze az időzónát.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The clock of this computer is wrong',
      cause: 'The clock differs from that of the service by more than five minutes, so that valid certificates may seem to have ended.',
      nextStep: 'Switch on setting the time automatically, and check the time zone.',
      whoHelps: computer.en,
    },
  },
  'network.offline': {
    hu: {
      title: 'Nincs hálózati kapcsolat',
      cause: 'A számítógép jelenleg semmilyen hálózathoz nem csatlakozik.',
      nextStep: 'Csatlakoztassa a hálózati kábelt, vagy kapcsolja be a wifit, majd próbálja újra.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'There is no network connection',
      cause: 'This computer is not connected to any network at present.',
      nextStep: 'Connect the network cable or switch on wireless, then try again.',
      whoHelps: computer.en,
    },
  },
  'network.name-unknown': {
    hu: {
      title: 'A szolgáltatás neve nem található a hálózaton',
      cause: 'A hálózat névszolgáltatása (DNS) nem ismeri a belépőszolgáltatás címét.',
      nextStep: 'Nyisson meg egy másik weboldalt. Ha az sem megy, a hálózattal van baj; ha igen, szóljon az informatikusnak.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The name of the service is not found in the network',
      cause: 'The name service of the network (DNS) does not know the address of the sign-in service.',
      nextStep: 'Open another web page. If that fails too, the network is at fault; if not, tell your computer support.',
      whoHelps: computer.en,
    },
  },
  'network.blocked': {
    hu: {
      title: 'A kapcsolatot valami visszatartja',
      cause: 'A szolgáltatásnak küldött kérésre senki nem válaszol. Ezt többnyire tűzfal vagy víruskereső okozza.',
      nextStep: 'Engedélyezze a tűzfalban, hogy az eSzig Kliens elérje a hibakeresés részletei között felsorolt címeket.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'Something holds the connection back',
      cause: 'Nobody answers what is sent to the service. Mostly a firewall or a virus scanner is the cause.',
      nextStep: 'Let the firewall allow eSzig Kliens to reach the addresses listed in the details of the diagnosis.',
      whoHelps: computer.en,
    },
  },
  'network.proxy': {
    hu: {
      title: 'A hálózat csak közvetítőn (proxyn) keresztül enged ki',
      cause: 'A számítógépen közvetítő van beállítva. Az eSzig Kliens közvetlenül kapcsolódik, és így nem éri el a szolgáltatást.',
      nextStep: 'Kérje meg az informatikust, hogy engedje ki közvetlenül a kapcsolatot a részletek között felsorolt címekre.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'The network lets connections out through a proxy only',
      cause: 'A proxy is set on this computer. eSzig Kliens connects directly, and so does not reach the service.',
      nextStep: 'Ask your computer support to allow direct connections to the addresses listed in the details.',
      whoHelps: computer.en,
    },
  },
  'network.intercepted': {
    hu: {
      title: 'Valaki vagy valami más válaszol a szolgáltatás nevében',
      cause: 'A titkosított kapcsolatot nem a szolgáltatás tanúsítványa védi. Ilyet víruskereső vagy vállalati tűzfal is okoz.',
      nextStep: 'Ne írja be a PIN-kódját. Kapcsolja ki a titkosított kapcsolatok vizsgálatát a szolgáltatás címére, majd próbálja újra.',
      whoHelps: computer.hu,
    },
    en: {
      title: 'Somebody or something else answers for the service',
      cause:
        'The encrypted connection is not protected by the certificate of the service. Virus scanners and company firewalls do this too.',
      nextStep: 'Do not enter your PIN. Switch off the inspection of encrypted connections for the address of the service, then try again.',
      whoHelps: computer.en,
    },
  },
  'certificate.terminal-expired': {
    hu: {
      title: 'A szolgáltatás jogosultsága lejárt',
      cause: 'A legutóbbi belépéskor a szolgáltatás olyan tanúsítvánnyal kért adatot a kártyáról, amely nem volt érvényes.',
      nextStep: 'Az Ön kártyájával és gépével nincs baj. Próbálja újra később, és jelezze az ügyfélszolgálatnak.',
      whoHelps: desk.hu,
    },
    en: {
      title: 'The permission of the service has ended',
      cause: 'At the last sign-in the service asked for data of the card with a certificate that was not valid.',
      nextStep: 'Nothing is wrong with your card or your computer. Try again later, and tell the service desk.',
      whoHelps: desk.en,
    },
  },
} as const satisfies ErrorTable;
