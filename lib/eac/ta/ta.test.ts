import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import { runSync } from '../../apdu/index.ts';
import { type Bytes, hex } from '../../bytes/index.ts';
import { certify } from '../../cvc/certify.fixture.ts';
import {
  type AuthenticationRight,
  type Chat,
  type CvCertificate,
  createChat,
  encodeCertificate,
  parseCertificate,
  rightsOf,
} from '../../cvc/index.ts';
import { authority as createAuthority, createChip } from './chain.fixture.ts';
import { authenticateTerminal, getChallenge, terminalSignatureInput, verifyCertificates } from './index.ts';

type Named = Parameters<typeof createAuthority> extends [unknown, ...infer Rest] ? Rest : never;

const cryptography = createCryptography();
const authority = (...named: Named) => createAuthority(cryptography, ...named);

const root = authority('HUCVCAeID00001', 'cvca');
const dv = authority('HUDVeID000001', 'dv-official');
const terminal = authority('HUTERM00001', 'terminal');
const rootCertificate = certify(root, root, { effective: '2026-01-01', expiration: '2029-01-01' });
const dvCertificate = certify(root, dv, { effective: '2026-02-01' });
const terminalCertificate = certify(dv, terminal, { effective: '2026-03-01', expiration: '2026-03-31' });
const chain = [dvCertificate, terminalCertificate];
const all = createChat(['readDg4', 'readDg5', 'ageVerification']);
const idPicc = new Uint8Array(32).fill(7);
const claim = { protocol: '0.4.0.127.0.7.2.2.2.2.3', chr: terminal.chr, compressedKey: new Uint8Array(32).fill(9) };

const chipOf = (currentDate = '2026-01-15', trustPoints: readonly Bytes[] = [rootCertificate.raw], chat: Chat = all) =>
  createChip(cryptography, { trust: { trustPoints, currentDate }, idPicc, chat });
type Chip = ReturnType<typeof chipOf>;

const verify = (chip: Chip, certificates: readonly CvCertificate[]) => runSync(verifyCertificates(certificates), chip.answer);
const prove = (chip: Chip, changes: Partial<typeof claim> & { auxiliaryData?: Bytes } = {}) => {
  const challenge = runSync(getChallenge(), chip.answer);
  const whole = { ...claim, ...changes };
  runSync(authenticateTerminal(whole, terminal.signer.sign('SHA-256', terminalSignatureInput({ idPicc, challenge }, whole))), chip.answer);
};
const refused = (status: string, code = 'ta.certificate-refused') =>
  expect.objectContaining({ code, facts: expect.objectContaining({ status }) });

describe('a terminal with a good chain', () => {
  test('is authenticated, and only its bound key and auxiliary data count', () => {
    const chip = chipOf();
    verify(chip, chain);
    prove(chip, { auxiliaryData: hex`67 00` });
    expect(chip.terminal).toMatchObject({ compressedKey: claim.compressedKey, auxiliaryData: hex`67 00` });
    expect(chip.terminal?.certificate.raw).toEqual(terminalCertificate.raw);
  });

  test('may ask for the challenge before its certificates', () => {
    const chip = chipOf();
    const challenge = runSync(getChallenge(), chip.answer);
    verify(chip, chain);
    runSync(
      authenticateTerminal(claim, terminal.signer.sign('SHA-256', terminalSignatureInput({ idPicc, challenge }, claim))),
      chip.answer,
    );
    expect(chip.terminal).toBeDefined();
  });

  test('has the rights that every certificate and the holder gave, for every bit', () => {
    const rights: readonly AuthenticationRight[] = ['readDg4', 'readDg8', 'readDg17', 'restrictedIdentification'];
    for (const lacking of ['root', 'dv', 'terminal', 'holder']) {
      for (const right of rights) {
        const without = (who: string) => rights.filter((one) => who !== lacking || one !== right);
        const [r, d, t] = [
          authority('HUCVCAeID00001', 'cvca', without('root')),
          authority('HUDVeID000001', 'dv-official', without('dv')),
          authority('HUTERM00001', 'terminal', without('terminal')),
        ];
        const chip = chipOf('2026-01-15', [certify(r, r).raw], createChat(without('holder')));
        verify(chip, [certify(r, d), certify(d, t)]);
        const challenge = runSync(getChallenge(), chip.answer);
        const signature = t.signer.sign('SHA-256', terminalSignatureInput({ idPicc, challenge }, claim));
        runSync(authenticateTerminal(claim, signature), chip.answer);
        expect(rightsOf(chip.terminal?.chat as Chat).toSorted()).toEqual(rights.filter((one) => one !== right).toSorted());
      }
    }
  });
});

describe('the signature', () => {
  test('of another key, challenge, bound key, auxiliary data or chip is refused, and the challenge is spent', () => {
    const other = authority('HUTERM00001', 'terminal');
    const sign = (
      challenge: Bytes,
      changes: { idPicc?: Bytes; compressedKey?: Bytes; auxiliaryData?: Bytes; signer?: typeof other.signer },
    ) =>
      (changes.signer ?? terminal.signer).sign(
        'SHA-256',
        terminalSignatureInput({ idPicc: changes.idPicc ?? idPicc, challenge }, { ...claim, ...changes }),
      );
    const changes = [
      { signer: other.signer },
      { idPicc: new Uint8Array(32) },
      { compressedKey: new Uint8Array(32) },
      { auxiliaryData: hex`67 00` },
    ];
    for (const change of changes) {
      const chip = chipOf();
      verify(chip, chain);
      const challenge = runSync(getChallenge(), chip.answer);
      expect(() => runSync(authenticateTerminal(claim, sign(challenge, change)), chip.answer)).toThrow(
        refused('6300', 'ta.signature-refused'),
      );
      expect(() => runSync(authenticateTerminal(claim, sign(challenge, {})), chip.answer)).toThrow(refused('6985', 'ta.signature-refused'));
      expect(chip.terminal).toBeUndefined();
    }
  });

  test('is not looked at without a challenge or without a claim', () => {
    const chip = chipOf();
    expect(chip.answer({ cla: 0, ins: 0x82, p1: 0, p2: 0, data: new Uint8Array(64) }).status).toBe(0x6985);
    runSync(getChallenge(), chip.answer);
    expect(chip.answer({ cla: 0, ins: 0x82, p1: 0, p2: 0, data: new Uint8Array(64) }).status).toBe(0x6985);
  });

  test('belongs to an imported terminal key and its own protocol', () => {
    const chip = chipOf();
    verify(chip, [dvCertificate]);
    for (const chr of [terminal.chr, dv.chr, root.chr]) expect(() => prove(chip, { chr })).toThrow(refused('6A88', 'ta.refused'));
    verify(chip, [terminalCertificate]);
    expect(() => prove(chip, { protocol: '0.4.0.127.0.7.2.2.2.2.5' })).toThrow(refused('6A80', 'ta.refused'));
  });
});

describe('a certificate is refused', () => {
  const refuse = (certificates: readonly CvCertificate[], status: string, chip = chipOf()) => {
    const before = chip.context.trust;
    expect(() => verify(chip, certificates)).toThrow(refused(status));
    return { before, after: chip.context.trust };
  };

  test('when the chip does not know its issuer', () => {
    refuse([terminalCertificate], '6A88');
    refuse([certify(authority('HUCVCAeID00009', 'cvca'), dv)], '6A88');
  });

  test('when its signature is of another key of the same name', () => {
    refuse([certify(authority(root.chr, 'cvca'), dv)], '6984');
  });

  test('when it names another issuer than the one selected, even one with the same key', () => {
    const twin = certify(root, { ...root, chr: 'HUCVCAeID00002' });
    const chip = chipOf('2026-01-15', [twin.raw, rootCertificate.raw]);
    expect(chip.answer({ cla: 0, ins: 0x22, p1: 0x81, p2: 0xb6, data: hex`83 0E 4855 4356434165494430303030 32` }).status).toBe(0x9000);
    expect(chip.answer({ cla: 0, ins: 0x2a, p1: 0, p2: 0xbe, data: parseOuter(dvCertificate.raw) as Bytes }).status).toBe(0x6984);
  });

  test('when it has expired on the date of the chip', () => {
    refuse([dvCertificate], '6984', chipOf('2027-01-01'));
    const chip = chipOf('2026-04-01');
    verify(chip, [dvCertificate]);
    refuse([terminalCertificate], '6984', chip);
    verify(chipOf('2026-12-31'), [dvCertificate]);
  });

  test('when the trust point that issued it has expired', () => {
    refuse([certify(root, dv, { expiration: '2030-01-01' })], '6984', chipOf('2029-01-02'));
  });

  test('when its place in the hierarchy does not follow, or its terminal type is another', () => {
    const direct = certify(root, terminal);
    refuse([direct], '6984');
    const chip = chipOf();
    verify(chip, [dvCertificate]);
    for (const subject of [authority('HUDVeID000002', 'dv-other'), authority('HUCVCAeID00002', 'cvca')])
      refuse([certify(dv, subject)], '6984', chip);
    refuse([certify(root, dv, { chat: { role: 'IS', bits: Uint8Array.of(0x80) } })], '6984');
  });

  test('when the holder let another terminal type in', () => {
    refuse([dvCertificate], '6984', chipOf('2026-01-15', undefined, { role: 'IS', bits: Uint8Array.of(0) }));
  });

  test('when its key is no point of the curve', () => {
    const off = dvCertificate.publicKey.point.slice();
    off[64] = (off[64] as number) ^ 1;
    refuse([certify(root, dv, { publicKey: { ...dvCertificate.publicKey, point: off } })], '6984');
  });

  test('when any of its octets was changed, and then nothing is imported and no date moves', () => {
    const { raw } = dvCertificate;
    for (let i = 0; i < raw.length; i++) {
      const changed = raw.slice();
      changed[i] = (changed[i] as number) ^ 0x01;
      const chip = chipOf();
      const data = parseOuter(changed);
      if (data === undefined) continue;
      chip.answer({ cla: 0, ins: 0x22, p1: 0x81, p2: 0xb6, data: hex`83 0E 4855 4356434165494430303030 31` });
      const { status } = chip.answer({ cla: 0, ins: 0x2a, p1: 0, p2: 0xbe, data });
      expect([0x6a80, 0x6984]).toContain(status);
      expect(chip.state.imported).toEqual([]);
      expect(chip.context.trust.currentDate).toBe('2026-01-15');
    }
  });

  test('when no key was selected for it, each certificate anew', () => {
    const chip = chipOf();
    expect(chip.answer({ cla: 0, ins: 0x2a, p1: 0, p2: 0xbe, data: parseOuter(dvCertificate.raw) as Bytes }).status).toBe(0x6985);
    verify(chip, [dvCertificate]);
    expect(chip.answer({ cla: 0, ins: 0x2a, p1: 0, p2: 0xbe, data: parseOuter(dvCertificate.raw) as Bytes }).status).toBe(0x6985);
  });
});

describe('the date of the chip', () => {
  test('moves forward with an official domestic authority, and with its terminal only after the signature', () => {
    const chip = chipOf();
    verify(chip, [dvCertificate]);
    expect(chip.context.trust.currentDate).toBe('2026-02-01');
    verify(chip, [terminalCertificate]);
    expect(chip.context.trust.currentDate).toBe('2026-02-01');
    prove(chip);
    expect(chip.context.trust.currentDate).toBe('2026-03-01');
  });

  test('never goes back, and never moves with a foreign authority', () => {
    const late = chipOf('2026-03-20');
    verify(late, chain);
    prove(late);
    expect(late.context.trust.currentDate).toBe('2026-03-20');
    const foreign = authority('DEDVeID000001', 'dv-other');
    const chip = chipOf();
    verify(chip, [certify(root, foreign, { effective: '2026-06-01' }), certify(foreign, terminal, { effective: '2026-07-01' })]);
    prove(chip);
    expect(chip.terminal).toBeDefined();
    expect(chip.context.trust.currentDate).toBe('2026-01-15');
  });
});

describe('a new root', () => {
  const second = authority('HUCVCAeID00002', 'cvca');
  const third = authority('HUCVCAeID00003', 'cvca');
  const firstLink = certify(root, second, { effective: '2028-06-01', expiration: '2031-06-01' });
  const secondLink = certify(second, third, { effective: '2030-06-01', expiration: '2033-06-01' });

  test('is trusted after link certificates one after another, and at most two roots are kept', () => {
    const chip = chipOf('2026-01-15');
    verify(chip, [firstLink, secondLink]);
    expect(chip.context.trust).toEqual({ trustPoints: [secondLink.raw, firstLink.raw], currentDate: '2030-06-01' });
    verify(chip, [certify(third, dv, { effective: '2030-07-01', expiration: '2030-12-31' })]);
  });

  test('is reached even when the old one expired long ago', () => {
    const chip = chipOf('2032-01-01');
    verify(chip, [firstLink]);
    expect(chip.context.trust).toEqual({ trustPoints: [firstLink.raw, rootCertificate.raw], currentDate: '2032-01-01' });
  });

  test('sent again changes nothing', () => {
    const chip = chipOf();
    verify(chip, [firstLink]);
    const { trust } = chip.context;
    verify(chip, [firstLink]);
    expect(chip.context.trust).toBe(trust);
  });

  test('does not come from the previous root, nor as another key under a name that is trusted', () => {
    const chip = chipOf();
    verify(chip, [firstLink]);
    expect(() => verify(chip, [certify(root, third)])).toThrow(refused('6984'));
    expect(() => verify(chip, [certify(root, authority(second.chr, 'cvca'))])).toThrow(refused('6984'));
  });
});

describe('the terminal', () => {
  test('names the certificate that was refused, and refuses a challenge of another size', () => {
    const status = { data: new Uint8Array(0), status: 0x6984 };
    expect(() => runSync(verifyCertificates(chain), () => status)).toThrow(
      expect.objectContaining({ code: 'ta.certificate-refused', facts: { holder: dv.chr, status: '6984' } }),
    );
    expect(() => runSync(getChallenge(), () => ({ data: new Uint8Array(7), status: 0x9000 }))).toThrow(
      expect.objectContaining({ code: 'ta.malformed' }),
    );
    expect(() => runSync(getChallenge(), () => status)).toThrow(expect.objectContaining({ code: 'ta.refused' }));
  });

  test('sends certificates that encode to themselves', () => {
    expect(encodeCertificate(parseCertificate(dvCertificate.raw))).toEqual(dvCertificate.raw);
    expect(cryptography.curve('brainpoolP256r1').isPoint(dvCertificate.publicKey.point)).toBe(true);
  });
});

/** Body and signature as PSO:VERIFY CERTIFICATE carries them; `undefined` when the outer object itself was broken. */
function parseOuter(raw: Bytes): Bytes | undefined {
  const header = [0x7f, 0x21, 0x81];
  return header.every((octet, i) => raw[i] === octet) && raw[3] === raw.length - 4 ? raw.slice(4) : undefined;
}
