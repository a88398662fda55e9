// `eszig client activate | change-pin | resume | unblock`: what a holder does with the codes of the own card, on any reader, without the window.
import type { CodeName } from '../../apps/eid-client/code.ts';
import { parseCode } from '../../apps/eid-client/code.ts';
import type { PinHolder, PinQuestion } from '../../apps/eid-client/pin/holder.ts';
import { managePin, type PinTask } from '../../apps/eid-client/pin/manage.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { utf8 } from '../../lib/bytes/index.ts';
import { isSimplePin, parseNewPin } from '../../lib/eac/pin-management/index.ts';
import { EidError } from '../../lib/error/index.ts';
import { cardCare as en } from '../../lib/phrases/en/card-care.ts';
import { cardCare as hu } from '../../lib/phrases/hu/card-care.ts';
import { type ErrorCode, explain, speaker } from '../../lib/phrases/index.ts';
import { type Command, exit, type Input, type Terminal, UsageError } from '../command.ts';
import { type SecretName, secret, secretOptions, secretVariable } from '../secret.ts';
import { findReaders, narrowed } from './readers.ts';

/** Milliseconds to wait for a reader or a card. */
const patience = 60_000;

export const activate = taskCommand('activate', 'pin', 'newPin', 'can');
export const changePin = taskCommand('change', 'pin', 'newPin', 'can');
export const resume = taskCommand('resume', 'can', 'pin');
export const unblock = taskCommand('unblock', 'puk', 'newPin');

function taskCommand(task: PinTask, ...secrets: readonly SecretName[]): Command {
  return {
    options: { reader: { value: 'NAME' }, 'unknown-card': {}, ...secretOptions(...secrets) },
    async run(input, terminal) {
      await using found = await findReaders(createCryptography());
      const readers = narrowed(found.readers, input.text('reader'));
      const { outcome, reader, pin } = await managePin(task, { holder: pinHolder(input, terminal), readers });
      const say = speaker(hu, en, terminal.language);
      if (pin !== undefined) {
        const left = pin.triesLeft === undefined ? '' : say('code.left', { left: pin.triesLeft });
        terminal.say(`${say('result.state')}: ${say(`state.${pin.state}`)} ${left}`.trim());
      }
      if (outcome !== 'done' && outcome !== 'unblocked-only') {
        throw new EidError<ErrorCode>(outcome, {
          ...(reader !== undefined && { reader }),
          ...(pin !== undefined && { state: pin.state, ...(pin.triesLeft !== undefined && { triesLeft: pin.triesLeft }) }),
        });
      }
      terminal.say(outcome === 'done' ? say(`result.${task}`) : `${say('result.unblocked-only')}. ${say('result.unblocked-only.text')}`);
      terminal.json({ reader, pin });
      return exit.done;
    },
  };
}

const wrongCodes = { activation: 'pin.wrong', pin: 'pin.wrong', can: 'can.wrong', puk: 'puk.wrong' } as const satisfies Record<
  CodeName,
  ErrorCode
>;
const lengthCodes = { activation: 'pin.length', pin: 'pin.length', can: 'can.wrong', puk: 'puk.wrong' } as const satisfies Record<
  CodeName,
  ErrorCode
>;
const secretNames = { activation: 'pin', pin: 'pin', can: 'can', puk: 'puk' } as const satisfies Record<CodeName, SecretName>;

/** The person at a command line. A code that was given beforehand is tried once: a script burns one try at most. */
function pinHolder(input: Input, terminal: Terminal): PinHolder {
  const say = speaker(hu, en, terminal.language);
  const cancellation = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  /** A CAN asked for after a PIN means that the PIN was wrong. */
  let pinTyped = false;

  /** Stops the whole task with a code, whoever waits for what. */
  const stop = (code: ErrorCode): never => {
    const reason = new EidError<ErrorCode>(code);
    cancellation.abort(reason);
    throw reason;
  };

  async function askCode({ code, wrongBefore, triesLeft, atReader }: PinQuestion) {
    clearTimeout(timer);
    if (wrongBefore) terminal.say(say('code.wrong'));
    if (triesLeft !== undefined) terminal.say(say('code.left', { left: triesLeft }));
    if (triesLeft === 1) terminal.say(say('code.last'));
    if (atReader) {
      terminal.say(say('code.at-reader'));
      return undefined;
    }
    const name = secretNames[code];
    if (wrongBefore && isGivenBeforehand(name, input, terminal)) return stop(wrongCodes[code]);
    if (code === 'can' && !wrongBefore) terminal.say(say('code.can.why'));
    const parsed = parseCode(
      code,
      utf8(await asked(name, () => stop(code !== 'can' ? 'user.cancelled' : pinTyped ? 'pin.wrong' : 'pin.suspended'))),
    );
    pinTyped ||= name === 'pin';
    return typeof parsed === 'string' ? stop(lengthCodes[code]) : parsed;
  }

  async function askNewPin({ atReader }: { readonly atReader: boolean }) {
    if (atReader) {
      terminal.say(say('new.at-reader'));
      return undefined;
    }
    const typed = await asked('newPin', () => stop('user.cancelled'));
    const pin = parseNewPin(typed);
    if (pin === undefined) return stop('pin.length');
    if (isSimplePin(pin)) process.stderr.write(`${say('new.simple').split('. ')[0]}.\n`);
    if (isGivenBeforehand('newPin', input, terminal)) return pin;
    if ((await terminal.askHidden(`${say('new.repeat')}: `)) === typed) return pin;
    process.stderr.write(`${say('new.different')}\n`);
    return stop('user.cancelled');
  }

  async function asked(name: SecretName, otherwise: () => never): Promise<string> {
    try {
      return await secret(name, input, terminal);
    } catch (thrown) {
      if (!(thrown instanceof UsageError)) throw thrown;
      process.stderr.write(`eszig: ${thrown.message}${thrown.hint === undefined ? '' : ` (${thrown.hint})`}\n`);
      return otherwise();
    }
  }

  return {
    cancelled: cancellation.signal,
    askCode,
    askNewPin,
    /** With the option and an answer at a terminal: no script goes past here. */
    async confirmUnknownCard() {
      clearTimeout(timer);
      process.stderr.write(`${say('unknown.warning')}\n${say('unknown.advice')}\n`);
      const answer = input.flag('unknown-card') ? await terminal.askHidden(`${say('unknown.allow')} (i/y): `) : undefined;
      if (!/^[iy]/i.test(answer ?? '')) stop('card.unknown');
    },
    wait(cause) {
      terminal.say(explain(cause, terminal.language).nextStep);
      clearTimeout(timer);
      timer = setTimeout(() => cancellation.abort(new EidError<ErrorCode>(cause)), patience);
    },
    working: () => clearTimeout(timer),
  };
}

function isGivenBeforehand(name: SecretName, input: Input, terminal: Terminal): boolean {
  const { variable, flag } = secretVariable(name);
  return terminal.environment[variable] !== undefined || input.flag(flag);
}
