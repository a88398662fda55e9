// eSzig Kliens as one file: Node itself with our bundle inside, and with the client's scripts, stylesheet and PC/SC addon as assets. Everything comes
// from the npm packages that are in place. @see https://nodejs.org/api/single-executable-applications.html
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { inject } from 'postject';
import { readScript, readStyle } from '../../io/http/index.ts';

const root = join(import.meta.dirname, '../..');

/** Marks in Node's own binary where the injected part is looked for; given by Node. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** Writes the executable to `file`, for the system and processor that this runs on. */
export async function buildExecutable(file: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'eszig-executable-'));
  try {
    const inFolder = (name: string) => join(folder, name);
    const web = (name: string) => readScript(new URL(`../../apps/eid-client/web/${name}.ts`, import.meta.url));
    const assets = {
      'eszig.css': readStyle(),
      'live.js': web('live'),
      'pin-pad.js': web('pin-pad'),
      'pcsc.node': readFileSync(pcscAddon()),
    };
    for (const [name, content] of Object.entries(assets)) writeFileSync(inFolder(name), content);
    await bundle(inFolder('client.cjs'));
    const configuration = {
      main: inFolder('client.cjs'),
      output: inFolder('client.blob'),
      disableExperimentalSEAWarning: true,
      useCodeCache: true,
      // Nobody changes the client from outside: not by NODE_OPTIONS either.
      execArgvExtension: 'none',
      assets: Object.fromEntries(Object.keys(assets).map((name) => [name, inFolder(name)])),
    };
    writeFileSync(inFolder('sea.json'), JSON.stringify(configuration));
    execFileSync(process.execPath, ['--experimental-sea-config', inFolder('sea.json')], { stdio: ['ignore', 'ignore', 'inherit'] });
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { force: true });
    copyFileSync(process.execPath, file);
    chmodSync(file, 0o755);
    const apple = process.platform === 'darwin' ? { machoSegmentName: 'NODE_SEA' } : {};
    await inject(file, 'NODE_SEA_BLOB', readFileSync(inFolder('client.blob')), { sentinelFuse: fuse, ...apple });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One CommonJS file, which is what an executable takes. */
async function bundle(outfile: string): Promise<void> {
  await build({
    entryPoints: [join(root, 'cli/client/executable.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    // Stack traces name our functions.
    keepNames: true,
    define: { 'import.meta.url': '"file:///eszig/kliens.js"' },
    plugins: [addonFromAsset],
    logLevel: 'error',
  });
}

/** pcsc-mini finds its addon as a file of a package; in the executable it is an asset, which the system can load only from a file. */
const addonFromAsset: Plugin = {
  name: 'addon-from-asset',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]pcsc-mini[\\/]build[\\/]addon\.node\.js$/ }, () => ({ contents: loader, loader: 'js' }));
  },
};

/** The folder is this user's alone and new, and is gone again as soon as the addon is loaded, where the system lets it. */
const loader = `const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { getRawAsset } = require('node:sea');
const folder = mkdtempSync(join(tmpdir(), 'eszig-kliens-'));
try {
  const file = join(folder, 'pcsc.node');
  writeFileSync(file, new Uint8Array(getRawAsset('pcsc.node')), { mode: 0o600, flag: 'wx' });
  process.dlopen(module, file);
} finally {
  try { rmSync(folder, { recursive: true, force: true }); } catch {}
}`;

/** The addon of the package for this system, of which npm installs only the one that fits. */
function pcscAddon(): string {
  const main = createRequire(import.meta.url).resolve('pcsc-mini');
  const scope = join(dirname(main), '../../@pcsc-mini');
  const [installed] = readdirSync(scope);
  if (installed === undefined) throw new Error('pcsc-mini has no addon for this system');
  return join(scope, installed, 'addon.node');
}
