// EAC2: the chain goes to the chip, the server's signature proves the terminal, the chip proves itself to the server. TR-03112-7 3.6.4.3.
import { run } from '../../../lib/apdu/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { findInfo, parseSecurityInfos } from '../../../lib/card/index.ts';
import { buildChain, type CvCertificate, holderOf, isLink, parseCertificate, terminalCertificate } from '../../../lib/cvc/index.ts';
import { authenticateChip, chipAuthenticationProtocols } from '../../../lib/eac/ca/index.ts';
import { compress } from '../../../lib/eac/key-agreement/index.ts';
import { authenticateTerminal, getChallenge, verifyCertificates } from '../../../lib/eac/ta/index.ts';
import {
  type DidAddress,
  encodeDidAuthenticateEac2Response,
  ok,
  parseDidAuthenticateEac2,
  parseEacAdditionalInput,
} from '../../../lib/ecard/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { Markup, XmlElement } from '../../../lib/xml/index.ts';
import type { ClientErrorCode } from '../failure.ts';
import type { Holder } from '../holder.ts';
import { readCardSecurity } from './read-file.ts';
import type { Authenticated, Challenged, Confirmed, Means } from './state.ts';

/** With a signature all of it is done at once; without one the answer is a fresh challenge, and the signature comes as additional input. */
export async function didAuthenticateEac2(
  confirmed: Confirmed,
  body: XmlElement,
  means: Means,
): Promise<readonly [Authenticated | Challenged, Markup]> {
  const { holder, trust } = means;
  const input = parseDidAuthenticateEac2(body);
  const { ephemeralPublicKey, signature, protocol } = input;
  holder.cancelled.throwIfAborted();
  holder.progress('server');
  const late = moreAuthorities(input.certificates);
  await trust.meet(late, means.clock());
  const chain = buildChain([...confirmed.certificates, ...late, ...trust.links], confirmed.authorities);
  await teachCard(chain, confirmed, holder);
  if (signature !== undefined) return authenticate(confirmed, { ephemeralPublicKey, signature, protocol }, means);
  const challenge = await run(getChallenge(), confirmed.channel.transmit);
  const answer = encodeDidAuthenticateEac2Response({ protocol, result: ok, output: { kind: 'challenge', challenge } });
  return [{ stage: 'challenged', confirmed, ephemeralPublicKey }, answer];
}

/**
 * Has the card verify the chain. Each link certificate in it moves the card's trust on by one generation, for good: the holder is told of that, and that
 * the card stays on the reader.
 */
async function teachCard(chain: readonly CvCertificate[], { channel }: Confirmed, holder: Holder): Promise<void> {
  const of = chain.filter(isLink).length;
  for (const [i, certificate] of chain.entries()) {
    if (i < of) holder.renewing({ done: i, of });
    await run(verifyCertificates([certificate]), channel.transmit);
    if (i === of - 1) holder.renewing({ done: of, of });
  }
}

/** EACAdditionalInput: the signature over the challenge of the last answer. */
export async function eacAdditionalInput(
  { confirmed, ephemeralPublicKey }: Challenged,
  body: XmlElement,
  means: Means,
): Promise<readonly [Authenticated, Markup]> {
  const { signature, protocol } = parseEacAdditionalInput(body);
  means.holder.cancelled.throwIfAborted();
  return authenticate(confirmed, { ephemeralPublicKey, signature, protocol }, means);
}

async function authenticate(
  { card, channel, certificates, auxiliaryData, cardAccess }: Confirmed,
  proof: Pick<DidAddress, 'protocol'> & { readonly ephemeralPublicKey: Bytes; readonly signature: Bytes },
  { trace }: Means,
): Promise<readonly [Authenticated, Markup]> {
  const { ephemeralPublicKey, signature, protocol } = proof;
  const terminal = terminalCertificate(certificates);
  const claim = {
    protocol: terminal.publicKey.oid,
    chr: terminal.chr.text,
    compressedKey: compress(ephemeralPublicKey),
    ...(auxiliaryData && { auxiliaryData }),
  };
  await run(authenticateTerminal(claim, signature), channel.transmit);
  const efCardSecurity = await run(readCardSecurity(), channel.transmit);
  if (efCardSecurity === undefined) throw new EidError<ClientErrorCode>('card.not-eid');
  trace('ef-card-security.der', efCardSecurity);
  const chip = await run(authenticateChip(chipKey(cardAccess), ephemeralPublicKey), channel.transmit);
  const output = { kind: 'authenticated', efCardSecurity, authenticationToken: chip.token, nonce: chip.nonce } as const;
  return [{ stage: 'authenticated', card }, encodeDidAuthenticateEac2Response({ protocol, result: ok, output })];
}

/** Link and document verifier certificates; a terminal certificate that comes this late is not taken. */
function moreAuthorities(certificates: readonly Bytes[]): readonly CvCertificate[] {
  return certificates.map((octets) => parseCertificate(octets)).filter(({ chat }) => holderOf(chat) !== 'terminal');
}

/** The first key for chip authentication, version 2, that the card offers and we speak. */
function chipKey(cardAccess: Bytes): { readonly protocol: string; readonly keyId?: number } {
  const known = ({ protocol, version }: { protocol: string; version: number }) =>
    version === 2 && Object.hasOwn(chipAuthenticationProtocols, protocol);
  const info = findInfo(parseSecurityInfos(cardAccess), 'chip-authentication', known);
  if (info === undefined) throw new EidError<ClientErrorCode>('card.not-eid');
  return { protocol: info.protocol, ...(info.keyId !== undefined && { keyId: info.keyId }) };
}
