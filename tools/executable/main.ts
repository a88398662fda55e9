// `npm run executable [FILE]`: builds eSzig Kliens as one file, by default `dist/eszig-kliens`, and says how large it is.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildExecutable } from './build.ts';

const name = process.platform === 'win32' ? 'eszig-kliens.exe' : 'eszig-kliens';
const file = resolve(process.argv[2] ?? `dist/${name}`);
const started = performance.now();
await buildExecutable(file);
const [megabytes, seconds] = [statSync(file).size / 1e6, (performance.now() - started) / 1000];
console.log(`${file} (${megabytes.toFixed(0)} MB, built in ${seconds.toFixed(1)} s)`);
