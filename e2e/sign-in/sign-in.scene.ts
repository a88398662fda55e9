// One sign-in by AusweisApp at a service of ours, in the folder given: with its built-in card, or over pcscd with the card in `card.json`.
// A further word: with `less` the holder takes away what is optional, with `long` the server goes the longer ways of the procedure, with `attached` it has the
// token itself.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePublic } from '../../io/keys/index.ts';
import { toHex } from '../../lib/bytes/index.ts';
import type { UseIdRequest } from '../../lib/eid-service/index.ts';
import { type Answers, startAusweisApp } from '../ausweisapp/ausweisapp.ts';
import { startPcscd, startProgram } from '../ausweisapp/process.ts';
import { linkFrom, serviceAuthorities, unrelatedAuthority } from './authorities.ts';
import { origin, startService } from './service.ts';

/** What the built-in card of AusweisApp 1.26 trusts, and SHA-256 of the certificate of its document signer. */
const simulator = {
  authority: 'DETESTeID00005',
  documentSigner: '550be00e9f7ed612984343f0849cf929326c16aeab60843d7686209ce1e99e9e',
} as const;

const request: UseIdRequest = {
  operations: {
    givenNames: 'REQUIRED',
    familyNames: 'REQUIRED',
    dateOfBirth: 'ALLOWED',
    restrictedId: 'REQUIRED',
    ageVerification: 'REQUIRED',
  },
  age: 18,
  transactionInfo: 'Minta Kórház',
  levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
  eidTypes: { CardCertified: 'ALLOWED' },
};

const [folder = '', how] = process.argv.slice(2);
const card = join(folder, 'card.json');
const isOurs = existsSync(card);

await using stack = new AsyncDisposableStack();
const authorities = await serviceAuthorities(folder, origin);
const link = join(folder, 'link.cvcert');
await writePublic(link, (await linkFrom(simulator.authority, authorities.cvca)).raw);
const forSimulator = { later: [link], extra: { pinnedDocumentSigners: [simulator.documentSigner] } };
const service = stack.use(
  await startService(folder, authorities, { ...(isOurs ? {} : forSimulator), isLong: how === 'long', isAttached: how === 'attached' }),
);
if (isOurs) {
  stack.use(await startPcscd());
  const eszig = fileURLToPath(new URL('../../cli/eszig.js', import.meta.url));
  const words = ['card', 'serve', '--file', card, '--trace', join(folder, 'trace')];
  stack.use(await startProgram(eszig, words, { ready: /^ready/m }));
}
const trust = { trusted: authorities.cvca.raw, unrelated: (await unrelatedAuthority()).raw };
const app = stack.use(await startAusweisApp({ folder, trust }));

const answers: Answers = {
  ACCESS_RIGHTS: (_, nth) => (nth === 0 ? { cmd: 'GET_CERTIFICATE' } : undefined),
  CERTIFICATE: () => [...(how === 'less' ? [{ cmd: 'SET_ACCESS_RIGHTS', chat: [] }] : []), { cmd: 'ACCEPT' }],
  INSERT_CARD: (_, nth) => (nth === 0 && !isOurs ? { cmd: 'SET_CARD', name: 'Simulator' } : undefined),
  // The built-in card has a keypad of its own.
  ENTER_PIN: (_, nth) => (nth > 0 ? { cmd: 'CANCEL' } : isOurs ? { cmd: 'SET_PIN', value: '123456' } : { cmd: 'SET_PIN' }),
  ENTER_CAN: () => ({ cmd: 'CANCEL' }),
  ENTER_PUK: () => ({ cmd: 'CANCEL' }),
};

// The built-in card may be read by the program itself at the very moment when it is inserted; the sign-in then fails, and is repeated.
const attempts = isOurs ? 1 : 10;
for (let attempt = 1; attempt <= attempts; attempt++) {
  const { tokenAddress, result } = await service.begin(request);
  const command = { cmd: 'RUN_AUTH', tcTokenURL: tokenAddress, developerMode: false, status: true };
  const { messages, last } = await app.converse(command, answers);
  if (attempt < attempts && /communicating with the ID card/i.test(JSON.stringify(last))) continue;
  const asked = messages.find(({ msg }) => msg === 'ACCESS_RIGHTS');
  const report = { asked, last, collected: await result() };
  process.stdout.write(JSON.stringify(report, (_, value) => (value instanceof Uint8Array ? toHex(value) : value)));
  break;
}
