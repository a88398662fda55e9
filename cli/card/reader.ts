// `eszig card insert` and `eszig card remove`: the virtual reader of the running world, through its table of cards.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { createFetch } from '../../io/http/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { errorCode } from '../../lib/phrases/index.ts';
import { type Command, exit, MissingError, type Terminal } from '../command.ts';
import { runningWorld } from '../up/folder.ts';
import { secretText } from '../up/secrets.ts';
import { personOf } from './world-card.ts';

const text = {
  hu: { inserted: 'a kártya az olvasón van:', removed: 'az olvasón nincs kártya' },
  en: { inserted: 'the card is on the reader:', removed: 'no card is on the reader' },
} as const;

export const insert: Command = {
  operands: '<person>',
  options: { data: { value: 'DIR' } },
  async run(input, terminal) {
    return told(terminal, await ask(input.text('data'), personOf(input.operands[0]).id));
  },
};

export const remove: Command = {
  options: { data: { value: 'DIR' } },
  async run(input, terminal) {
    return told(terminal, await ask(input.text('data'), undefined));
  },
};

function told(terminal: Terminal, card: string | null) {
  const say = text[terminal.language];
  terminal.say(card === null ? say.removed : `${say.inserted} ${card}`);
  terminal.json({ card });
  return exit.done;
}

/** Asks the table for this card, or for none, and gives what lies on the reader then. */
async function ask(data = 'data', card: string | undefined): Promise<string | null> {
  const table = runningWorld(data)?.addresses['console'];
  const tokenFile = join(resolve(data), 'keys', 'road-token');
  if (table === undefined || !existsSync(tokenFile)) throw new MissingError(`no world runs on '${data}'`, 'npm start, or --data DIR');
  using fetch = createFetch();
  const headers = { authorization: `Bearer ${await secretText(tokenFile)}`, 'content-type': 'application/json' };
  const request = card === undefined ? { method: 'DELETE' } : { method: 'PUT', body: JSON.stringify({ card }) };
  const answer = answers.parse(await (await fetch(`${table}/table/reader`, { ...request, headers })).json());
  if ('code' in answer) throw new EidError(errorCode(answer.code));
  return answer.card;
}

const answers = z.union([z.strictObject({ card: z.string().nullable() }), z.looseObject({ code: z.string() })]);
