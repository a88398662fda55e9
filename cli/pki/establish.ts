// `eszig pki establish`: authorities, sectors, lists and the certificates of a new folder, or what is missing in one that is there.
import { z } from 'zod';
import { establish, layout, readInventory, standings } from '../../apps/pki/index.ts';
import { exit, UsageError } from '../command.ts';
import { effects, folderOf, pkiCommand } from './folder.ts';
import { document, say } from './list.ts';

const Origin = z.url({ protocol: /^https$/ }).refine((text) => URL.parse(text)?.origin === text);

export const establishAll = pkiCommand({
  options: { origin: { value: 'URL' } },
  async run(input, terminal) {
    const { data: origin } = Origin.safeParse(input.text('origin'));
    if (origin === undefined) throw new UsageError('--origin is needed', 'the https origin of the identity provider, without a path');
    const folder = folderOf(input);
    const { clock, cryptography } = effects(folder);
    await establish(folder, { clock, cryptography, origin, computerClock: Date.now });
    const items = standings(await readInventory(layout(folder), clock(), cryptography), clock(), Date.now());
    say(terminal, items);
    terminal.json({ folder, items: items.map(document) });
    return exit.done;
  },
});
