// Failures that whoever runs a service meets.
import { type ErrorTable, helpers } from './phrase.ts';

const { self } = helpers;

export const operation = {
  'configuration.refused': {
    hu: {
      title: 'Ezzel a beállítással a szolgáltatás nem indul el',
      cause:
        'A beállításfájl egy vagy több mezője hibás, vagy olyan fájlra mutat, amely nem használható. A részletek mezőnként megnevezik.',
      nextStep: 'Javítsa ki a megnevezett mezőket, és ellenőrizze a fájlt az „eszig serve … --check” paranccsal.',
      whoHelps: self.hu,
    },
    en: {
      title: 'The service does not start with this configuration',
      cause:
        'One or more fields of the configuration file are wrong, or name a file that cannot be used. The details name them one by one.',
      nextStep: 'Mend the fields that are named, and look through the file by “eszig serve … --check”.',
      whoHelps: self.en,
    },
  },
} as const satisfies ErrorTable;
