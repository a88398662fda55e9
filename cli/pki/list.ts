// `eszig pki list | renew`: what the authorities have, when it ends, and the renewal of what is due.
import {
  documentSigners,
  dueAt,
  layout,
  nextDue,
  readInventory,
  readLinks,
  renewDue,
  type Standing,
  standings,
} from '../../apps/pki/index.ts';
import { parseRevocationLists } from '../../lib/x509/index.ts';
import { exit, type Terminal } from '../command.ts';
import { effects, folderOf, optionsOf, pkiCommand, readExisting } from './folder.ts';

export const list = pkiCommand({
  options: {},
  async run(input, terminal) {
    const folder = folderOf(input);
    const files = layout(folder);
    const { clock, cryptography } = effects(folder);
    const lists = parseRevocationLists(await readExisting(files.countrySigner.revocationLists));
    const items = await readInventory(files, clock(), cryptography);
    const links = (await readLinks(files.cvca)).map(({ car, chr, effective, expiration }) => {
      return { from: car.text, to: chr.text, effective, expiration };
    });
    const revoked = new Set(lists.flatMap((one) => one.revoked.map(({ serialNumber }) => serialNumber)));
    const signers = (await documentSigners(files.documentSigner)).map(({ serialNumber, notAfter }) => {
      return { serialNumber: serialNumber.toString(16), until: iso(notAfter), revoked: revoked.has(serialNumber) };
    });
    say(terminal, standings(items, clock(), Date.now()));
    for (const { from, to } of links) terminal.say(`      link                ${from} → ${to}`);
    for (const one of signers) {
      terminal.say(`${one.revoked ? '   !  ' : '      '}document signer     ${one.serialNumber}${one.revoked ? ' revoked' : ''}`);
    }
    const nextAt = new Date(nextDue(items)).toISOString();
    terminal.json({ items: standings(items, clock(), Date.now()).map(document), links, documentSigners: signers, nextDue: nextAt });
    return exit.done;
  },
});

export const renew = pkiCommand({
  options: { 'dry-run': {} },
  async run(input, terminal) {
    const folder = folderOf(input);
    const options = await optionsOf(folder);
    const { clock, cryptography } = options;
    const due = input.flag('dry-run')
      ? dueAt(await readInventory(layout(folder), clock(), cryptography), clock(), Date.now())
      : (await renewDue(folder, options)).due;
    say(terminal, due);
    terminal.json({ [input.flag('dry-run') ? 'due' : 'renewed']: due.map(document) });
    return exit.done;
  },
});

const marks: Readonly<Record<Standing['state'], string>> = { good: '   ', due: ' * ', ended: ' ! ' };

/** A line for each. */
export function say(terminal: Terminal, all: readonly Standing[]): void {
  for (const { kind, name, until, daysLeft, state } of all) {
    terminal.say(`${marks[state]}   ${kind.padEnd(18)}  ${name.padEnd(40)} ${iso(until)} (${daysLeft} d)`);
  }
}

/** For JSON. */
export function document({ from, until, renewAt, ...rest }: Standing) {
  return { ...rest, from: iso(from), until: iso(until), renewAt: iso(renewAt) };
}

function iso(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16);
}
