// `eszig pki renew-cvca | renew-csca | issue-dv | issue-terminal | issue-document-signer | move-sector`: new keys and certificates, out of turn or for others.
import { resolve } from 'node:path';
import {
  answerRequest,
  authorityRights,
  issueDocumentSigner,
  issueTerminal,
  layout,
  moveSector,
  type PkiOptions,
  renewCountrySigner,
  renewRoot,
} from '../../apps/pki/index.ts';
import { certificateOctets, writePublic } from '../../io/keys/index.ts';
import {
  type AuthenticationRight,
  type CvCertificate,
  createChat,
  type Holder,
  holderOf,
  parseCertificate,
  rightsOf,
} from '../../lib/cvc/index.ts';
import { parseX509 } from '../../lib/x509/index.ts';
import { exit, type Input, type Terminal, UsageError } from '../command.ts';
import { folderOf, optionsOf, pkiCommand, readExisting, readGiven } from './folder.ts';

export const renewCvca = pkiCommand({
  options: {},
  async run(input, terminal) {
    const folder = folderOf(input);
    const { cvca } = await renewRoot(folder, await optionsOf(folder));
    tell(parseCertificate(await readExisting(cvca.certificate)), terminal);
    return exit.done;
  },
});

export const renewCsca = pkiCommand({
  options: {},
  run: (input, terminal) => renewed(input, terminal, renewCountrySigner, 'countrySigner'),
});

export const issueSigner = pkiCommand({
  options: {},
  run: (input, terminal) => renewed(input, terminal, issueDocumentSigner, 'documentSigner'),
});

const requestOptions = { request: { value: 'FILE' }, right: { value: 'RIGHT', repeated: true }, out: { value: 'FILE' } } as const;

export const issueDv = pkiCommand({
  options: { ...requestOptions, foreign: {} },
  async run(input, terminal) {
    if (input.text('request') === undefined)
      throw new UsageError('--request and --out are needed', 'our own is renewed by eszig pki renew');
    return answer(input, terminal, input.flag('foreign') ? 'dv-other' : 'dv-official');
  },
});

export const issueAt = pkiCommand({
  options: requestOptions,
  async run(input, terminal) {
    if (input.text('request') !== undefined) return answer(input, terminal, 'terminal');
    const folder = folderOf(input);
    const files = await issueTerminal(folder, await optionsOf(folder));
    tell(parseCertificate(await readExisting(files.terminal.certificate)), terminal);
    return exit.done;
  },
});

export const move = pkiCommand({
  operands: 'begin|end',
  options: {},
  async run(input, terminal) {
    const [step] = input.operands;
    if (step !== 'begin' && step !== 'end') throw new UsageError('begin or end?');
    const folder = folderOf(input);
    const files = await moveSector(folder, step, await optionsOf(folder));
    tell(parseCertificate(await readExisting(files.terminal.certificate)), terminal);
    return exit.done;
  },
});

/** Answers a request that came as a file. */
async function answer(input: Input, terminal: Terminal, holder: Holder) {
  const [request, out] = [input.text('request'), input.text('out')];
  if (request === undefined || out === undefined) throw new UsageError('--request and --out are needed');
  const rights = input.texts('right').map((right) => {
    if (!(authorityRights as readonly string[]).includes(right)) {
      throw new UsageError(`no right '${right}' can be granted`, authorityRights.join(', '));
    }
    return right as AuthenticationRight;
  });
  const folder = folderOf(input);
  const chat = createChat(rights.length === 0 ? authorityRights : rights, holder);
  const certificate = await answerRequest(folder, await readGiven(request), chat, await optionsOf(folder));
  await writePublic(resolve(out), certificate.raw);
  tell(certificate, terminal, { file: resolve(out) });
  return exit.done;
}

function tell({ car, chr, chat, effective, expiration }: CvCertificate, terminal: Terminal, more: object = {}): void {
  const facts = { car: car.text, chr: chr.text, holder: holderOf(chat), rights: rightsOf(chat), effective, expiration };
  terminal.say(`${facts.chr} (${facts.car}) ${facts.effective} – ${facts.expiration}: ${facts.rights.join(', ')}`);
  terminal.json({ ...facts, ...more });
}

async function renewed(
  input: Input,
  terminal: Terminal,
  operation: (folder: string, options: PkiOptions) => Promise<unknown>,
  what: 'countrySigner' | 'documentSigner',
) {
  const folder = folderOf(input);
  await operation(folder, await optionsOf(folder));
  const file = layout(folder)[what].certificate;
  const { subject, serialNumber, notAfter } = parseX509(certificateOctets(await readExisting(file)));
  const facts = { subject: subject.commonName ?? '', serialNumber: serialNumber.toString(16), until: new Date(notAfter).toISOString() };
  terminal.say(`${facts.subject} ${facts.serialNumber} – ${facts.until}`);
  terminal.json({ ...facts, file });
  return exit.done;
}
