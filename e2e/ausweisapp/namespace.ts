// Plays a scene in namespaces of its own: a network that only the scene sees, an empty /run, and an end that takes every process along.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Scene {
  /** A program of ours; what it writes to standard output is its report, one JSON document. */
  readonly file: URL;
  readonly words: readonly string[];
  /** Milliseconds; then everything in it is ended, and the promise rejects with what the scene said until then. */
  readonly within: number;
}

// An ordinary user is root in a user namespace.
const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];

/** The first process of the process namespace: when it ends, or is ended with `unshare`, so does all that it started. */
const isolated = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--', 'sh', '-c'];
const prepare =
  'PATH=$PATH:/usr/sbin; mkdir -p /run && mount -t tmpfs tmpfs /run && mkdir /run/pcscd && ip link set lo up && exec "$0" "$@"';

/** Plays the scene to its end and gives its report. Rejects when it fails, or a program that it needs is missing. */
export async function play<Report>({ file, words, within }: Scene): Promise<Report> {
  const child = spawn('unshare', [...asRoot, ...isolated, prepare, process.execPath, fileURLToPath(file), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let report = '';
  let said = '';
  child.stdout.on('data', (part) => (report += part));
  child.stderr.on('data', (part) => (said += part));
  const timer = setTimeout(() => child.kill('SIGKILL'), within);
  try {
    const [status, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
      child.once('error', reject).once('close', (...how) => resolve(how));
    });
    if (status !== 0) throw new Error(`the scene ended with ${status ?? signal}:\n${said}\n${report}`);
    return JSON.parse(report);
  } finally {
    clearTimeout(timer);
  }
}
