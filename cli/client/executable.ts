// eSzig Kliens as a single executable: the commands of the client alone, also without the word `client`; with no word at all the client itself.
import project from '../../package.json' with { type: 'json' };
import { runCommandLine } from '../run.ts';
import { clientCommands } from './commands.ts';

const given = process.argv.slice(2);
const words = given.length === 0 ? ['client', 'run'] : Object.hasOwn(clientCommands, `client ${given[0]}`) ? ['client', ...given] : given;

void runCommandLine(words, { name: 'eszig-kliens', version: project.version, commands: clientCommands }).then((status) => {
  process.exitCode = status;
});
