// One change of the PIN by AusweisApp over pcscd, on the card in the folder given: the codes that it types are in the folder's `codes.json`.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAusweisApp } from '../ausweisapp/ausweisapp.ts';
import { startPcscd, startProgram } from '../ausweisapp/process.ts';

const [folder = ''] = process.argv.slice(2);
const codes: { pins: string[]; can: string; newPin: string } = JSON.parse(await readFile(join(folder, 'codes.json'), 'utf8'));
const eszig = fileURLToPath(new URL('../../cli/eszig.js', import.meta.url));

await using _service = await startPcscd();
await using card = await startProgram(eszig, ['card', 'serve', '--file', join(folder, 'card.json')], { ready: /^ready/m });
await using app = await startAusweisApp({ folder });
const { course, last } = await app.converse(
  { cmd: 'RUN_CHANGE_PIN', status: true },
  {
    ENTER_PIN: (_, nth) => ({ cmd: 'SET_PIN', value: codes.pins[nth] ?? '' }),
    ENTER_CAN: () => ({ cmd: 'SET_CAN', value: codes.can }),
    ENTER_NEW_PIN: () => ({ cmd: 'SET_NEW_PIN', value: codes.newPin }),
    ENTER_PUK: () => ({ cmd: 'CANCEL' }),
  },
);
process.stdout.write(JSON.stringify({ course, success: last['success'], warning: card.said() }));
