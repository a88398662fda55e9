import { describe, expect, it } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { createSigner } from '../crypto/index.ts';
import { isEidError } from '../error/index.ts';
import {
  buildChain,
  type CvCertificate,
  checkRoles,
  createChat,
  createPublicKey,
  type Holder,
  holderReference,
  noExtensions,
  signCertificate,
  terminalCertificate,
  verifyChain,
} from './index.ts';

const cryptography = createCryptography();
const curve = cryptography.curve('brainpoolP256r1');
const newKey = () => createSigner(curve, curve.randomScalar(cryptography.random));
const keys = { old: newKey(), new: newKey(), dv: newKey(), terminal: newKey() };
type Key = keyof typeof keys;
const days = { effective: '2026-01-01', expiration: '2026-12-31' };

function issue(car: string, chr: string, holder: Holder, by: Key, of: Key, changes: Partial<CvCertificate> = {}): CvCertificate {
  return signCertificate(
    {
      car: holderReference(car),
      chr: holderReference(chr),
      publicKey: createPublicKey('SHA-256', keys[of].point, holder === 'cvca' ? 'brainpoolP256r1' : undefined),
      chat: createChat(['readDg4'], holder),
      ...days,
      extensions: noExtensions,
      ...changes,
    },
    { signer: keys[by], hash: 'SHA-256' },
  );
}

const oldRoot = issue('HUCVCA00001', 'HUCVCA00001', 'cvca', 'old', 'old');
const newRoot = issue('HUCVCA00002', 'HUCVCA00002', 'cvca', 'new', 'new');
const link = issue('HUCVCA00001', 'HUCVCA00002', 'cvca', 'old', 'new');
const dv = issue('HUCVCA00002', 'HUDV00001', 'dv-official', 'new', 'dv');
const terminal = issue('HUDV00001', 'HUIDP00001', 'terminal', 'dv', 'terminal');
const all = [terminal, newRoot, dv, link, oldRoot];

function reasonOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    if (isEidError(error, 'cvc.invalid-certificate-path')) return error.facts['reason'];
    throw error;
  }
  return undefined;
}

describe('the chain to the card', () => {
  it('begins below the key that the card names, top-down, without roots', () => {
    expect(buildChain(all, ['HUCVCA00002'])).toEqual([dv, terminal]);
  });

  it('goes over link certificates when the card knows an older root only', () => {
    expect(buildChain(all, ['HUCVCA00001'])).toEqual([link, dv, terminal]);
  });

  it('prefers the current reference of the card to its previous one', () => {
    expect(buildChain(all, ['HUCVCA00002', 'HUCVCA00001'])).toEqual([dv, terminal]);
    expect(buildChain(all, ['HUCVCA00001', 'HUCVCA00002'])).toEqual([link, dv, terminal]);
    expect(buildChain(all, ['HUCVCA00009', 'HUCVCA00001'])).toEqual([link, dv, terminal]);
  });

  it('is found in any order', () => {
    expect(buildChain([...all].reverse(), ['HUCVCA00001'])).toEqual([link, dv, terminal]);
  });

  it('ends when certificates name each other in a circle', () => {
    const there = issue('HUCVCA00004', 'HUCVCA00003', 'cvca', 'old', 'new');
    const back = issue('HUCVCA00003', 'HUCVCA00004', 'cvca', 'new', 'old');
    const lost = issue('HUCVCA00003', 'HUDV00001', 'dv-official', 'new', 'dv');
    expect(reasonOf(() => buildChain([terminal, lost, there, back], ['HUCVCA00001']))).toBe('not-to-this-card');
  });

  it('does not lead through a document verifier of another terminal type or a terminal that signs', () => {
    const signature = issue('HUCVCA00002', 'HUDV00001', 'dv-official', 'new', 'dv', { chat: { role: 'ST', bits: Uint8Array.of(0x83) } });
    expect(reasonOf(() => buildChain([terminal, signature], ['HUCVCA00002']))).toBe('not-to-this-card');
  });

  it('is refused when it does not reach the card', () => {
    expect(reasonOf(() => buildChain(all, ['DECVCA00001']))).toBe('not-to-this-card');
    expect(reasonOf(() => buildChain([terminal], ['HUCVCA00002']))).toBe('not-to-this-card');
  });

  it('needs exactly one terminal certificate, a repeated one counted once', () => {
    const another = issue('HUDV00001', 'HUIDP00002', 'terminal', 'dv', 'terminal');
    expect(terminalCertificate([terminal, dv, terminal])).toEqual(terminal);
    expect(reasonOf(() => buildChain([terminal, another, dv], ['HUCVCA00002']))).toBe('terminal-count');
    expect(reasonOf(() => buildChain([dv], ['HUCVCA00002']))).toBe('terminal-count');
  });

  it('needs exactly one document verifier when the client asks for it, and one terminal type', () => {
    const another = issue('HUCVCA00002', 'HUDV00002', 'dv-other', 'new', 'dv');
    expect(reasonOf(() => checkRoles(all))).toBeUndefined();
    expect(reasonOf(() => checkRoles([...all, another]))).toBe('dv-official-count');
    expect(reasonOf(() => checkRoles([terminal, newRoot]))).toBe('dv-official-count');
    expect(reasonOf(() => checkRoles(all, 'ST'))).toBe('role');
  });
});

describe('verification of a chain', () => {
  const verify = (chain: readonly CvCertificate[], today = '2026-06-01', trusted = [oldRoot]) =>
    reasonOf(() => verifyChain(chain, trusted, today, cryptography));

  it('a chain from a trusted root, with inherited domain parameters, is right', () => {
    expect(verify([link, dv, terminal])).toBeUndefined();
    expect(verify([dv, terminal], '2026-06-01', [newRoot])).toBeUndefined();
  });

  it('is refused from an unknown root', () => {
    expect(verify([dv, terminal])).toBe('unknown-root');
    expect(verify([])).toBe('unknown-root');
  });

  it('is refused with a signature of another key', () => {
    expect(verify([link, issue('HUCVCA00002', 'HUDV00001', 'dv-official', 'old', 'dv'), terminal])).toBe('signature');
  });

  it('is refused before the first and after the last day, and accepted on both', () => {
    expect(verify([link, dv, terminal], '2025-12-31')).toBe('dates');
    expect(verify([link, dv, terminal], '2027-01-01')).toBe('dates');
    expect(verify([link, dv, terminal], '2026-12-31')).toBeUndefined();
    expect(verify([link, dv, terminal], '2026-01-01')).toBeUndefined();
  });

  it('is refused when names do not join, types differ, or a terminal signs', () => {
    expect(verify([link, terminal])).toBe('names');
    const inspection = issue('HUDV00001', 'HUIDP00001', 'terminal', 'dv', 'terminal', { chat: { role: 'IS', bits: Uint8Array.of(0) } });
    expect(verify([link, dv, inspection])).toBe('role');
    expect(verify([link, issue('HUCVCA00002', 'HUIDP00001', 'terminal', 'new', 'terminal')])).toBe('hierarchy');
    expect(verify([link, dv])).toBe('hierarchy');
  });
});
