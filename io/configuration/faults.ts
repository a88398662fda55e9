// Looks through a configuration before anything is started with it: which field is wrong, and which file that it names cannot be used.
import type { ZodType } from 'zod';
import { EidError, isEidError } from '../../lib/error/index.ts';
import { type KeysErrorCode, readPrivate, readPublic } from '../keys/index.ts';

/** `field` as a path, e.g. `services.0.keyFile`; `fault` a code, or the sentence of the schema. */
export interface ConfigurationFault {
  readonly field: string;
  readonly fault: string;
}

/** Its facts are the faults: their fields, and what is wrong with each. */
export type ConfigurationErrorCode = 'configuration.refused';

/** The error that stops a start, and names all faults. */
export function refusal(faults: readonly ConfigurationFault[]): EidError<ConfigurationErrorCode> {
  return new EidError<ConfigurationErrorCode>(
    'configuration.refused',
    Object.fromEntries(faults.map(({ field, fault }) => [field, fault])),
  );
}

/** What a schema says of an input, or the configuration that it makes of it. */
export function schemaFaults<Output>(schema: ZodType<Output>, input: unknown): readonly ConfigurationFault[] | { readonly config: Output } {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { config: parsed.data };
  return parsed.error.issues.map(({ path, message }) => ({ field: path.join('.') || '(all)', fault: message }));
}

/**
 * Everything that is wrong with a configuration: faults of its schema; without any, the files that are missing, cannot be read, or hold a secret that others
 * can read. A field names files when its name ends so (`keyFile`, `signingFiles`).
 */
export async function configurationFaults(schema: ZodType, input: unknown): Promise<readonly ConfigurationFault[]> {
  const found = schemaFaults(schema, input);
  if (!('config' in found)) return found;
  return (await Promise.all(filesIn(found.config).map(faultsOfFile))).flat();
}

type NamedFile = readonly [field: string, file: string];

/** What holds a secret, by its field's own name. */
const secret = /(key|token|url|subject|storage|cookie|signing)files?$/i;

async function faultsOfFile([field, file]: NamedFile): Promise<readonly ConfigurationFault[]> {
  const name = field.replace(/\.\d+$/, '').replace(/^.*\./, '');
  try {
    const octets = await (secret.test(name) ? readPrivate(file) : readPublic(file));
    if (octets === undefined) throw new EidError<KeysErrorCode>('keys.unreadable', { path: file });
    return [];
  } catch (thrown) {
    if (!isEidError(thrown)) throw thrown;
    return [{ field, fault: thrown.code }];
  }
}

function filesIn(value: unknown, field = ''): readonly NamedFile[] {
  if (typeof value === 'string') return /files?(\.\d+)?$/i.test(field) ? [[field, value]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => filesIn(part, field === '' ? name : `${field}.${name}`));
}
