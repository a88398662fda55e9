// Chip authentication with the key of a series and with the chip's own; restricted identification with both keys, in one sector and in two.
import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type Bytes, concat, hex } from '../bytes/index.ts';
import type { AuthenticationRight } from '../cvc/index.ts';
import { authenticateChip } from '../eac/ca/index.ts';
import { wrapDynamicData } from '../eac/key-agreement/index.ts';
import { encodeSectorKey, identifierFor, identify, parseSectorKey, sectorKeyHash } from '../eac/ri/index.ts';
import { oidContent, parseTlv, tlv } from '../tlv/index.ts';
import type { Card } from './card.ts';
import { quickCryptography } from './test-cryptography.ts';
import {
  allRights,
  authenticate,
  chainOf,
  establishAuthorities,
  one,
  openWithPin,
  proveChip,
  type SignIn,
  signIn,
} from './test-terminal.ts';
import { insertCard, newCard, newSigner, protocols } from './test-world.ts';

const cryptography = quickCryptography(createCryptography());
const authorities = establishAuthorities(cryptography);
const card = newCard(cryptography, authorities.root.certificate);
const insert = (changes: Partial<Card> = {}) => insertCard({ ...card, ...changes }, cryptography);
const by = (changes: Partial<SignIn> = {}): SignIn => ({ cryptography, authorities, ...changes });
const without = (right: AuthenticationRight) => allRights.filter((one) => one !== right);

describe('chip authentication', () => {
  const protocol = tlv(0x80, oidContent(protocols.chipAuthentication));
  const select = (data: Bytes) => one({ ins: 0x22, p1: 0x41, p2: 0xa4, data });
  const agree = (point: Bytes) => one({ ins: 0x86, p1: 0, p2: 0, data: wrapDynamicData([tlv(0x80, point)]), expected: 256 });
  const readChipSecurity = one.bind(undefined, { ins: 0xb0, p1: 0x9b, p2: 0, expected: 256 });

  test('uses the key that was named, the individual one for a privileged terminal only', () => {
    expect(() => signIn(insert(), by({ chipKey: { keyId: 45, index: 1 } }))).not.toThrow();
    const { speak } = authenticate(insert(), by({ permitted: without('privilegedTerminal') }));
    expect(speak(select(concat(protocol, hex`84 01 2D`))).status).toBe(0x6982);
    expect(speak(select(concat(protocol, hex`84 01 01`))).status).toBe(0x9000);
  });

  test('without a name takes the only key there is for this terminal', () => {
    expect(authenticate(insert(), by({ permitted: without('privilegedTerminal') })).speak(select(protocol)).status).toBe(0x9000);
    expect(authenticate(insert(), by()).speak(select(protocol)).status).toBe(0x6a88);
    expect(authenticate(insert(), by()).speak(select(concat(protocol, hex`84 01 09`))).status).toBe(0x6a88);
  });

  test('EF.ChipSecurity is read by a privileged terminal after terminal authentication, and by nobody else', () => {
    expect(authenticate(insert(), by()).speak(readChipSecurity())).toEqual({ data: card.masterFile.chipSecurity, status: 0x9000 });
    expect(signIn(insert(), by()).speak(readChipSecurity()).status).toBe(0x9000);
    expect(authenticate(insert(), by({ permitted: without('privilegedTerminal') })).speak(readChipSecurity()).status).toBe(0x6982);
    expect(openWithPin(insert(), by()).speak(readChipSecurity()).status).toBe(0x6982);
    const { chipSecurity: _, ...masterFile } = card.masterFile;
    expect(authenticate(insert({ masterFile }), by()).speak(readChipSecurity()).status).toBe(0x6a82);
  });

  test('wants a terminal before it, once, and a point as its key', () => {
    expect(openWithPin(insert(), by()).speak(select(protocol)).status).toBe(0x6982);
    expect(signIn(insert(), by()).speak(select(concat(protocol, hex`84 01 01`))).status).toBe(0x6985);
    for (const bad of [hex`04`, new Uint8Array(65)]) {
      const { speak } = authenticate(insert(), by());
      speak(select(concat(protocol, hex`84 01 01`)));
      expect(speak(agree(bad)).status).toBe(0x6a80);
      expect(speak(agree(bad)).status).toBe(0x6985);
    }
  });

  test('refuses every key but the one that terminal authentication bound, and the session is over', () => {
    const slot = insert();
    const { speak } = authenticate(slot, by());
    speak(select(concat(protocol, hex`84 01 01`)));
    expect(speak(agree(newSigner(cryptography).point)).status).toBe(0x6984);
    expect(slot.chip.session).toMatchObject({ authentication: { step: 'none' } });
    expect(slot.chip.session.channel).toBeUndefined();
  });

  test('gives rights only in its own channel: before it no data group is read', () => {
    const slot = insert();
    const { speak, ephemeral } = authenticate(slot, by());
    speak(one({ ins: 0xa4, p1: 4, p2: 0x0c, data: hex`E80704007F00070302` }));
    const read = one.bind(undefined, { ins: 0xb0, p1: 0x84, p2: 0, expected: 256 });
    expect(speak(read()).status).toBe(0x6982);
    expect(proveChip(slot, speak, ephemeral, cryptography)(read()).status).toBe(0x9000);
  });

  test('proves itself anew each time: two runs give two nonces', () => {
    const nonce = () => {
      const { speak, ephemeral } = authenticate(insert(), by());
      return speak(authenticateChip({ protocol: protocols.chipAuthentication, keyId: 1 }, ephemeral.point)).nonce;
    };
    expect(nonce()).not.toEqual(nonce());
  });
});

describe('restricted identification', () => {
  const [first, second] = authorities.sectorKeys as [Bytes, Bytes];
  const protocol = protocols.restrictedIdentification;
  const expected = (keyId: number, sectorKey: Bytes, of = card) => {
    const sector = parseSectorKey(sectorKey);
    const secret = of.identityKeys.find(({ id }) => id === keyId)?.secret as Bytes;
    return identifierFor(sector, secret, sector.point, cryptography);
  };
  const select = (keyId: number) =>
    one({ ins: 0x22, p1: 0x41, p2: 0xa4, data: concat(tlv(0x80, oidContent(protocol)), tlv(0x84, Uint8Array.of(keyId))) });
  const send = (...objects: readonly Bytes[]) => one({ ins: 0x86, p1: 0, p2: 0, data: wrapDynamicData(objects), expected: 256 });
  const inner = (sectorKey: Bytes) => parseTlv(sectorKey, 0x7f49).value;

  test.each([2, 3])('gives the identifier of key %i in one sector and in two', (keyId) => {
    const { speak } = signIn(insert(), by());
    expect(speak(identify({ protocol, keyId }, [first]))).toEqual({ first: expected(keyId, first) });
    expect(speak(identify({ protocol, keyId }, [first, second]))).toEqual({
      first: expected(keyId, first),
      second: expected(keyId, second),
    });
    speak(select(keyId));
    const { data } = speak(send(tlv(0xa2, inner(second))));
    expect(parseTlv(parseTlv(data, 0x7c).value, 0x83).value).toEqual(expected(keyId, second));
  });

  test('wants the hash of the sector key in the terminal’s certificate, at its place', () => {
    const { speak } = signIn(insert(), by());
    const foreign = encodeSectorKey({ protocol, curve: 'brainpoolP256r1', point: newSigner(cryptography).point });
    const word = (...objects: readonly Bytes[]) => {
      speak(select(3));
      return speak(send(...objects)).status;
    };
    expect(word(tlv(0xa0, inner(first)))).toBe(0x9000);
    expect(word(tlv(0xa0, inner(foreign)))).toBe(0x6a80);
    expect(word(tlv(0xa0, inner(second)))).toBe(0x6a80);
    expect(word(tlv(0xa2, inner(first)))).toBe(0x6a80);
    expect(word(tlv(0xa2, inner(second)), tlv(0xa0, inner(first)))).toBe(0x6a80);
    expect(word(tlv(0xa0, inner(first)), tlv(0xa0, inner(first)))).toBe(0x6a80);
    expect(word(tlv(0xa4, inner(first)))).toBe(0x6a80);
    expect(word()).toBe(0x6a80);
  });

  test('gives nothing to a terminal whose certificate names no sector, or names one only', () => {
    const named = (sectorHashes: readonly Bytes[]) =>
      chainOf(authorities, cryptography, { terminal: { extensions: { sectorHashes, others: [] } } });
    const none = signIn(insert(), by({ chain: named([]) })).speak;
    expect(() => none(identify({ protocol, keyId: 3 }, [first]))).toThrow('ri.refused');
    const one = signIn(insert(), by({ chain: named([sectorKeyHash(first, 'SHA-256', cryptography)]) })).speak;
    expect(one(identify({ protocol, keyId: 3 }, [first])).first).toEqual(expected(3, first));
    expect(() => one(identify({ protocol, keyId: 3 }, [first, second]))).toThrow('ri.refused');
  });

  test('A9: a sector key off the curve, of another curve or another protocol gives nothing, though the certificate names it', () => {
    const bad = [
      encodeSectorKey({ protocol, curve: 'brainpoolP256r1', point: new Uint8Array([4, ...new Uint8Array(64)]) }),
      encodeSectorKey({ protocol, curve: 'P-256', point: newSigner(cryptography).point }),
      encodeSectorKey({ protocol: '0.4.0.127.0.7.2.2.5.2.4', curve: 'brainpoolP256r1', point: newSigner(cryptography).point }),
    ];
    for (const sectorKey of bad) {
      const extensions = { sectorHashes: [sectorKeyHash(sectorKey, 'SHA-256', cryptography)], others: [] };
      const { speak } = signIn(insert(), by({ chain: chainOf(authorities, cryptography, { terminal: { extensions } }) }));
      speak(select(3));
      expect(speak(send(tlv(0xa0, inner(sectorKey)))).status).toBe(0x6a80);
    }
  });

  test('wants chip authentication, a key that is there, and for the pseudonym its right', () => {
    expect(authenticate(insert(), by()).speak(select(3)).status).toBe(0x6985);
    const { speak } = signIn(insert(), by());
    expect([2, 3, 4].map((keyId) => speak(select(keyId)).status)).toEqual([0x9000, 0x9000, 0x6a88]);
    const lesser = signIn(insert(), by({ permitted: without('restrictedIdentification') })).speak;
    expect([2, 3].map((keyId) => lesser(select(keyId)).status)).toEqual([0x6982, 0x9000]);
  });

  test('of the next card with the old pseudonym key: the pseudonym stays, the blocking identifier is another', () => {
    const next = newCard(cryptography, authorities.root.certificate);
    const carried = { ...next, identityKeys: [card.identityKeys[0], next.identityKeys[1]] as Card['identityKeys'] };
    const [old, replaced] = [signIn(insert(), by()).speak, signIn(insert(carried), by()).speak];
    const both = (speak: typeof old) => [2, 3].map((keyId) => speak(identify({ protocol, keyId }, [first])).first);
    const [before, after] = [both(old), both(replaced)];
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).not.toEqual(before[1]);
  });
});
