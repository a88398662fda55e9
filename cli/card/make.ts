// `eszig card make`: personalises a card from a person's data or from a preset, signed by the world's document signer.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { writeCard } from '../../apps/chip/card-store.ts';
import { type Holder, parseHolder } from '../../apps/chip/holder.ts';
import { personalise } from '../../apps/chip/personalise.ts';
import { type Preset, type PresetName, presets } from '../../apps/chip/presets.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import { pinState } from '../../lib/chip/index.ts';
import { holderOf, parseCertificate } from '../../lib/cvc/index.ts';
import { isEidError } from '../../lib/error/index.ts';
import { type Command, exit, type Terminal, UsageError } from '../command.ts';
import { issuers, keysOfCards } from './issuers.ts';

export const command: Command = {
  options: {
    preset: { value: 'NAME' },
    file: { value: 'PERSON.json' },
    trust: { value: 'CVCA.cvcert', repeated: true },
    out: { value: 'CARD.json' },
    presets: {},
    data: { value: 'DIR' },
  },
  async run(input, terminal) {
    if (input.flag('presets')) return listPresets(terminal);
    const [file, out] = [input.text('file'), input.text('out')];
    const preset = presetNamed(input.text('preset'));
    if ((file === undefined) === (preset === undefined) || out === undefined) {
      throw new UsageError('--out, and one of --preset and --file, are needed', 'eszig card make --presets');
    }
    if (input.texts('trust').length > 2) throw new UsageError('a card has two trust points at most');
    if (!existsSync(dirname(resolve(out)))) throw new UsageError(`no folder ${dirname(resolve(out))}`);
    if (existsSync(out)) throw new UsageError(`${out} is there already`);
    const holder = file === undefined ? parseHolder(preset?.holder) : await readHolder(file);
    const trustPoints = await Promise.all(input.texts('trust').map(readTrustPoint));
    const cryptography = createCryptography();
    const data = resolve(input.text('data') ?? 'data');
    const { authorities, finish } = await issuers(data, preset);
    const issuing = trustPoints.length === 0 ? authorities : { ...authorities, trustPoints };
    const knownKeys = await keysOfCards(join(data, 'cards'), cryptography);
    const variation = preset?.variation;
    const { card, register } = personalise(holder, issuing, { cryptography, knownKeys, ...(variation && { variation }) });
    await writeCard(resolve(out), card);
    await finish(register);
    const { documentNumber, generation } = card;
    terminal.say(`${out}: card ${documentNumber}, PIN ${pinState(card.passwords.pin)}`);
    terminal.json({ file: out, documentNumber, generation, pin: pinState(card.passwords.pin) });
    return exit.done;
  },
};

const names = Object.keys(presets) as readonly PresetName[];

function listPresets(terminal: Terminal) {
  const width = Math.max(...names.map((name) => name.length));
  for (const name of names) terminal.say(`${name.padEnd(width)}  ${presets[name].what[terminal.language]}`);
  terminal.json(names.map((name) => ({ preset: name, what: presets[name].what[terminal.language] })));
  return exit.done;
}

function presetNamed(name: string | undefined): Preset | undefined {
  if (name === undefined) return undefined;
  if (!Object.hasOwn(presets, name)) throw new UsageError(`no preset '${name}'`, names.join(', '));
  return presets[name as PresetName];
}

async function readHolder(file: string): Promise<Holder> {
  try {
    return parseHolder(JSON.parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    const { at, problem } = isEidError(thrown, 'holder.malformed') ? thrown.facts : {};
    const what = problem === undefined ? 'no JSON document' : `${at === '' ? 'the person' : at}: ${problem}`;
    throw new UsageError(`cannot read ${file} as a person's data: ${what}`, 'the files of world/people are examples');
  }
}

async function readTrustPoint(file: string): Promise<Bytes> {
  try {
    const certificate = parseCertificate(bytes(await readFile(file)));
    if (holderOf(certificate.chat) === 'cvca' && certificate.publicKey.curve !== undefined) return certificate.raw;
  } catch {
    // Told below: whatever it is, it is no trust point.
  }
  throw new UsageError(`${file} is no CVCA certificate`);
}
