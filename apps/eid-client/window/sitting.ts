// One sign-in and its window: how it is shown (a window of its own, or a tab of the browser), and the secrets without which it is dead.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Logger } from '../../../io/log/index.ts';
import type { Language } from '../../../lib/phrases/index.ts';
import type { CompleteConfig } from '../config.ts';
import type { Destination } from '../login/index.ts';
import { type BrowserWindow, chooseWindow, openWindow } from './browser.ts';
import { createDialogue, type Dialogue } from './dialogue.ts';

/** Milliseconds after which a sign-in that nobody finishes is stopped, and an explanation that nobody closes goes away. */
const longest = { signIn: 10 * 60_000, explanation: 10 * 60_000 };

export interface Sitting extends AsyncDisposable {
  readonly dialogue: Dialogue;
  readonly language: Language;
  /** Resolves when the browser's tab is to show the window. */
  readonly inTab: Promise<void>;
  /** Resolves when a window of its own is open. */
  readonly inWindow: Promise<void>;
  /** How the sign-in ended, once it has. */
  readonly destination: Destination | undefined;
  /** How the sign-in ended. */
  readonly ended: Promise<Destination>;
  readonly shownInTab: boolean;
  /** The page with which the window begins. */
  readonly view: string;
  /** The value of the cookie that opens the window's pages. */
  readonly cookie: string;
  isCookie(value: string | undefined): boolean;
  /** Takes the secret of the window of its own: true once, for the right one. */
  open(secret: string): boolean;
  end(destination: Destination): void;
}

export interface SittingOptions {
  readonly window: CompleteConfig['window'];
  readonly demonstration: boolean;
  readonly language: Language;
  readonly view: string;
  /** Where the window's secret is posted to. */
  readonly openAddress: string;
  readonly log: Logger;
}

export function createSitting(options: SittingOptions): Sitting {
  const { log, language } = options;
  const mode = chooseWindow(options);
  const cookie = randomBytes(32).toString('base64url');
  let secret: string | undefined;
  let browser: BrowserWindow | undefined;
  let opened = false;
  let shownInTab = false;
  let over = false;
  let closing = false;
  const inTab = Promise.withResolvers<void>();
  const inWindow = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<Destination>();
  let ending: Destination | undefined;
  const dialogue = createDialogue(() => void show());
  const limit = setTimeout(() => dialogue.leave(), longest.signIn).unref();

  function showInTab(): void {
    shownInTab = mode.tab;
    if (mode.tab) inTab.resolve();
    else dialogue.leave();
  }

  async function show(): Promise<void> {
    if (mode.browser === undefined) return showInTab();
    secret = randomBytes(32).toString('base64url');
    const request = { browser: mode.browser, browserArguments: options.window.browserArguments, address: options.openAddress, secret };
    browser = await openWindow(request);
    if (closing) return close();
    await browser.closed;
    if (over) return;
    log.info('window closed', { opened });
    if (opened) dialogue.leave();
    else showInTab();
  }

  async function close(): Promise<void> {
    over = true;
    closing = true;
    clearTimeout(limit);
    await browser?.[Symbol.asyncDispose]();
  }

  return {
    dialogue,
    language,
    view: options.view,
    cookie,
    inTab: inTab.promise,
    ended: ended.promise,
    inWindow: inWindow.promise,
    get destination() {
      return ending;
    },
    get shownInTab() {
      return shownInTab;
    },
    isCookie: (value) => value !== undefined && same(value, cookie),
    open(given) {
      if (secret === undefined || !same(given, secret)) return false;
      secret = undefined;
      opened = true;
      inWindow.resolve();
      return true;
    },
    end(destination) {
      over = true;
      clearTimeout(limit);
      ending = destination;
      ended.resolve(destination);
      if (dialogue.view.page !== 'result') void close();
      else setTimeout(() => void close(), longest.explanation).unref();
    },
    [Symbol.asyncDispose]: close,
  };
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
