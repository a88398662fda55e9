// `eszig client readers`: the card readers of this computer, and whether a card lies in each.
import { createCryptography } from '../../io/crypto/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { ErrorCode } from '../../lib/phrases/index.ts';
import { type Command, exit } from '../command.ts';
import { findReaders } from './readers.ts';

const words = {
  hu: { none: 'nincs benne kártya', present: 'kártya van benne', 'in-use': 'másik program használja', pad: 'billentyűzete van' },
  en: { none: 'no card', present: 'a card is in it', 'in-use': 'another program uses it', pad: 'with a PIN pad' },
} as const;

export const command: Command = {
  options: {},
  async run(_, terminal) {
    await using found = await findReaders(createCryptography());
    const rows = found.readers.list().map(({ name, kind, pinPad, presence }) => ({ name, kind, pinPad, presence }));
    if (rows.length === 0) throw new EidError<ErrorCode>('reader.none', { service: found.service });
    for (const { name, presence, pinPad } of rows)
      terminal.say(`${name}: ${words[terminal.language][presence]}${pinPad ? `, ${words[terminal.language].pad}` : ''}`);
    terminal.json(rows);
    return exit.done;
  },
};
