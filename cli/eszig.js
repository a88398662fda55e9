#!/usr/bin/env node
// The `eszig` command: works on a fresh clone and under an older Node, because it brings its packages and its Node itself.
import { ensurePackages, runProgram } from './packages.js';

await ensurePackages();
await runProgram('cli/main.ts', process.argv.slice(2));
