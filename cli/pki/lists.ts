// `eszig pki revoke | release | revoke-document-signer | crl | master-list | defect-list | block-list`: what is not to be believed any more, and the lists
// that say so.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  blockListChanges,
  type Layout,
  layout,
  type PkiEffects,
  publishLists,
  release,
  reportDefect,
  revoke,
  revokeDocumentSigner,
} from '../../apps/pki/index.ts';
import { certificateOctets, writePublic } from '../../io/keys/index.ts';
import { type Bytes, parseHex, toHex } from '../../lib/bytes/index.ts';
import { type DefectKind, defectKinds, readBlockList } from '../../lib/card/index.ts';
import { parseX509 } from '../../lib/x509/index.ts';
import { type Command, exit, type Terminal, UsageError } from '../command.ts';
import { effects, folderOf, pkiCommand, readExisting, readGiven } from './folder.ts';

export const revokeDocument = onDocument('revoked', revoke);
export const releaseDocument = onDocument('released', release);

function onDocument(
  done: string,
  operation: (folder: string, documentNumbers: readonly string[], effects: PkiEffects) => Promise<void>,
): Command {
  return pkiCommand({
    operands: '<document-number>',
    options: {},
    async run(input, terminal) {
      const [documentNumber] = input.operands;
      if (documentNumber === undefined) throw new UsageError('which document?', 'eszig card list');
      const folder = folderOf(input);
      const { list } = layout(folder).blockList;
      await readExisting(list);
      await operation(folder, [documentNumber], effects(folder));
      terminal.say(list);
      terminal.json({ [done]: documentNumber, blockList: list });
      return exit.done;
    },
  });
}

export const revokeSigner = pkiCommand({
  operands: '<serial-number>',
  options: {},
  async run(input, terminal) {
    const [serial] = input.operands;
    if (serial === undefined) throw new UsageError('which document signer?', 'eszig pki list');
    const folder = folderOf(input);
    await readExisting(layout(folder).countrySigner.revocationList);
    const { countrySigner } = await revokeDocumentSigner(folder, serial, effects(folder));
    return tellFile(countrySigner.revocationLists, terminal, { revoked: serial });
  },
});

export const crl = published((files) => files.countrySigner.revocationLists);
export const masterList = published((files) => files.lists.masterList);

/** Signs the lists of the country anew. */
function published(choose: (files: Layout) => string): Command {
  return pkiCommand({
    options: {},
    async run(input, terminal) {
      const folder = folderOf(input);
      await readExisting(choose(layout(folder)));
      return tellFile(choose(await publishLists(folder, effects(folder))), terminal);
    },
  });
}

export const defectList = pkiCommand({
  options: { signer: { value: 'SERIAL' }, defect: { value: Object.keys(defectKinds).join('|') }, certificate: { value: 'FILE' } },
  async run(input, terminal) {
    const [serial, defect, certificate] = [input.text('signer'), input.text('defect'), input.text('certificate')];
    const folder = folderOf(input);
    await readExisting(layout(folder).lists.defectList);
    if (serial === undefined && defect === undefined)
      return tellFile((await publishLists(folder, effects(folder))).lists.defectList, terminal);
    if (serial === undefined || defect === undefined || !Object.hasOwn(defectKinds, defect)) {
      throw new UsageError('--signer and --defect are needed', Object.keys(defectKinds).join(', '));
    }
    if ((defect === 'certificateReplaced') !== (certificate !== undefined)) {
      throw new UsageError('--certificate is for certificateReplaced: the certificate that takes the place');
    }
    const parameters = certificate === undefined ? undefined : parseX509(certificateOctets(await readGiven(certificate))).raw;
    const report = { serial, kind: defect as DefectKind, ...(parameters && { parameters }) };
    return tellFile((await reportDefect(folder, report, effects(folder))).lists.defectList, terminal, { signer: serial, defect });
  },
});

export const blockList = pkiCommand({
  options: { since: { value: 'LIST-ID' }, out: { value: 'DIR' } },
  async run(input, terminal) {
    const folder = folderOf(input);
    const { list, certificate } = layout(folder).blockList;
    const since = input.text('since');
    if (since === undefined) {
      const signer = parseX509(certificateOctets(await readExisting(certificate)));
      const { listId, finalEntries, issuedAt } = readBlockList(await readExisting(list), signer, effects(folder).cryptography);
      return tellFile(list, terminal, { listId: toHex(listId), entries: finalEntries, issuedAt: new Date(issuedAt).toISOString() });
    }
    const base = /^([0-9a-f]{2})+$/i.test(since) ? (parseHex(since) as Bytes) : undefined;
    if (base === undefined) throw new UsageError('--since wants a list id in hexadecimal', 'eszig pki block-list');
    await readExisting(list);
    const changes = await blockListChanges(folder, base, effects(folder));
    const out = resolve(input.text('out') ?? '.');
    mkdirSync(out, { recursive: true });
    const files = { added: join(out, 'block-list-added.cms'), removed: join(out, 'block-list-removed.cms') };
    await writePublic(files.added, changes.added);
    await writePublic(files.removed, changes.removed);
    for (const file of Object.values(files)) terminal.say(file);
    terminal.json(files);
    return exit.done;
  },
});

function tellFile(file: string, terminal: Terminal, facts: object = {}) {
  terminal.say([file, ...Object.entries(facts).map(([name, value]) => `${name}: ${value}`)].join('\n'));
  terminal.json({ file, ...facts });
  return exit.done;
}
