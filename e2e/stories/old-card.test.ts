// A card of many generations ago, in a sign-in as any other: it is brought up to date on the way, and may be pulled at any step of that.
import { afterAll, expect, test } from 'vitest';
import { earlierGenerations } from '../../apps/chip/earlier-generations.ts';
import { cryptography } from '../../apps/eid-client/testing/authorities.ts';
import { createCard, createReader, type TestCard } from '../../apps/eid-client/testing/card.ts';
import { createTrust } from '../../apps/eid-client/trust/trust.ts';
import { type CvCertificate, parseCertificate } from '../../lib/cvc/index.ts';
import { misbehave, run, service } from '../conformance/client/driver.ts';

const generations = 10;
const present = service.authorities.cvca;

afterAll(() => service[Symbol.asyncDispose]());

function behind(): { readonly card: TestCard; readonly links: readonly CvCertificate[]; readonly oldest: CvCertificate } {
  const { trustPoint, links } = earlierGenerations(present, generations, cryptography);
  return { card: createCard(trustPoint), links, oldest: parseCertificate(trustPoint) };
}

const trustsNow = ({ card }: TestCard) => card.trustPoints.map((raw) => parseCertificate(raw).chr.text);

/** The server shows these beside its own, in this order. */
const showing = (links: readonly CvCertificate[]) =>
  misbehave({ certificates: (terminal, dv) => [terminal, ...links.map(({ raw }) => raw), dv] });

test('ten generations behind, with the links in the wrong order: the holder is told of each step, and the sign-in goes on to its end', async () => {
  const { card, links } = behind();
  showing(links.toReversed());
  const { minor, holder } = await run({ card });
  expect(minor).toBeUndefined();
  const told = holder.events.filter((event) => event.startsWith('renewing'));
  expect(told).toEqual(Array.from({ length: generations + 1 }, (_, done) => `renewing ${done}/${generations}`));
  expect(trustsNow(card)).toEqual([present.chr.text, links.at(-2)?.chr.text]);
  showing([]);
  const again = await run({ card });
  expect([again.minor, again.holder.events.some((event) => event.startsWith('renewing'))]).toEqual([undefined, false]);
});

test('links that the client has kept lead a card on when the server sends none', async () => {
  const { card, links, oldest } = behind();
  const trust = createTrust([oldest], cryptography);
  await trust.meet(links, Date.now());
  showing([]);
  expect((await run({ card, trust })).minor).toBeUndefined();
  expect(trustsNow(card)[0]).toBe(present.chr.text);
});

test('a card whose way is not whole is refused, and believes what it believed', async () => {
  const { card, links, oldest } = behind();
  showing(links.filter((_, i) => i !== 3));
  expect((await run({ card })).minor).toBe('clientError');
  expect(trustsNow(card)).toEqual([oldest.chr.text]);
});

test('pulled at any step of it, the card has learned what it was told, and the next sign-in goes on from there', async () => {
  const { card, links } = behind();
  showing(links);
  for (let step = 1; step < generations; step++) {
    const reader = createReader();
    const pulled = await run({
      card,
      reader,
      script: { during: (event) => void (event === `renewing 1/${generations - step + 1}` && reader.remove()) },
    });
    expect([step, pulled.holder.ending]).toEqual([step, { kind: 'failed', code: 'card.removed' }]);
    expect(trustsNow(card)[0]).toBe(links[step - 1]?.chr.text);
  }
  expect((await run({ card })).minor).toBeUndefined();
  expect(trustsNow(card)[0]).toBe(present.chr.text);
});
