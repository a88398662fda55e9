// EAC1: who asks is checked, the person permits, the card is found, the PIN opens the channel. TR-03112-7 3.6.4.1, TR-03124-1 3.4.
import type { Card } from '../../../io/reader/index.ts';
import { run } from '../../../lib/apdu/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { type AuxiliaryData, parseAuxiliaryData } from '../../../lib/card/index.ts';
import { encodeChat } from '../../../lib/cvc/index.ts';
import { getChallenge } from '../../../lib/eac/ta/index.ts';
import { type Eac1Input, encodeDidAuthenticateEac1Response, ok, parseDidAuthenticateEac1 } from '../../../lib/ecard/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { Markup, XmlElement } from '../../../lib/xml/index.ts';
import type { ClientErrorCode } from '../failure.ts';
import { generationOf } from '../generation.ts';
import type { PermissionRequest } from '../holder.ts';
import { grantedChat, type ShownRight } from '../rights.ts';
import { awaitCard } from './card.ts';
import { type Checked, checkCertificates } from './certificate-checks.ts';
import { openChannel } from './pace.ts';
import type { Confirmed, Means, Visit } from './state.ts';

export async function didAuthenticateEac1(_: unknown, body: XmlElement, means: Means, visit: Visit): Promise<readonly [Confirmed, Markup]> {
  const { holder, trace } = means;
  const input = parseDidAuthenticateEac1(body);
  input.certificates.forEach((certificate, i) => void trace(`certificate-${i + 1}.cvcert`, certificate));
  trace('certificate-description.der', input.certificateDescription);
  const checked = await checkCertificates(input, visit, { ...means, now: means.clock() }, visit.learn);

  const chosen = await holder.askPermission(permissionRequest(checked, input));
  const granted = grantedChat(checked.rights, chosen);
  const { card, reader, cardAccess } = await awaitCard(means.readers, holder);
  visit.own(card);
  trace('ef-card-access.der', cardAccess);
  if (generationOf(card.atr) === undefined) await Promise.race([holder.confirmUnknownCard(), takenOff(card)]);
  const established = await openChannel(
    { card, atReader: reader.pinPad, cardAccess, chat: granted, description: input.certificateDescription },
    means,
    visit.mark,
  );
  holder.progress('server');
  const challenge = await run(getChallenge(), established.channel.transmit);

  const { channel, authorities, idPicc } = established;
  const answer = encodeDidAuthenticateEac1Response({
    protocol: input.protocol,
    result: ok,
    output: {
      chat: encodeChat(granted),
      certificationAuthorityReferences: authorities,
      efCardAccess: cardAccess,
      idPicc,
      challenge,
    },
  });
  const { certificates } = checked;
  const { auxiliaryData } = input;
  return [{ stage: 'confirmed', card, channel, certificates, authorities, cardAccess, auxiliaryData }, answer];
}

/** Rejects when the card is taken off; never resolves. */
async function takenOff(card: Card): Promise<never> {
  await card.removed;
  throw new EidError<ClientErrorCode>('card.removed');
}

function permissionRequest({ description, terminal, rights }: Checked, { transactionInfo, auxiliaryData }: Eac1Input): PermissionRequest {
  const { subjectName, subjectUrl, issuerName, issuerUrl, terms } = description;
  return {
    ...(transactionInfo === undefined ? {} : { transaction: transactionInfo }),
    subject: { name: subjectName, url: subjectUrl },
    issuer: { name: issuerName, ...(issuerUrl === undefined ? {} : { url: issuerUrl }) },
    ...(terms.format === 'plain' ? { purpose: terms.text } : {}),
    validity: { from: terminal.effective, to: terminal.expiration },
    ...compared(auxiliaryData, [...rights.required, ...rights.optional]),
    ...rights,
  };
}

/** What the card would compare. Who cannot be told of it, is not asked: `request.not-allowed` for data that are none. */
function compared(auxiliaryData: Bytes | undefined, rights: readonly ShownRight[]): Pick<PermissionRequest, 'bornBy' | 'place'> {
  if (auxiliaryData === undefined) return {};
  const { dateOfBirth, communityId } = readable(auxiliaryData);
  return {
    ...(dateOfBirth !== undefined && rights.includes('ageVerification') && { bornBy: dateOfBirth }),
    ...(communityId !== undefined && rights.includes('communityIdVerification') && { place: communityId }),
  };
}

function readable(auxiliaryData: Bytes): AuxiliaryData {
  try {
    return parseAuxiliaryData(auxiliaryData);
  } catch (cause) {
    throw new EidError<ClientErrorCode>('request.not-allowed', {}, { cause });
  }
}
