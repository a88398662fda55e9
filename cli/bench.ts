// `eszig bench [NAME…]`: the numbers that design.md holds us to, each measured against a reference in the same run.
import { type BenchName, benches } from './bench/benches.ts';
import { type Command, exit, UsageError } from './command.ts';

export const command: Command = {
  operands: '[NAME…]',
  options: {},
  async run(input, terminal) {
    const names = input.operands.length > 0 ? input.operands : Object.keys(benches);
    const unknown = names.find((name) => !Object.hasOwn(benches, name));
    if (unknown !== undefined) throw new UsageError(`unknown benchmark '${unknown}'`, Object.keys(benches).join(', '));
    const results: Record<string, object> = {};
    for (const name of names) {
      const result = await (await benches[name as BenchName]()).measure();
      results[name] = result;
      terminal.say(
        `${name.padEnd(12)} ${Object.entries(result)
          .map(([fact, value]) => `${fact} ${value}`)
          .join(', ')}`,
      );
    }
    terminal.json(results);
    return exit.done;
  },
};
