// The card commands of `eszig client` over Debian's pcscd, one after the other on the card in the folder given: each line of the report is one command.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPcscd, startProgram } from '../ausweisapp/process.ts';

const [folder = ''] = process.argv.slice(2);
const eszig = fileURLToPath(new URL('../../cli/eszig.js', import.meta.url));

/** Exit status, code of the failure if any, and the PIN as the command tells it. */
function perform(command: string, codes: Record<string, string>): Promise<string> {
  const env = { ...process.env, ...Object.fromEntries(Object.entries(codes).map(([name, code]) => [`ESZIG_${name}`, code])) };
  return new Promise((resolve) => {
    execFile(eszig, ['client', command, '--json'], { env }, (error, output) => {
      const { error: failure, card, pin = card?.pin ?? failure?.facts } = JSON.parse(output);
      resolve(`${command} ${error?.code ?? 0} ${failure?.code ?? ''} ${pin?.state} ${pin?.triesLeft}`.replace('  ', ' '));
    });
  });
}

await using _service = await startPcscd();
await using _card = await startProgram(eszig, ['card', 'serve', '--file', join(folder, 'card.json')], { ready: /^ready/m });
const report: string[] = [];
for (const [command, codes] of [
  ['check', {}],
  ['activate', { PIN: '123456', NEW_PIN: '654321' }],
  ['activate', { PIN: '12345', NEW_PIN: '654321' }],
  ['change-pin', { PIN: '000000', NEW_PIN: '804215' }],
  ['change-pin', { PIN: '654321', NEW_PIN: '804215' }],
  ['change-pin', { PIN: '000000', NEW_PIN: '654321' }],
  ['change-pin', { PIN: '000000', NEW_PIN: '654321' }],
  ['resume', { CAN: '500540', PIN: '804215' }],
  ['unblock', { PUK: '9876543210', NEW_PIN: '123456' }],
] as const) {
  // Shown when the scene does not come to its end.
  process.stderr.write(`${command}\n`);
  report.push(await perform(command, codes));
}
process.stdout.write(JSON.stringify(report));
