// Who makes a card: the document signer and the CVCA of the world, made when it has none yet; and the unusual ones that a preset asks for.
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readCard } from '../../apps/chip/card-store.ts';
import { earlierGenerations } from '../../apps/chip/earlier-generations.ts';
import { publicKeysOf } from '../../apps/chip/keys.ts';
import type { IssuingAuthorities } from '../../apps/chip/personalise.ts';
import type { Preset } from '../../apps/chip/presets.ts';
import {
  establish,
  isEstablished,
  issueDocumentSigner,
  type Layout,
  layout,
  registerDocuments,
  revoke,
  revokeDocumentSigner,
} from '../../apps/pki/index.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { certificateOctets, readPublic, readSigner, writePublic } from '../../io/keys/index.ts';
import type { Bytes } from '../../lib/bytes/index.ts';
import { type Cryptography, createSigner } from '../../lib/crypto/index.ts';
import { parseCertificate } from '../../lib/cvc/index.ts';
import { createName, parseX509, signX509 } from '../../lib/x509/index.ts';
import { UsageError } from '../command.ts';
import { effects, optionsOf } from '../pki/folder.ts';
import { portsOf, standardBase } from '../up/addresses.ts';

type RegisterEntry = { readonly documentNumber: string; readonly blockingKey: { readonly point: Bytes } };

export interface Issuers {
  readonly authorities: IssuingAuthorities;
  /** What is left to do when the card is made: revoke what the preset wants revoked. */
  readonly finish: (entry: RegisterEntry) => Promise<void>;
}

/** The authorities of a data folder, as a preset wants them. */
export async function issuers(data: string, { signer, generationsBehind, revoked }: Partial<Preset> = {}): Promise<Issuers> {
  const folder = join(data, 'pki');
  if (!(await isEstablished(folder)))
    await establish(folder, { ...effects(folder), origin: `https://idp.localhost:${portsOf(standardBase).idpTls}` });
  if (signer === 'revoked') await issueDocumentSigner(folder, effects(folder));
  const pki = layout(folder);
  const documentSigner = signer === 'foreign' ? foreignSigner(createCryptography()) : await worldSigner(pki);
  const trustPoint = generationsBehind === undefined ? await octets(pki.cvca.certificate) : await ancestor(folder, generationsBehind);
  return {
    authorities: { documentSigner, trustPoints: [trustPoint] },
    finish: async ({ documentNumber, blockingKey }) => {
      if (signer === 'revoked') {
        await issueDocumentSigner(folder, effects(folder));
        await revokeDocumentSigner(folder, documentSigner.certificate.serialNumber.toString(16), effects(folder));
      }
      if (revoked !== true) return;
      await registerDocuments(folder, [{ documentNumber, blockingKey: blockingKey.point }]);
      await revoke(folder, [documentNumber], effects(folder));
    },
  };
}

/** Public keys of all cards of a data folder: no new card may have one of them. */
export async function keysOfCards(folder: string, cryptography: Cryptography): Promise<Set<string>> {
  const files = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.json')) : [];
  const cards = await Promise.all(files.map((name) => readCard(join(folder, name))));
  return new Set(cards.flatMap((card) => publicKeysOf(card, cryptography)));
}

async function worldSigner({ documentSigner }: Layout): Promise<IssuingAuthorities['documentSigner']> {
  const certificate = parseX509(certificateOctets(await octets(documentSigner.certificate)));
  return { certificate, signer: await readSigner(documentSigner.key) };
}

/** A document signer whose country nobody here trusts. */
function foreignSigner({ curve, random }: Cryptography): IssuingAuthorities['documentSigner'] {
  const on = curve('brainpoolP256r1');
  const [country, signer] = [createSigner(on, on.randomScalar(random)), createSigner(on, on.randomScalar(random))];
  const issuer = createName({ country: 'UT', commonName: 'Country signer of nowhere' });
  const subject = createName({ country: 'UT', commonName: 'Document signer of nowhere' });
  const now = Math.floor(Date.now() / 1000) * 1000;
  const publicKey = { kind: 'EC', curve: signer.curve, point: signer.point } as const;
  const extensions = { keyUsage: ['digitalSignature'], documentTypes: ['ID'] } as const;
  const body = { serialNumber: 1n, issuer, subject, notBefore: now, notAfter: now + 3e11, publicKey, extensions };
  return { certificate: signX509(body, country), signer };
}

/** A CVCA of long ago; the link certificates from it to the present one are among those of the world from now on. */
async function ancestor(folder: string, generations: number): Promise<Bytes> {
  const { cvca } = layout(folder);
  const { trustPoint, links } = earlierGenerations(parseCertificate(await octets(cvca.certificate)), generations, createCryptography());
  await mkdir(cvca.links, { recursive: true, mode: 0o700 });
  for (const { car, chr, raw } of links) await writePublic(join(cvca.links, `${car.text}-${chr.text}.cvcert`), raw);
  await establish(folder, await optionsOf(folder));
  return trustPoint;
}

async function octets(file: string): Promise<Bytes> {
  const content = await readPublic(file);
  if (content === undefined) throw new UsageError(`${file} is missing`, 'eszig up --fresh');
  return content;
}
