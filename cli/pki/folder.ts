// What every `eszig pki` command needs: the folder of the authorities, time and cryptography, and words for what the authorities refuse.
import { dirname, join, resolve } from 'node:path';
import type {
  AuthorityErrorCode,
  BlockListErrorCode,
  CountryErrorCode,
  FilesErrorCode,
  IssueErrorCode,
  PkiEffects,
  PkiOptions,
  SectorErrorCode,
} from '../../apps/pki/index.ts';
import { layout } from '../../apps/pki/index.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { readPublic } from '../../io/keys/index.ts';
import type { Bytes } from '../../lib/bytes/index.ts';
import { parseDescription } from '../../lib/cvc/index.ts';
import { isEidError } from '../../lib/error/index.ts';
import { pki as en } from '../../lib/phrases/en/pki.ts';
import { pki as hu } from '../../lib/phrases/hu/pki.ts';
import { speaker } from '../../lib/phrases/index.ts';
import { type Command, exit, type Input, UsageError } from '../command.ts';
import { worldClock } from '../up/folder.ts';

type Refusal = AuthorityErrorCode | BlockListErrorCode | CountryErrorCode | FilesErrorCode | IssueErrorCode | SectorErrorCode;

const refusals = Object.keys(hu).filter((key): key is Refusal => !key.endsWith('.next'));

/** A command of the authorities: `--data` is an option of it, and what they refuse is told with its cause and the next step (exit status 1). */
export function pkiCommand(command: Command): Command {
  return {
    ...command,
    options: { data: { value: 'DIR' }, ...command.options },
    async run(input, terminal) {
      try {
        return await command.run(input, terminal);
      } catch (thrown) {
        const code = isEidError(thrown) ? refusals.find((refusal) => refusal === thrown.code) : undefined;
        if (code === undefined) throw thrown;
        const say = speaker(hu, en, terminal.language);
        const [cause, nextStep] = [say(code), say(`${code}.next`)];
        terminal.say(`${cause} (${code})\n${nextStep}`);
        terminal.json({ error: { code, cause, nextStep } });
        return exit.refused;
      }
    },
  };
}

/** The authorities' folder in the data folder. */
export function folderOf(input: Input): string {
  return join(resolve(input.text('data') ?? 'data'), 'pki');
}

/** Time and cryptography of the authorities in a folder: the time is the world's that they belong to. */
export function effects(folder: string): PkiEffects {
  return { clock: worldClock(dirname(folder)), cryptography: createCryptography() };
}

/** Time, cryptography, and the address that the terminal certificate has now. */
export async function optionsOf(folder: string): Promise<PkiOptions> {
  const { subjectUrl = '' } = parseDescription(await readExisting(layout(folder).terminal.description));
  return { ...effects(folder), origin: subjectUrl, computerClock: Date.now };
}

/** A file of the authorities; `UsageError` when there are none. */
export async function readExisting(path: string): Promise<Bytes> {
  const octets = await readPublic(path);
  if (octets === undefined) throw new UsageError('this data folder has no authorities yet', 'eszig up makes them');
  return octets;
}

/** A file that the person names; `UsageError` when there is none. */
export async function readGiven(path: string): Promise<Bytes> {
  const octets = await readPublic(resolve(path));
  if (octets === undefined) throw new UsageError(`no file ${path}`);
  return octets;
}
