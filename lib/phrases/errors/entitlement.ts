// Failures of roles: one that has ended, and changes of the entitlement matrix that the rules refuse.
import { type ErrorTable, helpers } from './phrase.ts';

const operator = helpers.desk;
const self = helpers.self;

export const entitlementErrors = {
  'account.role-ended': {
    hu: {
      title: 'Ez a szerepköre megszűnt',
      cause:
        'Belépés óta visszavonták azt a szerepkört, amelyben dolgozott, lejárt a megadott ideje, vagy szünetel a szakmai jogosultsága.',
      nextStep: 'Nézze meg, mi az oka. Ha van másik szerepköre, azzal újra beléphet.',
      whoHelps: helpers.administrator.hu,
    },
    en: {
      title: 'This role of yours has ended',
      cause: 'Since you signed in, the role in which you worked was taken away, its time ran out, or your licence was suspended.',
      nextStep: 'See what the reason is. If you have another role, you can sign in again with that one.',
      whoHelps: helpers.administrator.en,
    },
  },
  'matrix.not-administrator': {
    hu: {
      title: 'Ehhez az intézményhez nincs adminisztrátori joga',
      cause: 'Az intézmény szerepköreit csak az intézmény jogosultsági adminisztrátora módosíthatja.',
      nextStep: 'Lépjen be adminisztrátori szerepkörrel.',
      whoHelps: helpers.administrator.hu,
    },
    en: {
      title: 'You do not administer this institution',
      cause: 'Only an entitlement administrator of the institution may change its roles.',
      nextStep: 'Sign in with the role of an administrator.',
      whoHelps: helpers.administrator.en,
    },
  },
  'matrix.worker-unknown': {
    hu: {
      title: 'Nincs ilyen munkatárs',
      cause: 'Ezzel a számmal vagy az intézménynél nem szerepel ilyen dolgozó.',
      nextStep: 'Ellenőrizze a nyilvántartási számot. Aki nem szerepel nyilvántartásban, azt vegye fel saját munkatársként.',
      whoHelps: operator.hu,
    },
    en: {
      title: 'There is no such worker',
      cause: 'Nobody has this number, or nobody of that kind is at the institution.',
      nextStep: 'Check the register number. Enter somebody who stands in no register as staff of your own.',
      whoHelps: operator.en,
    },
  },
  'matrix.unit-unknown': {
    hu: {
      title: 'Nincs ilyen szervezeti egység',
      cause: 'Ennek az intézménynek nincs ilyen szervezeti egysége.',
      nextStep: 'Válasszon az intézmény egységei közül.',
      whoHelps: self.hu,
    },
    en: {
      title: 'There is no such unit',
      cause: 'This institution has no such unit.',
      nextStep: 'Choose one of the institution’s units.',
      whoHelps: self.en,
    },
  },
  'matrix.role-not-grantable': {
    hu: {
      title: 'Az intézmény ezt a szerepkört nem adhatja',
      cause: 'Az ilyen fajta intézmény ezt a szerepkört nem adhatja.',
      nextStep: 'Válasszon az adható szerepkörök közül.',
      whoHelps: operator.hu,
    },
    en: {
      title: 'The institution cannot grant this role',
      cause: 'An institution of this kind has no such role to grant.',
      nextStep: 'Choose one of the roles that can be granted.',
      whoHelps: operator.en,
    },
  },
  'matrix.other-profession': {
    hu: {
      title: 'Ez más szakma szerepköre',
      cause: 'A munkatárs szakmája szerint ezt a szerepkört nem kaphatja meg.',
      nextStep: 'Válasszon a szakmájának megfelelő szerepkört.',
      whoHelps: operator.hu,
    },
    en: {
      title: 'This role belongs to another profession',
      cause: 'The worker’s profession does not allow this role.',
      nextStep: 'Choose a role of the worker’s own profession.',
      whoHelps: operator.en,
    },
  },
  'matrix.supervisor-needed': {
    hu: {
      title: 'A rezidensnek szakmai felügyelő kell',
      cause: 'A rezidens csak felügyelet mellett dolgozhat.',
      nextStep: 'Adja meg a felügyelő nyilvántartási számát.',
      whoHelps: self.hu,
    },
    en: {
      title: 'A resident needs a supervisor',
      cause: 'A resident may work under supervision only.',
      nextStep: 'Give the supervisor’s register number.',
      whoHelps: self.en,
    },
  },
  'matrix.supervisor-unfit': {
    hu: {
      title: 'A megadott személy nem lehet szakmai felügyelő',
      cause: 'Felügyelő csak az lehet, aki ennél az intézménynél ma önállóan dolgozik orvosként, fogorvosként vagy gyógyszerészként.',
      nextStep: 'Adjon meg olyan munkatársat, aki mindkét nyilvántartásban szerepel, és itt van szerepköre.',
      whoHelps: operator.hu,
    },
    en: {
      title: 'This person cannot supervise',
      cause: 'Only somebody can who practises independently at this institution today, as a physician, dentist or pharmacist.',
      nextStep: 'Name a worker who stands in both registers and has a role here.',
      whoHelps: operator.en,
    },
  },
  'matrix.end-needed': {
    hu: {
      title: 'Meg kell adni az utolsó napot',
      cause: 'A helyettes és a rezidens szerepköre határozott időre szól.',
      nextStep: 'Adja meg az utolsó napot.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The last day is needed',
      cause: 'The role of a substitute and of a resident is for a limited time.',
      nextStep: 'Give the last day.',
      whoHelps: self.en,
    },
  },
  'matrix.start-needed': {
    hu: {
      title: 'Meg kell adni az első napot',
      cause: 'A helyettesítés adott naptól adott napig tart.',
      nextStep: 'Adja meg az első napot.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The first day is needed',
      cause: 'A substitution is from one day to another.',
      nextStep: 'Give the first day.',
      whoHelps: self.en,
    },
  },
  'matrix.dates-reversed': {
    hu: {
      title: 'Az utolsó nap nem jó',
      cause: 'Az utolsó nap korábbi az elsőnél, vagy már elmúlt.',
      nextStep: 'Adjon meg későbbi utolsó napot.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The last day is not right',
      cause: 'The last day is before the first one, or it is over.',
      nextStep: 'Give a later last day.',
      whoHelps: self.en,
    },
  },
  'matrix.held-already': {
    hu: {
      title: 'Ez a szerepkör már megvan, vagy jóváhagyásra vár',
      cause: 'A munkatárs ezt a szerepkört ennél az egységnél már megkapta, vagy a kérés egy másik adminisztrátorra vár.',
      nextStep: 'Ha más feltételekkel kell, előbb vegye el a mostanit.',
      whoHelps: self.hu,
    },
    en: {
      title: 'This role is held already, or waits for approval',
      cause: 'The worker has this role at this unit already, or the request waits for another administrator.',
      nextStep: 'If other terms are needed, take the present one away first.',
      whoHelps: self.en,
    },
  },
  'matrix.not-held': {
    hu: {
      title: 'Ez a szerepkör már nincs meg',
      cause: 'A munkatársnak ennél az egységnél nincs ilyen szerepköre; lehet, hogy közben más már elvette.',
      nextStep: 'Nézze meg a munkatárs szerepköreit újra.',
      whoHelps: self.hu,
    },
    en: {
      title: 'This role is not held any more',
      cause: 'The worker has no such role at this unit; somebody else may have taken it away meanwhile.',
      nextStep: 'Look at the worker’s roles again.',
      whoHelps: self.en,
    },
  },
  'matrix.last-administrator': {
    hu: {
      title: 'Az utolsó adminisztrátor nem vehető el',
      cause: 'Nem maradna olyan adminisztrátor, akinek a kártyája össze van kapcsolva, és a szerepköre nem jár le.',
      nextStep: 'Előbb nevezzen ki másik adminisztrátort, és várja meg, amíg összekapcsolja a kártyáját.',
      whoHelps: operator.hu,
    },
    en: {
      title: 'The last administrator stays',
      cause: 'No administrator would be left whose card is linked and whose role has no end.',
      nextStep: 'Appoint another administrator first, and wait until their card is linked.',
      whoHelps: operator.en,
    },
  },
  'matrix.own-decision': {
    hu: {
      title: 'Ehhez másik adminisztrátor kell',
      cause: 'Saját magának senki nem adhat szerepkört: azt egy másik adminisztrátor hagyja jóvá, aki nem is kérte.',
      nextStep: 'Kérje meg az intézmény másik adminisztrátorát.',
      whoHelps: helpers.administrator.hu,
    },
    en: {
      title: 'Another administrator is needed',
      cause: 'Nobody gives themselves a role: another administrator approves it, who has not asked for it either.',
      nextStep: 'Ask another administrator of the institution.',
      whoHelps: helpers.administrator.en,
    },
  },
  'matrix.not-pending': {
    hu: {
      title: 'Erről már döntöttek',
      cause: 'A kérés már nem vár döntésre.',
      nextStep: 'Nézze meg az előzményeket.',
      whoHelps: self.hu,
    },
    en: {
      title: 'This has been decided',
      cause: 'The request does not wait for a decision any more.',
      nextStep: 'Look at the history.',
      whoHelps: self.en,
    },
  },
} as const satisfies ErrorTable;
