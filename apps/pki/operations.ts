// What an operator has the authorities do out of turn. Each takes the folder for itself, and leaves everything that hangs on the change renewed.
import { readPublic } from '../../io/keys/index.ts';
import type { Bytes } from '../../lib/bytes/index.ts';
import type { DefectKind } from '../../lib/card/index.ts';
import { dayOf } from '../../lib/cvc/index.ts';
import { EidError } from '../../lib/error/index.ts';
import type { PkiEffects } from './block-list.ts';
import { countryCertificates, ensureCountrySigner, ensureDocumentSigner, ensureRevocationLists, findDocumentSigner } from './country.ts';
import { type AuthorityErrorCode, renewCvca } from './cv-authorities.ts';
import { ensureAll, ensureCountry, type PkiOptions } from './establish.ts';
import { exclusively } from './files.ts';
import { type Layout, layout } from './layout.ts';
import { ensureLists, enterDefect } from './lists.ts';
import { beginMove, endMove } from './sectors.ts';
import { type Effects, readIdentity } from './x509-authorities.ts';

/** The next CVCA with its link certificate, and a document verifier and terminal below it. */
export function renewRoot(folder: string, options: PkiOptions): Promise<Layout> {
  return exclusively(folder, async () => {
    await renewCvca(layout(folder).cvca, dayOf(options.clock()));
    return ensureAll(folder, options);
  });
}

/** The next country signer with its link certificate, a document signer and lists below it. */
export function renewCountrySigner(folder: string, options: PkiEffects): Promise<Layout> {
  return onCountry(folder, options, async (files, effects) => {
    const country = await ensureCountrySigner(files.countrySigner, effects, true);
    await ensureDocumentSigner(files.documentSigner, country, new Set(), effects, true);
  });
}

/** Another document signer, which signs from now on. */
export function issueDocumentSigner(folder: string, options: PkiEffects): Promise<Layout> {
  return onCountry(folder, options, async (files, effects) => {
    const country = await readIdentity(files.countrySigner);
    if (country === undefined) throw new EidError<AuthorityErrorCode>('pki.inconsistent', { certificate: files.countrySigner.certificate });
    await ensureDocumentSigner(files.documentSigner, country, new Set(), effects, true);
  });
}

/** Takes a document signer back (serial number, hexadecimal): its documents are not believed any more. Throws `pki.unknown-signer`. */
export function revokeDocumentSigner(folder: string, serial: string, options: PkiEffects): Promise<Layout> {
  return onCountry(folder, options, async (files, effects) => {
    await ensureRevocationLists(files.countrySigner, [await findDocumentSigner(files.documentSigner, serial)], effects);
  });
}

/** Enters a defect of the documents of a document signer, and publishes the list. Throws `pki.unknown-signer`. */
export function reportDefect(
  folder: string,
  defect: { readonly serial: string; readonly kind: DefectKind; readonly parameters?: Bytes },
  options: PkiEffects,
): Promise<Layout> {
  return onCountry(folder, options, async (files, effects) => {
    const signer = await findDocumentSigner(files.documentSigner, defect.serial);
    await enterDefect(files.lists, signer, defect.kind, defect.parameters, effects);
  });
}

/** Revocation lists, master list and defect list signed anew, as of now. */
export function publishLists(folder: string, options: PkiEffects): Promise<Layout> {
  return onCountry(folder, options, async (files, effects) => {
    const country = await readIdentity(files.countrySigner);
    if (country === undefined) throw new EidError<AuthorityErrorCode>('pki.inconsistent', { certificate: files.countrySigner.certificate });
    await ensureRevocationLists(files.countrySigner, [], effects, true);
    await ensureLists(files.lists, country, await countryCertificates(files.countrySigner), effects, true);
  });
}

/** Begins or ends the provider's move from one pseudonym sector to the next; the terminal certificate follows. Throws a `SectorErrorCode`. */
export function moveSector(folder: string, step: 'begin' | 'end', options: PkiOptions): Promise<Layout> {
  return exclusively(folder, async () => {
    await (step === 'begin' ? beginMove : endMove)(layout(folder).sectors);
    return ensureAll(folder, options);
  });
}

/** Whether a folder has authorities. */
export async function isEstablished(folder: string): Promise<boolean> {
  return (await readPublic(layout(folder).terminal.chain)) !== undefined;
}

function onCountry(folder: string, options: PkiEffects, work: (files: Layout, effects: Effects) => Promise<void>): Promise<Layout> {
  return exclusively(folder, async () => {
    const files = layout(folder);
    const effects = { now: options.clock(), cryptography: options.cryptography };
    await work(files, effects);
    await ensureCountry(files, effects);
    return files;
  });
}
