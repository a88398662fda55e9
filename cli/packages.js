// Runs on any Node from 20 on: puts the npm packages in place when the lockfile has changed, and finds the Node that came with them.
// Plain JavaScript, because this is what runs before there is anything that understands TypeScript.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const lockfile = join(root, 'package-lock.json');
const stampFile = join(modules, '.eszig-lock');

/** Installs what the lockfile names, unless the stamp of the last time says that it is there. Progress goes to standard error. */
export async function ensurePackages() {
  const lock = readFileSync(lockfile);
  const stamp = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && existsSync(nodeProgram())) return;
  say('installing the npm packages (the first time, or because the lockfile changed)');
  // `npm ci` refuses a lockfile whose packages for other systems a registry mirror lacks; `npm install` takes it, and must not rewrite it.
  const done = (await npm('ci')) || (await npm('install'));
  if (!readFileSync(lockfile).equals(lock)) writeFileSync(lockfile, lock);
  if (!done || !existsSync(nodeProgram())) fail('the npm packages could not be installed: see the messages of npm above');
  writeFileSync(stampFile, stamp);
  say('packages are in place');
}

/** Runs a program of ours with the Node of the packages, and ends as it ends. */
export async function runProgram(file, args) {
  // Compiled code is kept, so that the next start is quicker; experimental here means the stripping of types.
  const env = { NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled'), ...process.env };
  const child = spawn(nodeProgram(), ['--disable-warning=ExperimentalWarning', join(root, file), ...args], { stdio: 'inherit', env });
  // A signal is handed on: only Ctrl-C reaches the child by itself, which then gets it twice and takes it for one. We end when it has ended.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const [status, signal] = await new Promise((resolve) => {
    child.once('error', (thrown) => fail(`cannot run ${nodeProgram()}: ${thrown.code}`));
    child.once('exit', (...how) => resolve(how));
  });
  process.exitCode = status ?? 128 + (constants.signals[signal] ?? 0);
}

function nodeProgram() {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const packaged = join(modules, `node-${system}-${process.arch}`, 'bin', program);
  // Where npm ships none for this system, the Node that runs us will do when it is new enough.
  return !existsSync(packaged) && Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : packaged;
}

async function npm(command) {
  const args = [command, '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const started = Date.now();
  const progress = setInterval(() => say(`still installing (${Math.round((Date.now() - started) / 1000)} s)`), 10_000);
  const program = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const options = { cwd: root, stdio: ['ignore', 2, command === 'ci' ? 'ignore' : 2], shell: process.platform === 'win32' };
  const status = await new Promise((resolve) => {
    const child = spawn(program[0], [...program.slice(1), ...args], options);
    child.once('error', () => resolve(-1)).once('exit', resolve);
  });
  clearInterval(progress);
  return status === 0;
}

function say(text) {
  process.stderr.write(`eszig: ${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(3);
}
