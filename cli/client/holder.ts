// The person at a command line: told what is asked, asked for codes by environment, standard input or prompt, and never twice for the same code.

import { type CodeProblem, parseCode } from '../../apps/eid-client/code.ts';
import type { Holder, PermissionRequest, WaitCause } from '../../apps/eid-client/holder.ts';
import { utf8 } from '../../lib/bytes/index.ts';
import type { PacePassword } from '../../lib/eac/pace/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { cardCare as careEn } from '../../lib/phrases/en/card-care.ts';
import { clientTrust as newsEn } from '../../lib/phrases/en/client-trust.ts';
import { eidClient as en } from '../../lib/phrases/en/eid-client.ts';
import { cardCare as careHu } from '../../lib/phrases/hu/card-care.ts';
import { clientTrust as newsHu } from '../../lib/phrases/hu/client-trust.ts';
import { eidClient as hu } from '../../lib/phrases/hu/eid-client.ts';
import { type ErrorCode, explain, speaker } from '../../lib/phrases/index.ts';
import { type Input, type Terminal, UsageError } from '../command.ts';
import { secret } from '../secret.ts';

export interface TerminalHolderOptions {
  readonly input: Input;
  readonly terminal: Terminal;
  /** Whether optional rights are permitted. */
  readonly consent: 'all' | 'required';
  /** Milliseconds to wait for a reader or a card before giving up. */
  readonly patience: number;
  /** The published PIN of a card of the demonstration world, for when nobody gives one. A CAN is never guessed: who uses it must see the card. */
  readonly publishedPin?: string;
}

const variables = { pin: 'ESZIG_PIN', can: 'ESZIG_CAN' } as const;
const wrong = { pin: 'pin.wrong', can: 'can.wrong' } as const satisfies Record<string, ErrorCode>;

export function terminalHolder({ input, terminal, consent, patience, publishedPin }: TerminalHolderOptions): Holder {
  const say = speaker(hu, en, terminal.language);
  const care = speaker(careHu, careEn, terminal.language);
  const news = speaker(newsHu, newsEn, terminal.language);
  const cancellation = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  /** A CAN asked for after a PIN means that the PIN was wrong. */
  let pinTyped = false;

  function giveUpAfter(cause: WaitCause): void {
    clearTimeout(timer);
    timer = setTimeout(() => cancellation.abort(new EidError<ErrorCode>(cause)), patience);
  }

  /** The next code: from where codes come from, a PIN else the published one of the demonstration. `undefined`: there is none. */
  async function nextCode(name: 'pin' | 'can', again: boolean): Promise<string | undefined> {
    if (again && terminal.environment[variables[name]] !== undefined) return undefined;
    try {
      return await secret(name, input, terminal);
    } catch (thrown) {
      if (!(thrown instanceof UsageError)) throw thrown;
      if (name === 'can' || again || publishedPin === undefined) return undefined;
      process.stderr.write(`${notice[terminal.language]}\n`);
      return publishedPin;
    }
  }

  async function ask(name: 'pin' | 'can', wrongBefore: boolean, triesLeft: number | undefined): Promise<PacePassword> {
    clearTimeout(timer);
    if (wrongBefore) terminal.say(say(`${name}.wrong`));
    if (name === 'pin' && triesLeft !== undefined) terminal.say(say('pin.left', { left: triesLeft }));
    const typed = await nextCode(name, wrongBefore);
    if (typed === undefined) {
      if (wrongBefore) throw new EidError<ErrorCode>(wrong[name], triesLeft === undefined ? {} : { triesLeft });
      if (name === 'pin') throw new EidError<ErrorCode>('user.cancelled');
      throw new EidError<ErrorCode>(pinTyped ? 'pin.wrong' : 'pin.suspended', { triesLeft: 1 });
    }
    const parsed: PacePassword | CodeProblem = parseCode(name, utf8(typed));
    pinTyped ||= name === 'pin';
    if (typeof parsed === 'string') throw new EidError<ErrorCode>(name === 'pin' ? 'pin.length' : 'can.wrong');
    return parsed;
  }

  return {
    cancelled: cancellation.signal,
    async askPermission(request) {
      for (const line of permissionLines(request)) terminal.say(line);
      return consent === 'all' ? request.optional : [];
    },
    async confirmUnknownCard() {
      clearTimeout(timer);
      process.stderr.write(`${care('unknown.warning')}\n${care('unknown.advice')}\n`);
      const answer = input.flag('unknown-card') ? await terminal.askHidden(`${care('unknown.allow')} (i/y): `) : undefined;
      if (!/^[iy]/i.test(answer ?? '')) throw new EidError<ErrorCode>('card.unknown');
    },
    askPin: ({ wrongBefore, triesLeft, atReader }) => (atReader ? told('pin.at-reader') : ask('pin', wrongBefore, triesLeft)),
    askCan: ({ wrongBefore, atReader }) => (atReader ? told('can.at-reader') : ask('can', wrongBefore, undefined)),
    wait(cause) {
      terminal.say(explain(cause, terminal.language).nextStep);
      giveUpAfter(cause);
    },
    progress: () => clearTimeout(timer),
    renewing: ({ done, of }) => terminal.say(news(done < of ? 'renewal.step' : 'renewal.done', { done, of })),
    tell: () => clearTimeout(timer),
  };

  async function told(key: 'pin.at-reader' | 'can.at-reader'): Promise<undefined> {
    terminal.say(say(key));
  }

  function permissionLines({ transaction, subject, issuer, required, optional }: PermissionRequest): string[] {
    const right = (name: (typeof required)[number]) => say(`right.${name}`);
    return [
      say('permission.title'),
      ...(transaction === undefined ? [] : [`  ${say('permission.transaction')}: ${transaction}`]),
      `  ${say('permission.subject')}: ${subject.name} (${subject.url})`,
      `  ${say('permission.issuer')}: ${issuer.name}`,
      ...required.map((name) => `  + ${right(name)}`),
      ...optional.map((name) => `  ${consent === 'all' ? '+' : '–'} ${right(name)}`),
    ];
  }
}

const notice = {
  hu: 'Nincs megadva PIN-kód (ESZIG_PIN): a bemutatóvilág közzétett PIN-kódját használjuk.',
  en: 'No PIN given (ESZIG_PIN): using the published PIN of the demonstration world.',
} as const;
