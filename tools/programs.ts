// The programs that tests need and npm does not ship: found, or installed as root on Debian.
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface NeededProgram {
  readonly program: string;
  readonly aptPackage: string;
  readonly why: string;
}

const needed: readonly NeededProgram[] = [
  { program: 'chromium', aptPackage: 'chromium', why: 'the browser that the client opens its window in' },
  {
    program: 'chromium-headless-shell',
    aptPackage: 'chromium-headless-shell',
    why: 'the same browser without its window frame, for the stories',
  },
  { program: 'openssl', aptPackage: 'openssl', why: 'reads our certificates and the signature on EF.CardSecurity' },
  { program: 'xmlsec1', aptPackage: 'xmlsec1', why: 'verifies our signatures on XML, and makes some for us to verify' },
  {
    program: '/usr/lib/python3/dist-packages/saml2/client.py',
    aptPackage: 'python3-pysaml2',
    why: 'the service provider that is not ours: takes our SAML answers, and sends us requests',
  },
  { program: 'cvc-print', aptPackage: 'openpace', why: 'reads our card-verifiable certificates' },
  { program: 'opensc-tool', aptPackage: 'opensc', why: 'asks our card through the smart-card service' },
  { program: 'AusweisApp2', aptPackage: 'ausweisapp2', why: 'the eID client that is not ours' },
  { program: 'ip', aptPackage: 'iproute2', why: 'gives tests a network of their own' },
  { program: 'pcscd', aptPackage: 'pcscd', why: 'the smart-card service that our card and our client meet in' },
  { program: '/usr/lib/pcsc/drivers/serial/libifdvpcd.so', aptPackage: 'vsmartcard-vpcd', why: 'the reader that our card is put into' },
  { program: 'nginx', aptPackage: 'nginx-core', why: 'the balancer in front of two eID servers' },
  { program: '/usr/lib/nginx/modules/ngx_stream_module.so', aptPackage: 'libnginx-mod-stream', why: 'makes a TCP balancer of it' },
  { program: 'pdftotext', aptPackage: 'poppler-utils', why: 'reads our letters' },
  { program: 'zbarimg', aptPackage: 'zbar-tools', why: 'reads the QR codes of our letters' },
];

/** Those that are not on this computer. `/usr/sbin` counts, where daemons lie that an ordinary user's PATH leaves out. */
export function missingPrograms(programs: readonly NeededProgram[] = needed, path = process.env['PATH'] ?? ''): NeededProgram[] {
  const folders = [...path.split(delimiter), '/usr/sbin'];
  const found = (program: string) =>
    program.startsWith('/') ? existsSync(program) : folders.some((folder) => runs(join(folder, program)));
  return programs.filter(({ program }) => !found(program));
}

/** Installs what is missing when we may (root, apt-get); otherwise does nothing, and the caller says what to do. */
export async function provide(missing: readonly NeededProgram[]): Promise<void> {
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const packages = missing.map(({ aptPackage }) => aptPackage);
  console.log(`installing for the tests: ${packages.join(', ')}`);
  const install = ['install', '--yes', '--no-install-recommends', '--quiet=2', ...packages];
  if ((await apt(install)) === 0) return;
  await apt(['update', '--quiet=2']);
  await apt(install);
}

function apt(args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env });
    child.once('error', () => resolve(-1)).once('exit', (status) => resolve(status ?? -1));
  });
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
