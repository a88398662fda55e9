// `eszig client authenticate`: one sign-in by the standard from the address of a TC token, on any reader, without a browser. TR-03124-1 2.
import { readFileSync } from 'node:fs';
import { signIn } from '../../apps/eid-client/login/index.ts';
import { connectPaos } from '../../apps/eid-client/paos.ts';
import { createTrust } from '../../apps/eid-client/trust/trust.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { createLogger } from '../../io/log/index.ts';
import type { Hop } from '../../io/road/index.ts';
import { bytes } from '../../lib/bytes/index.ts';
import { type CvCertificate, parseCertificate } from '../../lib/cvc/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { type Command, exit, UsageError } from '../command.ts';
import { secretOptions } from '../secret.ts';
import { terminalHolder } from './holder.ts';
import { findReaders, narrowed } from './readers.ts';

/** Milliseconds to wait for a reader or a card. */
const patience = 60_000;

export const command: Command = {
  options: {
    'tc-token-url': { value: 'URL' },
    consent: { value: 'all|required' },
    trust: { value: 'CVCA.cvcert', repeated: true },
    reader: { value: 'NAME' },
    'unknown-card': {},
    ...secretOptions('pin', 'can'),
  },
  async run(input, terminal) {
    const tcTokenUrl = input.text('tc-token-url');
    const consent = (['all', 'required'] as const).find((known) => known === input.text('consent'));
    if (tcTokenUrl === undefined) throw new UsageError('--tc-token-url is needed');
    if (consent === undefined) throw new UsageError('--consent is needed', 'all or required: which of the data asked for may be read');
    const trusted = input.texts('trust').map(readTrust);
    const cryptography = createCryptography();
    await using found = await findReaders(cryptography);
    const hops: Hop[] = [];
    const destination = await signIn(tcTokenUrl, {
      holder: terminalHolder({ input, terminal, consent, patience }),
      readers: narrowed(found.readers, input.text('reader')),
      cryptography,
      clock: Date.now,
      record: (hop) => {
        hops.push(hop);
        terminal.say(`${hop.milliseconds.toFixed(1).padStart(8)} ms  ${hop.hop.padEnd(24)} ${hop.from} → ${hop.to}`);
      },
      log: createLogger('eid-client', 'silent'),
      trace: () => undefined,
      trust: createTrust(trusted, cryptography),
      connect: (channel) => connectPaos(channel),
    });
    if (destination.kind === 'page') throw new EidError(destination.code);
    const result = new URL(destination.address).searchParams;
    const [resultMajor, resultMinor] = [result.get('ResultMajor') ?? '', result.get('ResultMinor') ?? undefined];
    const steps = hops.map(({ hop, from, to, milliseconds }) => ({ hop, from, to, milliseconds }));
    const { address, code } = destination;
    terminal.say(address);
    terminal.json({ address, resultMajor, ...(resultMinor && { resultMinor }), ...(code && { code }), steps });
    return resultMajor === 'ok' ? exit.done : exit.refused;
  },
};

function readTrust(file: string): CvCertificate {
  try {
    return parseCertificate(bytes(readFileSync(file)));
  } catch {
    throw new UsageError(`${file} is no CV certificate`);
  }
}
