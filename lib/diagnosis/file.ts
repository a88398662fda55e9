// A diagnosis as a file: JSON that a person saves and attaches to a fault report. Nothing in it is about the person: no name, no number of a
// document, a card or a person, no code, no address that was visited. Version 1.
import { z } from 'zod';
import { EidError } from '../error/index.ts';
import { type CauseCode, causeCodes, causes, type Trouble, troubles } from './causes.ts';

/** `diagnosis.malformed`: no diagnosis, or not one spelling of it; `diagnosis.newer`: written by a program newer than this one. */
export type DiagnosisErrorCode = 'diagnosis.malformed' | 'diagnosis.newer';

const format = 'eszig-diagnosis';
const version = 1;

/** The longest file in characters: a longer one is refused unread. */
export const longestDiagnosis = 16_384;

/** The services that a sign-in needs to reach. */
const serviceNames = ['sign-in', 'eid-server'] as const;

/** How far a look at a service came. */
const reaches = ['reached', 'name-unknown', 'refused', 'no-answer', 'intercepted', 'failing'] as const;
export type Reach = (typeof reaches)[number];

const day = z.iso.date();
const Finding = z.strictObject({ code: z.enum(causeCodes), trouble: z.enum(troubles), weight: z.enum(['stops', 'advice']) });

const Content = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  /** When it was made, by the clock of the computer. */
  made: z.iso.datetime(),
  client: z.strictObject({
    version: z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/),
    system: z.enum(['linux', 'darwin', 'win32', 'other']),
    /** `other-client`: an eID client that is not ours; `foreign`: any other program. */
    port: z.enum(['ours', 'free', 'other-client', 'foreign']),
    window: z.enum(['own', 'tab', 'none']),
  }),
  /** What was found, what must be mended first at the head; empty when nothing stands in the way. */
  findings: z.array(Finding).max(causeCodes.length),
  driver: z.enum(['starting', 'running', 'none', 'denied', 'no-library', 'not-used']),
  reader: z
    .strictObject({
      /** The name that its driver gives it, without serial numbers. */
      model: z.string().min(1).max(100),
      kind: z.enum(['pcsc', 'virtual']),
      pinPad: z.boolean(),
      known: z.boolean(),
    })
    .optional(),
  /** How many readers there are. */
  readers: z.int().min(0).max(99),
  card: z
    .strictObject({
      kind: z.enum(['eid', 'other']),
      /** Year of the chip's generation, for one that is known. */
      generation: z
        .string()
        .regex(/^\d{4}$/)
        .optional(),
      pin: z
        .strictObject({
          state: z.enum(['not-activated', 'operational', 'suspended', 'blocked', 'unknown']),
          triesLeft: z.int().min(0).max(9).optional(),
        })
        .optional(),
    })
    .optional(),
  /** Seconds by which the clock of the computer is ahead of the service's. */
  clockAhead: z.int().optional(),
  services: z.array(z.strictObject({ name: z.enum(serviceNames), reach: z.enum(reaches) })).max(serviceNames.length),
  /** Last days of validity. `terminal` and `document` are those of the last sign-in at this computer. */
  certificates: z.strictObject({ trust: day.optional(), terminal: day.optional(), document: day.optional() }),
});

type Content = z.infer<typeof Content>;

/** What a diagnosis says, without the marks of its file. */
export type Diagnosis = Omit<Content, 'format' | 'version' | 'findings'> & { readonly findings: readonly CauseCode[] };

/** The one result: what must be mended first, `ready` when nothing stops a sign-in; and where the trouble lies. */
export function resultOf({ findings }: Pick<Diagnosis, 'findings'>): { readonly code: CauseCode; readonly trouble: Trouble } | 'ready' {
  const code = findings.find((found) => causes[found].weight === 'stops');
  return code === undefined ? 'ready' : { code, trouble: causes[code].trouble };
}

/** The file's text: JSON, indented for people, ending in a line feed. Throws `diagnosis.malformed` for what no file may hold. */
export function encodeDiagnosis({ findings, ...diagnosis }: Diagnosis): string {
  const content = Content.safeParse({ format, version, ...diagnosis, findings: findings.map((code) => ({ code, ...causes[code] })) });
  if (!content.success) throw new EidError<DiagnosisErrorCode>('diagnosis.malformed');
  return `${JSON.stringify(content.data, undefined, 2)}\n`;
}

/** The diagnosis in a file's text. Throws `diagnosis.malformed` and `diagnosis.newer`. */
export function parseDiagnosis(text: string): Diagnosis {
  const json = text.length > longestDiagnosis ? undefined : parseJson(text);
  const marks = z.looseObject({ format: z.literal(format), version: z.int() }).safeParse(json);
  if (marks.success && marks.data.version > version) throw new EidError<DiagnosisErrorCode>('diagnosis.newer');
  const content = Content.safeParse(json);
  if (!content.success || !isConsistent(content.data)) throw new EidError<DiagnosisErrorCode>('diagnosis.malformed');
  const { format: _format, version: _version, findings, ...diagnosis } = content.data;
  return { ...diagnosis, findings: findings.map(({ code }) => code) };
}

/** Each finding once, with the trouble and the weight that its code has. */
function isConsistent({ findings }: Content): boolean {
  const isOwn = findings.every(({ code, trouble, weight }) => causes[code].trouble === trouble && causes[code].weight === weight);
  return isOwn && new Set(findings.map(({ code }) => code)).size === findings.length;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A reader's name as a model: without what tells one device from its twin, which drivers put in round brackets or at the end (serial
 * number, slot). `REINER SCT cyberJack RFID standard (1234567890) 00 00` is a `REINER SCT cyberJack RFID standard`.
 */
export function readerModel(name: string): string {
  const plain = name
    .replace(/\([^)]*\d[^)]*\)/g, ' ')
    .replace(/\d{6,}/g, ' ')
    .replace(/(\s+[0-9A-F]{2}){1,2}\s*$/, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? '?' : plain.slice(0, 100);
}
