// EAC1: who asks is checked, the person permits, the card is found, the PIN opens the channel. TR-03112-7 3.6.4.1, TR-03124-1 3.4.
import type { Card } from '../../../io/reader/index.ts';
import { run } from '../../../lib/apdu/index.ts';
import { encodeChat } from '../../../lib/cvc/index.ts';
import { getChallenge } from '../../../lib/eac/ta/index.ts';
import { encodeDidAuthenticateEac1Response, ok, parseDidAuthenticateEac1 } from '../../../lib/ecard/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { Markup, XmlElement } from '../../../lib/xml/index.ts';
import type { ClientErrorCode } from '../failure.ts';
import { generationOf } from '../generation.ts';
import type { PermissionRequest } from '../holder.ts';
import { grantedChat } from '../rights.ts';
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

  const chosen = await holder.askPermission(permissionRequest(checked, input.transactionInfo));
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

function permissionRequest({ description, terminal, rights }: Checked, transaction: string | undefined): PermissionRequest {
  const { subjectName, subjectUrl, issuerName, issuerUrl, terms } = description;
  return {
    ...(transaction === undefined ? {} : { transaction }),
    subject: { name: subjectName, url: subjectUrl },
    issuer: { name: issuerName, ...(issuerUrl === undefined ? {} : { url: issuerUrl }) },
    ...(terms.format === 'plain' ? { purpose: terms.text } : {}),
    validity: { from: terminal.effective, to: terminal.expiration },
    ...rights,
  };
}
