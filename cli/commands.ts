// The commands of `eszig`, each with its one-line summary and the file that has it. Files are loaded only when their command runs.
import type { Command } from './command.ts';

interface Row {
  readonly summary: { readonly hu: string; readonly en: string };
  load(): Promise<Command>;
}

export const commands = {
  up: {
    summary: { hu: 'az egész bemutatóvilág elindítása', en: 'start the whole demonstration world' },
    load: async () => (await import('./up.ts')).command,
  },
  serve: {
    summary: { hu: 'egyetlen alkalmazás elindítása a beállítófájljából', en: 'start one app from its configuration file' },
    load: async () => (await import('./serve.ts')).command,
  },
  'rp add': {
    summary: {
      hu: 'alkalmazás bejegyzése a futó világban, kész példaprogrammal',
      en: 'register a relying party in the running world, with a ready example',
    },
    load: async () => (await import('./rp.ts')).add,
  },
  'rp list': {
    summary: { hu: 'a bejegyzett alkalmazások', en: 'the relying parties of the running world' },
    load: async () => (await import('./rp.ts')).list,
  },
  'rp remove': {
    summary: { hu: 'alkalmazás törlése', en: 'remove a relying party' },
    load: async () => (await import('./rp.ts')).remove,
  },
  bench: {
    summary: { hu: 'mérések', en: 'the benchmarks' },
    load: async () => (await import('./bench.ts')).command,
  },
  doctor: {
    summary: { hu: 'mi hiányzik ezen a számítógépen, és mivel pótolható', en: 'what is missing on this computer, and what mends it' },
    load: async () => (await import('./doctor.ts')).command,
  },
} as const satisfies Readonly<Record<string, Row>>;

export type CommandName = keyof typeof commands;
