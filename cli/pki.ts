// `eszig pki export | issue-terminal | revoke`: the authorities of a world's data folder, whether it runs or not.
import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type BlockListErrorCode, issueTerminal, type Layout, layout, revoke } from '../apps/pki/index.ts';
import { createCryptography } from '../io/crypto/index.ts';
import { readPublic, writePublic } from '../io/keys/index.ts';
import { type Bytes, toHex } from '../lib/bytes/index.ts';
import { holderOf, parseCertificate, parseDescription, rightsOf } from '../lib/cvc/index.ts';
import { isEidError } from '../lib/error/index.ts';
import { type Command, exit, type Input, UsageError } from './command.ts';

/** What can be exported: files of the layout; CV certificates get the name of their key, as other tools look them up. */
const exports: Readonly<Record<string, (files: Layout) => readonly string[]>> = {
  cvca: (files) => [files.cvca.certificate],
  chain: (files) => [files.cvca.certificate, files.dv.certificate, files.terminal.certificate, files.terminal.description],
  csca: (files) => [files.countrySigner.certificate, files.countrySigner.revocationList],
};

export const exportCertificates: Command = {
  operands: Object.keys(exports).join('|'),
  options: { data: { value: 'DIR' }, out: { value: 'DIR' } },
  async run(input, terminal) {
    const [what = ''] = input.operands;
    const choose = Object.hasOwn(exports, what) ? exports[what] : undefined;
    if (choose === undefined) throw new UsageError(`export what? ${Object.keys(exports).join(', ')}`);
    const out = resolve(input.text('out') ?? '.');
    mkdirSync(out, { recursive: true });
    const written = [];
    for (const path of choose(layout(folderOf(input)))) {
      const octets = await readExisting(path);
      const file = join(out, nameOf(path, octets, what));
      await writePublic(file, octets);
      terminal.say(file);
      written.push({ file, hex: toHex(octets) });
    }
    terminal.json({ files: written });
    return exit.done;
  },
};

export const issue: Command = {
  options: { data: { value: 'DIR' } },
  async run(input, terminal) {
    const folder = folderOf(input);
    const { terminal: files } = layout(folder);
    const origin = parseDescription(await readExisting(files.description)).subjectUrl ?? '';
    await issueTerminal(folder, { clock: Date.now, cryptography: createCryptography(), origin });
    const { car, chr, chat, effective, expiration } = parseCertificate(await readExisting(files.certificate));
    const facts = { car: car.text, chr: chr.text, holder: holderOf(chat), rights: rightsOf(chat), effective, expiration };
    terminal.say(`${facts.chr} (${facts.car}) ${facts.effective} – ${facts.expiration}: ${facts.rights.join(', ')}`);
    terminal.json(facts);
    return exit.done;
  },
};

export const revokeDocument: Command = {
  operands: '<document-number>',
  options: { data: { value: 'DIR' } },
  async run(input, terminal) {
    const [documentNumber] = input.operands;
    if (documentNumber === undefined) throw new UsageError('which document?', 'eszig card list');
    const folder = folderOf(input);
    await readExisting(layout(folder).blockList.list);
    try {
      await revoke(folder, [documentNumber], { clock: Date.now, cryptography: createCryptography() });
    } catch (thrown) {
      if (!isEidError<BlockListErrorCode>(thrown, 'pki.unknown-document')) throw thrown;
      throw new UsageError(`no document ${documentNumber} was issued here`, 'eszig card list');
    }
    terminal.say(layout(folder).blockList.list);
    terminal.json({ revoked: documentNumber, blockList: layout(folder).blockList.list });
    return exit.done;
  },
};

function folderOf(input: Input): string {
  return join(resolve(input.text('data') ?? 'data'), 'pki');
}

async function readExisting(path: string): Promise<Bytes> {
  const octets = await readPublic(path);
  if (octets === undefined) throw new UsageError('this data folder has no authorities yet', 'eszig up makes them');
  return octets;
}

function nameOf(path: string, octets: Bytes, what: string): string {
  if (path.endsWith('.cvcert')) return `${parseCertificate(octets).chr.text}.cvcert`;
  return path.endsWith('certificate.pem') ? `${what}.pem` : basename(path);
}
