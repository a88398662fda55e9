// `eszig doctor`: what is missing on this computer for signing in, and the one command that mends it.
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { holderOfPort, standardPort } from '../apps/eid-client/diagnosis/port.ts';
import { startCluster } from '../io/store/index.ts';
import { isEidError } from '../lib/error/index.ts';
import { type Command, exit } from './command.ts';

type Text = { readonly hu: string; readonly en: string };

interface Finding {
  readonly ok: boolean;
  readonly text: Text;
  /** What to run. */
  readonly command?: string;
  /** Whether signing in at the demonstration world works without it. */
  readonly optional?: boolean;
}

/** The examinations by name, in the order of what depends on what. */
const examinations: Readonly<Record<string, () => Promise<Finding>>> = {
  node: async () => ({
    ok: Number.parseInt(process.versions.node, 10) >= 24,
    text: { hu: `Node ${process.version}`, en: `Node ${process.version}` },
    command: 'npm install',
  }),
  database: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'eszig-doctor-'));
    try {
      await using _cluster = await startCluster(folder);
      return { ok: true, text: { hu: 'az adatbázis elindul', en: 'the database starts' } };
    } catch (thrown) {
      const reason = isEidError(thrown) ? String(thrown.facts['reason'] ?? '') : '';
      return {
        ok: false,
        text: { hu: `az adatbázis nem indul: ${reason}`, en: `the database does not start: ${reason}` },
        command: 'npm install',
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  port: async () => {
    const free = {
      hu: `a ${standardPort}-es kapu szabad vagy az eSzig Kliensé`,
      en: `port ${standardPort} is free, or eSzig Kliens has it`,
    };
    const taken = { hu: `a ${standardPort}-es kaput más program foglalja`, en: `another program has port ${standardPort}` };
    const { holder } = await holderOfPort(standardPort);
    return holder === 'free' || holder === 'ours'
      ? { ok: true, text: free }
      : { ok: false, text: taken, command: `ss -ltnp 'sport = :${standardPort}'` };
  },
  browser: async () => {
    const found = ['chromium', 'google-chrome', 'firefox', 'microsoft-edge'].find(onPath);
    return found === undefined
      ? { ok: false, text: { hu: 'nem található böngésző', en: 'no browser found' }, command: 'apt-get install chromium' }
      : { ok: true, text: { hu: `böngésző: ${found}`, en: `browser: ${found}` } };
  },
  pcsc: async () =>
    process.platform !== 'linux' || existsSync('/run/pcscd/pcscd.comm')
      ? { ok: true, text: { hu: 'az intelligenskártya-szolgáltatás fut', en: 'the smart-card service runs' } }
      : {
          ok: false,
          optional: true,
          text: {
            hu: 'az intelligenskártya-szolgáltatás nem fut; valódi olvasóhoz kell, a bemutatóvilághoz nem',
            en: 'the smart-card service does not run; a real reader needs it, the demonstration world does not',
          },
          command: 'apt-get install pcscd && systemctl start pcscd',
        },
};

export const command: Command = {
  options: {},
  async run(_input, terminal) {
    const rows: Record<string, unknown>[] = [];
    let isMissing = false;
    for (const [name, examine] of Object.entries(examinations)) {
      const { ok, text, command: mend, optional = false } = await examine();
      isMissing ||= !ok && !optional;
      rows.push({ name, ok, optional, text: text[terminal.language], ...(ok || mend === undefined ? {} : { command: mend }) });
      terminal.say(`${ok ? '✓' : optional ? '○' : '✗'} ${text[terminal.language]}${ok || mend === undefined ? '' : `\n    ${mend}`}`);
    }
    terminal.json(rows);
    return isMissing ? exit.environment : exit.done;
  },
};

function onPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
