// Requests that come as files, from document verifiers and terminals that are not ours: what TR-03129 RequestCertificate checks, and the register of what
// was issued.
import { join } from 'node:path';
import { readPublic, writePublic } from '../../io/keys/index.ts';
import {
  type CertificateRequest,
  type Chat,
  type CvCertificate,
  dayOf,
  type HolderReference,
  holderOf,
  parseCertificate,
  parseRequest,
} from '../../lib/cvc/index.ts';
import { EidError, isEidError } from '../../lib/error/index.ts';
import type { PkiEffects } from './block-list.ts';
import { type AuthorityErrorCode, readAuthority } from './cv-authorities.ts';
import { exclusively, readFolder } from './files.ts';
import { type IssueErrorCode, issueCertificate } from './issue.ts';
import { type Layout, layout } from './layout.ts';
import { lifetimes } from './policy.ts';

/**
 * The certificate for a request: of a document verifier by the CVCA, of a terminal by our document verifier. A holder's first request is granted `chat`; a
 * renewal, signed with the key of a certificate that we issued, gets the rights of that one. Throws an `IssueErrorCode` or `pki.inconsistent`.
 */
export function answerRequest(folder: string, octets: Uint8Array, chat: Chat, { clock, cryptography }: PkiEffects): Promise<CvCertificate> {
  return exclusively(folder, async () => {
    const files = layout(folder);
    const isTerminal = holderOf(chat) === 'terminal';
    const place = isTerminal ? files.dv : files.cvca;
    const authority = await readAuthority(place);
    if (authority === undefined) throw new EidError<AuthorityErrorCode>('pki.inconsistent', { certificate: place.certificate });
    const request = parse(octets);
    const today = dayOf(clock());
    if (request.car !== undefined && request.car.text !== authority.certificate.chr.text) {
      throw refused('pki.failure-certification-authority-holder-unknown');
    }
    const renews = renewedBy(request, await readIssued(place.issued), today);
    const { days } = isTerminal ? lifetimes.terminal : lifetimes.dv;
    const grant = { chat: renews?.chat ?? chat, today, days, ...(renews && { renews }) };
    const certificate = issueCertificate(request, authority, grant, cryptography);
    await record(place.issued, certificate);
    return certificate;
  });
}

/** Enters our own certificates into the registers of those that issued them. */
export async function recordIssued({ cvca, dv }: Layout, [, verifier, terminal]: readonly [CvCertificate, CvCertificate, CvCertificate]) {
  await record(cvca.issued, verifier);
  await record(dv.issued, terminal);
}

function parse(octets: Uint8Array): CertificateRequest {
  try {
    return parseRequest(octets);
  } catch (thrown) {
    if (!isEidError(thrown)) throw thrown;
    throw refused(thrown.code.endsWith('.unsupported') ? 'pki.failure-domain-parameters' : 'pki.failure-syntax');
  }
}

/** Which certificate a request renews; none for a holder whom we do not know, or of whom all certificates have ended. */
function renewedBy(request: CertificateRequest, issued: readonly CvCertificate[], today: string): CvCertificate | undefined {
  if (issued.some(({ chr }) => chr.text === request.chr.text)) throw refused('pki.failure-certificate-holder-reference-in-use');
  const own = issued.filter(({ chr }) => isSameHolder(chr, request.chr));
  if (request.outer === undefined) {
    if (own.some(({ expiration }) => today <= expiration)) throw refused('pki.failure-outer-signature');
    return undefined;
  }
  const { car } = request.outer;
  const renews = own.find(({ chr }) => chr.text === car.text);
  if (renews === undefined) throw refused('pki.failure-certificate-holder-unknown');
  return renews;
}

function isSameHolder(left: HolderReference, right: HolderReference): boolean {
  return left.country === right.country && left.mnemonic === right.mnemonic;
}

async function readIssued(folder: string): Promise<readonly CvCertificate[]> {
  return (await readFolder(folder)).map(({ content }) => parseCertificate(content));
}

async function record(folder: string, certificate: CvCertificate): Promise<void> {
  const path = join(folder, `${certificate.chr.text}.cvcert`);
  if ((await readPublic(path)) === undefined) await writePublic(path, certificate.raw);
}

function refused(code: IssueErrorCode): EidError<IssueErrorCode> {
  return new EidError(code);
}
