// `eszig card make`: personalises a card from a person's data, signed by the world's document signer.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { writeCard } from '../../apps/chip/card-store.ts';
import { type Holder, parseHolder } from '../../apps/chip/holder.ts';
import { type IssuingAuthorities, personalise } from '../../apps/chip/personalise.ts';
import { establish, layout } from '../../apps/pki/index.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { certificateOctets, readPublic, readSigner } from '../../io/keys/index.ts';
import { type Bytes, bytes } from '../../lib/bytes/index.ts';
import { pinState } from '../../lib/chip/index.ts';
import { holderOf, parseCertificate } from '../../lib/cvc/index.ts';
import { isEidError } from '../../lib/error/index.ts';
import { parseX509 } from '../../lib/x509/index.ts';
import { type Command, exit, UsageError } from '../command.ts';
import { portsOf, standardBase } from '../up/addresses.ts';

export const command: Command = {
  options: {
    file: { value: 'PERSON.json' },
    trust: { value: 'CVCA.cvcert', repeated: true },
    out: { value: 'CARD.json' },
    data: { value: 'DIR' },
  },
  async run(input, terminal) {
    const [file, out] = [input.text('file'), input.text('out')];
    if (file === undefined || out === undefined) throw new UsageError('--file and --out are needed');
    if (input.texts('trust').length > 2) throw new UsageError('a card has two trust points at most');
    if (!existsSync(dirname(resolve(out)))) throw new UsageError(`no folder ${dirname(resolve(out))}`);
    if (existsSync(out)) throw new UsageError(`${out} is there already`);
    const holder = await readHolder(file);
    const trustPoints = await Promise.all(input.texts('trust').map(readTrustPoint));
    const cryptography = createCryptography();
    const authorities = await issuers(resolve(input.text('data') ?? 'data'));
    const issuing = trustPoints.length === 0 ? authorities : { ...authorities, trustPoints };
    const { card } = personalise(holder, issuing, { cryptography, knownKeys: new Set() });
    await writeCard(resolve(out), card);
    const { documentNumber, generation } = card;
    terminal.say(`${out}: card ${documentNumber}, PIN ${pinState(card.passwords.pin)}`);
    terminal.json({ file: out, documentNumber, generation, pin: pinState(card.passwords.pin) });
    return exit.done;
  },
};

async function readHolder(file: string): Promise<Holder> {
  try {
    return parseHolder(JSON.parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    const at = isEidError(thrown, 'holder.malformed') ? `: ${thrown.facts['at']}` : '';
    throw new UsageError(`cannot read ${file} as a person's data${at}`, 'the files of world/people are examples');
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

/** Document signer and CVCA of the world, made when it has none yet. */
async function issuers(data: string): Promise<IssuingAuthorities> {
  const folder = join(data, 'pki');
  const made = existsSync(layout(folder).documentSigner.certificate) && existsSync(layout(folder).cvca.certificate);
  const origin = `https://idp.localhost:${portsOf(standardBase).idpTls}`;
  const pki = made ? layout(folder) : await establish(folder, { clock: Date.now, cryptography: createCryptography(), origin });
  const [certificate, trustPoint] = await Promise.all([readPublic(pki.documentSigner.certificate), readPublic(pki.cvca.certificate)]);
  if (certificate === undefined || trustPoint === undefined) throw new UsageError(`${folder} is not whole`, 'eszig up --fresh');
  const documentSigner = { certificate: parseX509(certificateOctets(certificate)), signer: await readSigner(pki.documentSigner.key) };
  return { documentSigner, trustPoints: [trustPoint] };
}
