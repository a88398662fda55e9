// `--record DIR`: the bytes of every hop in files of their own, for other tools to check. PIN and keys are not among them.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InsertOptions } from '../../apps/chip/insert.ts';
import { createTrace } from '../../apps/chip/trace/trace.ts';
import type { Trace } from '../../apps/eid-client/login/index.ts';
import type { Card, PaceMaker, Readers } from '../../io/reader/index.ts';
import { encodeCommand, encodeResponse, type Transmit } from '../../lib/apdu/index.ts';
import { bytes, toHex } from '../../lib/bytes/index.ts';
import { parseCertificate } from '../../lib/cvc/index.ts';

export interface Recorder {
  readonly trace: Trace;
  /** What the card was asked and what it said, as the card itself tells it: the holder's data in plain text, codes and keys masked. */
  readonly card: NonNullable<InsertOptions['trace']>;
  /** The readers, with every command and answer written down as it goes over the wire. */
  readers(readers: Readers, pace: PaceMaker): Readers;
  json(name: string, document: unknown): void;
  /** What a stranger checks the record against: the trust point of the terminal's certificates (CV, DER), country signer, revocation list. */
  anchors(files: { readonly cvca: string; readonly countrySigner: string; readonly revocationList: string }): void;
}

/** Writes into a folder, made when it is not there. Messages are numbered in the order in which they came. */
export function createRecorder(folder: string): Recorder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const apdus = join(folder, 'apdus.txt');
  const holders = 'cvc-dir';
  mkdirSync(join(folder, holders), { recursive: true, mode: 0o700 });
  const cardTrace = join(folder, 'card-trace.txt');
  for (const file of [apdus, cardTrace]) writeFileSync(file, '', { mode: 0o600 });
  const describe = createTrace();
  let messages = 0;
  const write = (name: string, content: Uint8Array | string) => writeFileSync(join(folder, name), content, { mode: 0o600 });

  /** Again by its holder's name, where `cvc-print --cvc-dir` looks for who signed another. */
  const chained = (octets: Uint8Array) => write(join(holders, parseCertificate(bytes(octets)).chr.text), octets);

  const recorded = (transmit: Transmit): Transmit => {
    return async (command) => {
      const answer = await transmit(command);
      appendFileSync(apdus, `> ${toHex(encodeCommand(command))}\n< ${toHex(encodeResponse(answer))}\n`);
      return answer;
    };
  };
  const recordedCard = (card: Card, pace: PaceMaker): Card => {
    const transmit = recorded(card.transmit);
    return { ...card, transmit, establishPace: pace(transmit), [Symbol.asyncDispose]: () => card[Symbol.asyncDispose]() };
  };

  return {
    trace(name, octets) {
      write(/^paos-/.test(name) ? `${String(++messages).padStart(2, '0')}-${name}` : name, octets);
      if (name.endsWith('.cvcert')) chained(octets);
    },
    readers: (readers, pace) => ({
      list: () =>
        readers.list().map((reader) => ({
          name: reader.name,
          kind: reader.kind,
          pinPad: reader.pinPad,
          presence: reader.presence,
          connect: async () => recordedCard(await reader.connect(), pace),
        })),
      watch: readers.watch,
      [Symbol.asyncDispose]: () => readers[Symbol.asyncDispose](),
    }),
    card: (exchange) => appendFileSync(cardTrace, `${describe(exchange).join('\n')}\n`),
    anchors({ cvca, countrySigner, revocationList }) {
      chained(readFileSync(cvca));
      write('country-signer.pem', readFileSync(countrySigner));
      write('country-signer.crl', readFileSync(revocationList));
    },
    json: (name, document) => write(name, `${JSON.stringify(document, null, 2)}\n`),
  };
}
