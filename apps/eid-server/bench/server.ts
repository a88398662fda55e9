// The eID server in a process of its own, which tells how much processor time it has used, and what the reference costs here.
import { readFileSync } from 'node:fs';
import { quiet } from '../../../io/log/index.ts';
import type { EidServerConfig } from '../config.ts';
import { start } from '../main.ts';
import { reference } from './reference.ts';

/** What the parent asks. `at` is the time that the server's clock begins with. */
export type Question =
  | { readonly ask: 'start'; readonly config: EidServerConfig; readonly at: number }
  | { readonly ask: 'cpu' }
  | { readonly ask: 'reference' };

export type Answer = { readonly servicePort: number; readonly paosPort: number } | { readonly microseconds: number };

let keyFile = '';

process.on('message', async (question: Question) => process.send?.(await answer(question)));
process.on('disconnect', () => process.exit());

async function answer(question: Question): Promise<Answer> {
  if (question.ask === 'start') {
    keyFile = question.config.paos.keyFile;
    const { servicePort, paosPort } = await start(question.config, {
      log: quiet,
      clock: () => question.at + Math.floor(performance.now()),
    });
    return { servicePort, paosPort };
  }
  if (question.ask === 'reference') return { microseconds: reference(readFileSync(keyFile, 'utf8')) };
  const { user, system } = process.cpuUsage();
  return { microseconds: user + system };
}
