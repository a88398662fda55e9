// A window of our own: a Chromium-family browser in app mode, with a profile that is made for one sign-in and thrown away. The secret that opens
// the page goes there in a file that only this user can read, never in an argument or an address.
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompleteConfig } from '../config.ts';

export interface BrowserWindow extends AsyncDisposable {
  /** Resolves when the window is gone, whoever closed it. */
  readonly closed: Promise<void>;
}

export interface WindowRequest {
  readonly browser: string;
  readonly browserArguments: readonly string[];
  /** Where the secret is posted to. */
  readonly address: string;
  readonly secret: string;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'brave-browser'];
const places: Readonly<Record<string, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** The first browser of the Chromium family on this computer. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...(places[process.platform] ?? [])];
  return candidates.find(isExecutable);
}

/** Whether a window can be shown at all. */
export function hasDisplay(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}

/** What the configuration and this computer allow: a browser for a window of its own, a tab where that fails, or neither. */
export function chooseWindow(
  { window, demonstration }: Pick<CompleteConfig, 'window' | 'demonstration'>,
  environment: NodeJS.ProcessEnv = process.env,
): { readonly browser?: string; readonly tab: boolean } {
  const tab = demonstration && window.mode !== 'app';
  const wanted = window.mode === 'app' || (window.mode === 'auto' && hasDisplay(environment));
  const browser = wanted ? (window.browser ?? findBrowser(environment)) : undefined;
  return { tab, ...(browser === undefined ? {} : { browser }) };
}

/** No extension, no account, no password manager, nothing fetched on its own. */
const careful = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-extensions',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-breakpad',
  '--disable-features=Translate,PasswordManagerOnboarding,AutofillServerCommunication,MediaRouter',
  '--password-store=basic',
  '--window-size=560,820',
];

const preferences = {
  credentials_enable_service: false,
  credentials_enable_autosignin: false,
  profile: { password_manager_enabled: false },
  autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
  translate: { enabled: false },
};

/** Opens the window. It posts the secret as soon as it is there; closing it, by either side, removes its profile. */
export async function openWindow({ browser, browserArguments, address, secret }: WindowRequest): Promise<BrowserWindow> {
  const folder = await mkdtemp(join(tmpdir(), 'eszig-window-'));
  await mkdir(join(folder, 'Default'), { mode: 0o700 });
  await writeFile(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences), { mode: 0o600 });
  const page = join(folder, 'open.html');
  await writeFile(page, openingPage(address, secret), { mode: 0o600 });
  const process = spawn(browser, [`--user-data-dir=${folder}`, ...careful, ...browserArguments, `--app=${pathToFileURL(page).href}`], {
    stdio: 'ignore',
  });
  const closed = ended(process).then(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return {
    closed,
    async [Symbol.asyncDispose]() {
      process.kill();
      const forced = setTimeout(() => process.kill('SIGKILL'), 2_000);
      await closed.finally(() => clearTimeout(forced));
    },
  };
}

/** Base64url and a loopback address need no escaping. */
function openingPage(address: string, secret: string): string {
  return `<!doctype html><html lang="hu"><meta charset="utf-8"><title>eSzig Kliens</title>
<form method="post" action="${address}"><input type="hidden" name="secret" value="${secret}"><button>eSzig Kliens</button></form>
<script>document.forms[0].submit()</script></html>`;
}

function ended(process: ChildProcess): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once('exit', () => resolve());
  process.once('error', () => resolve());
  return promise;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
