// `eszig pki export`: certificates and lists as files for other programs; never a key.
import { mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type Layout, layout } from '../../apps/pki/index.ts';
import { writePublic } from '../../io/keys/index.ts';
import { type Bytes, toHex } from '../../lib/bytes/index.ts';
import { parseCertificate } from '../../lib/cvc/index.ts';
import { exit, UsageError } from '../command.ts';
import { folderOf, pkiCommand, readExisting } from './folder.ts';

/** What can be exported: files of the layout; CV certificates get the name of their key, as other tools look them up. */
const exports: Readonly<Record<string, (files: Layout) => readonly string[] | Promise<readonly string[]>>> = {
  cvca: (files) => [files.cvca.certificate],
  links: (files) => filesOf(files.cvca.links),
  chain: async (files) => [
    files.cvca.certificate,
    ...(await filesOf(files.cvca.links)),
    files.dv.certificate,
    files.terminal.certificate,
    files.terminal.description,
  ],
  csca: (files) => [files.countrySigner.certificate, files.countrySigner.revocationList],
  crl: (files) => [files.countrySigner.revocationList],
  'document-signers': (files) => filesOf(files.documentSigner.issued),
  'master-list': (files) => [files.lists.masterList, files.lists.certificate],
  'defect-list': (files) => [files.lists.defectList, files.lists.certificate],
  'block-list': (files) => [files.blockList.list, files.blockList.certificate],
  sectors: (files) => [files.sectors.pseudonym, files.sectors.blocking],
  metrics: (files) => [files.metrics],
};

export const exportFiles = pkiCommand({
  operands: Object.keys(exports).join('|'),
  options: { out: { value: 'DIR' } },
  async run(input, terminal) {
    const [what = ''] = input.operands;
    const choose = Object.hasOwn(exports, what) ? exports[what] : undefined;
    if (choose === undefined) throw new UsageError(`export what? ${Object.keys(exports).join(', ')}`);
    const out = resolve(input.text('out') ?? '.');
    mkdirSync(out, { recursive: true });
    const written = [];
    for (const path of await choose(layout(folderOf(input)))) {
      const octets = await readExisting(path);
      const file = join(out, nameOf(path, octets, what));
      await writePublic(file, octets);
      terminal.say(file);
      written.push({ file, hex: toHex(octets) });
    }
    terminal.json({ files: written });
    return exit.done;
  },
});

async function filesOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.sort().map((name) => join(folder, name));
}

// A link certificate has the name of its key too, which the self-signed certificate beside it has already.
function nameOf(path: string, octets: Bytes, what: string): string {
  if (path.endsWith('certificate.cvcert')) return `${parseCertificate(octets).chr.text}.cvcert`;
  if (path.endsWith('.cvcert')) return `link-${basename(path)}`;
  return path.endsWith('certificate.pem') ? `${what}.pem` : basename(path);
}
