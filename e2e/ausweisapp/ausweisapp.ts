// AusweisApp without a window, as a program that we did not write: started for one scene, and spoken to over its WebSocket interface.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configuration } from './configuration.ts';
import { startProgram } from './process.ts';

/** A message of its interface, either way: commands have `cmd`, what it says has `msg`. */
export type Message = Readonly<Record<string, unknown>>;

/**
 * What to say to its messages, by name. An answer is a command, several, or none; `nth` counts the messages of that name from 0. A message
 * without a row is left unanswered.
 */
export type Answers = Readonly<Record<string, (message: Message, nth: number) => Message | readonly Message[] | undefined>>;

export interface Conversation {
  /** Names of all messages that came, in order, but for those that say only how far it is (STATUS) and which readers there are (READER). */
  readonly course: readonly string[];
  readonly messages: readonly Message[];
  /** The message that ended it. */
  readonly last: Message;
}

export interface AusweisApp extends AsyncDisposable {
  readonly port: number;
  /** Says `command` (RUN_AUTH, RUN_CHANGE_PIN; none when a browser starts the sign-in) and answers until the workflow has ended. */
  converse(command: Message | undefined, answers: Answers): Promise<Conversation>;
  /** Everything that it has logged. */
  readonly log: () => string;
}

export interface AusweisAppOptions {
  /** A folder that it may fill: its home. */
  readonly folder: string;
  readonly port?: number;
  /** CVCA certificates (7F21): ours, and one that has nothing to do with it. */
  readonly trust?: { readonly trusted: Uint8Array; readonly unrelated: Uint8Array };
  /** Whether a browser can start a sign-in at `http://127.0.0.1:<port>/eID-Client`. */
  readonly forBrowser?: boolean;
}

/** Messages that end a workflow: the result of a sign-in, and of a change of the PIN. */
const ends: Readonly<Record<string, (message: Message) => boolean>> = {
  AUTH: (message) => 'result' in message || 'error' in message,
  CHANGE_PIN: (message) => 'success' in message,
};
const passing = new Set(['STATUS', 'READER']);
/** What it says to a command that it does not take. */
const refusals = new Set(['BAD_STATE', 'INTERNAL_ERROR', 'INVALID', 'UNKNOWN_COMMAND']);

/** Starts it and opens its one WebSocket connection. It finds pcscd where libpcsclite does. */
export async function startAusweisApp(options: AusweisAppOptions): Promise<AusweisApp> {
  const { folder, port = 24727, trust, forBrowser = false } = options;
  await using opening = new AsyncDisposableStack();
  const home = join(folder, 'home');
  await mkdir(home, { recursive: true, mode: 0o700 });
  if (trust !== undefined) {
    const settings = join(home, '.local/share/AusweisApp2');
    await mkdir(settings, { recursive: true });
    await writeFile(join(settings, 'config.json'), JSON.stringify(configuration(trust.trusted, trust.unrelated)));
  }
  const words = ['--ui', 'websocket', ...(forBrowser ? ['--ui', 'webservice'] : []), '--port', String(port), '--no-proxy'];
  const program = opening.use(
    await startProgram('AusweisApp2', words, {
      environment: { QT_QPA_PLATFORM: 'offscreen', XDG_RUNTIME_DIR: home, HOME: home, LANG: 'C.UTF-8' },
      ready: /Enter main event loop/,
    }),
  );
  const socket = await open(`ws://127.0.0.1:${port}/eID-Kernel`);
  opening.defer(() => socket.close());
  const opened = opening.move();
  return {
    port,
    log: program.said,
    converse: (command, answers) => converse(socket, command, answers),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function open(address: string): Promise<WebSocket> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`nobody at ${address}`)), { once: true });
  });
  return socket;
}

function converse(socket: WebSocket, command: Message | undefined, answers: Answers): Promise<Conversation> {
  const messages: Message[] = [];
  const course: string[] = [];
  const say = (message: Message) => socket.send(JSON.stringify(message));
  return new Promise((resolve, reject) => {
    const lost = () => reject(new Error(`AusweisApp went away after ${course.join(', ')}`));
    const heard = ({ data }: MessageEvent) => {
      const message: Message = JSON.parse(String(data));
      const name = String(message['msg']);
      messages.push(message);
      if (!passing.has(name)) course.push(name);
      if (refusals.has(name)) reject(new Error(`AusweisApp: ${data}, after ${course.join(', ')}`));
      if (ends[name]?.(message)) {
        socket.removeEventListener('message', heard);
        socket.removeEventListener('close', lost);
        resolve({ course, messages, last: message });
        return;
      }
      const answer = answers[name]?.(message, course.filter((one) => one === name).length - 1) ?? [];
      for (const one of Array.isArray(answer) ? answer : [answer]) say(one);
    };
    socket.addEventListener('message', heard);
    socket.addEventListener('close', lost, { once: true });
    if (command !== undefined) say(command);
  });
}
