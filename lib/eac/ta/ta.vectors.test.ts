// The BSI worked example of terminal authentication: transcript, signature input, signature; and why a strict chip refuses its chain.
import { describe, expect, test } from 'vitest';
import { createCryptography } from '../../../io/crypto/index.ts';
import cvc from '../../../vectors/cvc.json' with { type: 'json' };
import vectors from '../../../vectors/ta.json' with { type: 'json' };
import { type CommandApdu, encodeCommand, type ResponseApdu, runSync, status } from '../../apdu/index.ts';
import { type Bytes, latin1, parseHex, toHex } from '../../bytes/index.ts';
import { parseCertificate } from '../../cvc/index.ts';
import { parseOid } from '../../tlv/index.ts';
import {
  authenticateTerminal,
  freshTerminalAuthentication,
  getChallenge,
  type TerminalAuthentication,
  terminalAuthenticationCommands,
  terminalSignatureInput,
  verifyCertificates,
} from './index.ts';
import type { ImportedKey } from './trust.ts';

const octets = (text: string) => parseHex(text) as Bytes;
const ascii = (text: string) => toHex(latin1(text) as Bytes);
const [example] = vectors.examples as [(typeof vectors.examples)[number]];
const [cvca, dv, terminal] = [cvc.chain.cvca, cvc.chain.dv, cvc.chain.terminal].map(({ raw }) => parseCertificate(octets(raw))) as [
  ReturnType<typeof parseCertificate>,
  ReturnType<typeof parseCertificate>,
  ReturnType<typeof parseCertificate>,
];
const challenge = octets(example.challenge);
const claim = { protocol: parseOid(octets(example.oid)), chr: terminal.chr.text, compressedKey: octets(example.compressedEphemeralPcd) };
const context = { trust: { trustPoints: [cvca.raw], currentDate: '2010-10-01' }, idPicc: octets(example.idPicc), chat: terminal.chat };

describe('BSI EAC2 worked example ECDH: terminal authentication', () => {
  test('the signature is over ID_PICC ‖ r_PICC ‖ Comp(PK_PCD)', () => {
    const input = terminalSignatureInput({ idPicc: context.idPicc, challenge }, claim);
    expect(toHex(input)).toBe(example.signed);
    const { point, hash } = terminal.publicKey;
    expect(createCryptography().curve('brainpoolP512r1').verify(hash, point, input, octets(example.signature))).toBe(true);
  });

  test('every octet of the commands', () => {
    const sent: string[] = [];
    const answer = (command: CommandApdu): ResponseApdu => {
      sent.push(toHex(encodeCommand(command)));
      return command.ins === 0x84 ? { data: challenge, status: 0x9000 } : status(0x9000);
    };
    runSync(verifyCertificates([dv, terminal]), answer);
    expect(runSync(getChallenge(), answer)).toEqual(challenge);
    runSync(authenticateTerminal(claim, octets(example.signature)), answer);
    const { chain } = cvc;
    const verify = ({ body, signature }: typeof chain.dv) => `002a00be000166${body}5f378180${signature}`;
    expect(sent).toEqual([
      `002281b60f830d${ascii(chain.dv.car)}`,
      verify(chain.dv),
      `002281b60f830d${ascii(chain.terminal.car)}`,
      verify(chain.terminal),
      '0084000008',
      `002281a43d800a${example.oid}830d${ascii(chain.terminal.chr)}9120${example.compressedEphemeralPcd}`,
      `0082000080${example.signature}`,
    ]);
  });

  test('the chip accepts the published signature under the key of the terminal certificate', () => {
    const chip = createCryptography({ random: () => challenge });
    const key: ImportedKey = {
      certificate: terminal,
      key: { ...terminal.publicKey, curve: 'brainpoolP512r1' },
      chat: terminal.chat,
      domestic: true,
      trustPoint: false,
    };
    let state: TerminalAuthentication = { ...freshTerminalAuthentication, imported: [key] };
    const handlers: Readonly<Record<number, keyof typeof terminalAuthenticationCommands>> = {
      34: 'selectTerminal',
      130: 'authenticate',
      132: 'getChallenge',
    };
    const outcomes: string[] = [];
    const answer = (command: CommandApdu) => {
      const name = handlers[command.ins] as keyof typeof terminalAuthenticationCommands;
      const step = terminalAuthenticationCommands[name](state, command, context, chip);
      if (step.kind === 'next') state = step.state;
      outcomes.push(step.kind);
      return step.response;
    };
    runSync(getChallenge(), answer);
    runSync(authenticateTerminal(claim, octets(example.signature)), answer);
    expect(outcomes).toEqual(['next', 'next', 'authenticated']);
  });

  test('the chain itself is refused: its root is of another terminal type than its terminal', () => {
    const selected = terminalAuthenticationCommands.selectIssuer(
      freshTerminalAuthentication,
      { cla: 0, ins: 0x22, p1: 0x81, p2: 0xb6, data: octets(`830d${ascii(dv.car.text)}`) },
      context,
      createCryptography(),
    );
    expect(selected.response.status).toBe(0x9000);
    const data = octets(`${cvc.chain.dv.body}5f378180${cvc.chain.dv.signature}`);
    const command = { cla: 0, ins: 0x2a, p1: 0, p2: 0xbe, data };
    const state = selected.kind === 'next' ? selected.state : freshTerminalAuthentication;
    expect(terminalAuthenticationCommands.verifyCertificate(state, command, context, createCryptography()).response.status).toBe(0x6984);
  });
});
