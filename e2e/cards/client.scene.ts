// All that `eszig client` does with a card, over Debian's pcscd, on the one card in the folder given; the sign-in at a service of ours. Each row of the
// report is one command: its exit status, and the document that it wrote.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { UseIdRequest } from '../../lib/eid-service/index.ts';
import { startPcscd, startProgram } from '../ausweisapp/process.ts';
import { serviceAuthorities } from '../sign-in/authorities.ts';
import { origin, startService } from '../sign-in/service.ts';

const [folder = ''] = process.argv.slice(2);
const eszig = fileURLToPath(new URL('../../cli/eszig.js', import.meta.url));
const request: UseIdRequest = {
  operations: { givenNames: 'REQUIRED', familyNames: 'REQUIRED', dateOfBirth: 'ALLOWED' },
  levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
};

const authorities = await serviceAuthorities(folder, origin);
await using service = await startService(folder, authorities, {});
await using _pcscd = await startPcscd();
await using _card = await startProgram(eszig, ['card', 'serve', '--file', join(folder, 'card.json')], { ready: /^ready/m });

function perform(words: readonly string[], codes: Readonly<Record<string, string>>) {
  const variables = Object.entries(codes).map(([name, code]) => [`ESZIG_${name}`, code]);
  const env = { ...process.env, ...Object.fromEntries(variables), XDG_DATA_HOME: folder };
  return new Promise<{ readonly command?: string | undefined; readonly status: unknown; readonly output: unknown }>((resolve) => {
    execFile(eszig, ['client', ...words, '--json'], { env }, (error, output) =>
      resolve({ command: words[0], status: error?.code ?? 0, output: JSON.parse(output) }),
    );
  });
}

const [can, puk, first, second, third] = ['500540', '9876543210', '804215', '731946', '285017'];
const report = [
  await perform(['check'], {}),
  await perform(['activate'], { PIN: '12345', NEW_PIN: first }),
  await perform(['change-pin'], { PIN: first, NEW_PIN: second }),
  await perform(['change-pin'], { PIN: '000000', NEW_PIN: third }),
  await perform(['change-pin'], { PIN: '000000', NEW_PIN: third }),
  await perform(['resume'], { CAN: can, PIN: second }),
  await perform(['change-pin'], { PIN: '000000', NEW_PIN: third }),
  await perform(['change-pin'], { PIN: '000000', NEW_PIN: third }),
  await perform(['resume'], { CAN: can, PIN: '000000' }),
  await perform(['unblock'], { PUK: puk, NEW_PIN: third }),
];
const { tokenAddress, result } = await service.begin(request);
const words = ['authenticate', '--tc-token-url', tokenAddress, '--consent', 'all', '--trust', authorities.pki.cvca.certificate];
report.push(await perform(words, { PIN: third }), await perform(['check'], {}));
process.stdout.write(JSON.stringify({ report, collected: await result() }));
