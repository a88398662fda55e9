// The `eszig` command.
import project from '../package.json' with { type: 'json' };
import { commands } from './commands.ts';
import { runCommandLine } from './run.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), { name: 'eszig', version: project.version, commands });
