import { expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { authenticate, chainOf, establishAuthorities } from '../../lib/chip/test-terminal.ts';
import { insertCard, newCard } from '../../lib/chip/test-world.ts';
import { parseCertificate } from '../../lib/cvc/index.ts';
import { earlierGenerations } from './earlier-generations.ts';
import { presets } from './presets.ts';

const cryptography = createCryptography();
const authorities = establishAuthorities(cryptography);
const generations = presets['three-generations-behind'].generationsBehind;

function behind() {
  const { trustPoint, links } = earlierGenerations(authorities.root.certificate, generations, cryptography);
  const card = { ...newCard(cryptography, authorities.root.certificate), trustPoints: [trustPoint], currentDate: '2021-06-14' };
  return { slot: insertCard(card, cryptography), links };
}

test('a card three generations behind comes up to date by the link certificates, and then trusts the present authority and the one before', () => {
  const { slot, links } = behind();
  expect(links).toHaveLength(3);
  authenticate(slot, { cryptography, authorities, chain: [...links, ...chainOf(authorities, cryptography)] });
  const trusted = slot.kept.trustPoints.map((raw) => parseCertificate(raw).chr.text);
  expect(trusted).toEqual([authorities.root.certificate.chr.text, links[1]?.chr.text]);
  expect(slot.kept.currentDate).toBe('2026-01-10');
});

test('no link may be missing', () => {
  const { slot, links } = behind();
  const [, ...incomplete] = links;
  const chain = [...incomplete, ...chainOf(authorities, cryptography)];
  expect(() => authenticate(slot, { cryptography, authorities, chain })).toThrow();
  expect(slot.kept.trustPoints).toHaveLength(1);
});
