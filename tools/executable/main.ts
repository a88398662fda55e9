// `npm run executable [FILE]`: builds eSzig Kliens as one file, by default in `dist/` under the name by which the portal offers it, and says how large it is.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import project from '../../package.json' with { type: 'json' };
import { buildExecutable } from './build.ts';

const systems: Readonly<Record<string, string>> = { linux: 'linux', win32: 'windows', darwin: 'macos' };
const ending = process.platform === 'win32' ? '.exe' : '';
const name = `eszig-kliens-${project.version}-${systems[process.platform] ?? process.platform}-${process.arch}${ending}`;
const file = resolve(process.argv[2] ?? `dist/${name}`);
const started = performance.now();
await buildExecutable(file);
const [megabytes, seconds] = [statSync(file).size / 1e6, (performance.now() - started) / 1000];
console.log(`${file} (${megabytes.toFixed(0)} MB, built in ${seconds.toFixed(1)} s)`);
