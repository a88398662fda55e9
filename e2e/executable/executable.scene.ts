// The single executable over Debian's pcscd, with an environment in which there is no Node: a card is checked and activated, and signs in at a service
// of ours. Words: the folder with the card, and the executable.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePublic } from '../../io/keys/index.ts';
import { startPcscd, startProgram } from '../ausweisapp/process.ts';
import { serviceAuthorities } from '../sign-in/authorities.ts';
import { origin, startService } from '../sign-in/service.ts';

const [folder = '', program = ''] = process.argv.slice(2);

/** Runs the executable, and gives its status and its JSON. */
function perform(words: readonly string[], codes: Readonly<Record<string, string>> = {}): Promise<{ status: unknown; output: object }> {
  return new Promise((resolve) => {
    execFile(program, [...words, '--json'], { env: { HOME: folder, ...codes }, cwd: folder }, (error, output) =>
      resolve({ status: error?.code ?? 0, output: JSON.parse(output) }),
    );
  });
}

await using stack = new AsyncDisposableStack();
const authorities = await serviceAuthorities(folder, origin);
const service = stack.use(await startService(folder, authorities, { isLong: false }));
stack.use(await startPcscd());
const eszig = fileURLToPath(new URL('../../cli/eszig.js', import.meta.url));
stack.use(await startProgram(eszig, ['card', 'serve', '--file', join(folder, 'card.json')], { ready: /^ready/m }));
const trust = join(folder, 'trust.cvcert');
await writePublic(trust, authorities.cvca.raw);

const before = await perform(['client', 'check']);
const activated = await perform(['client', 'activate'], { ESZIG_PIN: '12345', ESZIG_NEW_PIN: '804215' });
const after = await perform(['check']);
const { tokenAddress, result } = await service.begin({ operations: { givenNames: 'REQUIRED', familyNames: 'REQUIRED' } });
const signedIn = await perform(['authenticate', '--tc-token-url', tokenAddress, '--consent', 'all', '--trust', trust], {
  ESZIG_PIN: '804215',
});
process.stdout.write(JSON.stringify({ before, activated, after, signedIn, collected: await result() }));
