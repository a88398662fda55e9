// The PIN's life against a model of twenty lines, over random scripts of commands, resets and cuts of power. TR-03110-2 3.3.2.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { type ResponseApdu, runSync } from '../apdu/index.ts';
import { latin1 } from '../bytes/index.ts';
import { createChat } from '../cvc/index.ts';
import { digitsPassword, establishPace } from '../eac/pace/index.ts';
import { secured } from '../secure-messaging/index.ts';
import { quickCryptography } from './test-cryptography.ts';
import { allRights, chainOf, establishAuthorities, one, type Slot, signIn, speaker } from './test-terminal.ts';
import { insertCard, newCard, offer, PowerCut } from './test-world.ts';

const cryptography = quickCryptography(createCryptography());
const authorities = establishAuthorities(cryptography);
const chain = chainOf(authorities, cryptography);

/** What the rules say, and nothing of how the chip does it. */
interface Model {
  readonly kind: 'activation' | 'pin';
  readonly pin: string;
  readonly tries: number;
  readonly active: boolean;
  readonly uses: number;
  /** Verdicts on wrong PINs since the counter was full. */
  readonly verdicts: number;
}

type Opener = 'can' | 'pin' | 'puk' | 'office';
type Act =
  | { readonly act: 'reset' }
  | { readonly act: 'try'; readonly pin: string; readonly afterCan: boolean; readonly cut?: 'before' | 'after' | undefined }
  | { readonly act: 'unblock' | 'activate' | 'deactivate'; readonly by: Opener }
  | { readonly act: 'change'; readonly by: Opener; readonly to: string };

const pins = ['12345', '123456', '654321', '000000'];
const by = fc.constantFrom<Opener>('can', 'pin', 'puk', 'office');
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ act: 'reset' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('try' as const),
      pin: fc.constantFrom(...pins),
      afterCan: fc.boolean(),
      cut: fc.option(fc.constantFrom('before' as const, 'after' as const), { freq: 6, nil: undefined }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('unblock' as const), by }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('activate' as const), by }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('deactivate' as const), by }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('change' as const), by, to: fc.constantFrom(...pins, '') }) },
);

/** The model after an act, and what the act must have answered: a status word, or the kind of outcome of PACE. */
function expected(model: Model, act: Act, pukSetsPin: boolean): readonly [Model, string | number] {
  if (act.act === 'reset') return [model, 0x9000];
  if (act.act === 'try') return expectedTry(model, act);
  const opened = opens(model, act.by);
  if (opened !== undefined) return [model, opened];
  const after = act.by === 'pin' ? { ...model, tries: 3, verdicts: 0 } : model;
  if (act.act === 'activate' || act.act === 'deactivate') {
    return act.by === 'office' ? [{ ...after, active: act.act === 'activate' }, 0x9000] : [after, 0x6982];
  }
  const allowed: Readonly<Record<Opener, boolean>> =
    act.act === 'unblock' ? { can: false, pin: false, puk: true, office: true } : { can: false, pin: true, puk: pukSetsPin, office: true };
  if (!allowed[act.by]) return [after, 0x6982];
  if (act.act === 'change' && act.to.length !== 6) return [after, act.to === '' ? 0x6a80 : 0x6984];
  if (!after.active) return [after, 0x6283];
  if (act.by === 'puk' && after.uses === 0) return [after, 0x6983];
  const fresh = { ...after, tries: 3, verdicts: 0, uses: after.uses - (act.by === 'puk' ? 1 : 0) };
  return [act.act === 'change' ? { ...fresh, kind: 'pin', pin: act.to } : fresh, 0x9000];
}

/** Why a channel is not opened; `undefined` when it is. The PIN is always the right one here. */
function opens(model: Model, opener: Opener): string | undefined {
  if (opener !== 'pin') return undefined;
  if (!model.active) return 'deactivated';
  return model.tries > 1 ? undefined : model.tries === 1 ? 'suspended' : 'blocked';
}

function expectedTry(model: Model, { pin, afterCan, cut }: Extract<Act, { act: 'try' }>): readonly [Model, string] {
  if (!model.active) return [model, 'deactivated'];
  if (model.tries === 0) return [model, 'blocked'];
  if (model.tries === 1 && !afterCan) return [model, 'suspended'];
  // The first write is the one that lowers the counter.
  if (cut === 'before') return [model, 'cut'];
  if (cut === 'after') return [{ ...model, tries: model.tries - 1 }, 'cut'];
  if (pin === model.pin) return [{ ...model, tries: 3, verdicts: 0 }, 'established'];
  const tries = model.tries - 1;
  return [{ ...model, tries, verdicts: model.verdicts + 1 }, tries === 0 ? 'blocked' : 'wrong-password'];
}

/** The same at the chip. Every act begins with a card that was just put in. */
function perform(slot: Slot, model: Model, act: Act): string | number {
  slot.reset();
  if (act.act === 'reset') return 0x9000;
  if (act.act === 'try') return performTry(slot, act);
  const speak = open(slot, model, act.by);
  if (typeof speak === 'string') return speak;
  const commands = {
    unblock: { ins: 0x2c, p1: 3, p2: 3 },
    activate: { ins: 0x44, p1: 0x10, p2: 3 },
    deactivate: { ins: 0x04, p1: 0x10, p2: 3 },
    change: { ins: 0x2c, p1: 2, p2: 3 },
  };
  const data = act.act === 'change' && act.to !== '' ? latin1(act.to) : undefined;
  return speak(one({ ...commands[act.act], ...(data && { data }) })).status;
}

function open(slot: Slot, model: Model, opener: Opener): ((protocol: ReturnType<typeof one>) => ResponseApdu) | string {
  if (opener === 'office') {
    return signIn(slot, { cryptography, authorities, chain, permitted: ['canAllowed', 'pinManagement'], password: ['can', '500540'] })
      .speak;
  }
  const codes = { can: '500540', pin: model.pin, puk: '9876543210' };
  const outcome = runSync(establishPace({ offer, password: digitsPassword(opener, codes[opener]) }, cryptography), slot.send);
  return outcome.kind === 'established' ? speaker(slot, outcome.channel) : outcome.kind;
}

function performTry(slot: Slot, { pin, afterCan, cut }: Extract<Act, { act: 'try' }>): string {
  const resumed = { offer, password: digitsPassword('pin', pin), resumed: afterCan };
  try {
    const outer = afterCan
      ? runSync(establishPace({ offer, password: digitsPassword('can', '500540') }, cryptography), slot.send)
      : undefined;
    if (outer !== undefined && outer.kind !== 'established') throw new Error(outer.kind);
    if (cut !== undefined) slot.cutPower(cut);
    const guess = establishPace(resumed, cryptography);
    return outer === undefined ? runSync(guess, slot.send).kind : runSync(secured(guess, outer.channel), slot.send)[0].kind;
  } catch (thrown) {
    if (thrown instanceof PowerCut) return 'cut';
    throw thrown;
  } finally {
    slot.restorePower();
  }
}

const first: Readonly<Record<Model['kind'], Model>> = {
  activation: { kind: 'activation', pin: '12345', tries: 3, active: true, uses: 10, verdicts: 0 },
  pin: { kind: 'pin', pin: '123456', tries: 3, active: true, uses: 10, verdicts: 0 },
};

test('A2, A6, A7: ten thousand commands, resets and cuts of power leave the PIN where the rules put it', () => {
  const blank = newCard(cryptography, authorities.root.certificate);
  let commands = 0;
  fc.assert(
    fc.property(
      fc.constantFrom('activation', 'pin'),
      fc.boolean(),
      fc.array(acts, { minLength: 60, maxLength: 80 }),
      (kind, pukSetsPin, script) => {
        let model = first[kind];
        const pin = { ...blank.passwords.pin, kind, value: model.pin };
        const slot = insertCard({ ...blank, rules: { pukSetsPin }, passwords: { ...blank.passwords, pin } }, cryptography);
        for (const act of script) {
          const [next, answer] = expected(model, act, pukSetsPin);
          expect([act, perform(slot, model, act)]).toEqual([act, answer]);
          model = next;
          const { pin, puk } = slot.kept.passwords;
          expect([pin.kind, pin.value, pin.triesLeft, pin.active, puk.uses]).toEqual([
            model.kind,
            model.pin,
            model.tries,
            model.active,
            model.uses,
          ]);
          expect(model.verdicts).toBeLessThanOrEqual(3 - model.tries);
        }
        commands += slot.performed.length;
      },
    ),
    { numRuns: 40 },
  );
  expect(commands).toBeGreaterThan(10_000);
});

test('the activation PIN opens the way for no terminal, whatever its state', () => {
  fc.assert(
    fc.property(fc.subarray(allRights), fc.integer({ min: 0, max: 3 }), (rights, triesLeft) => {
      const slot = insertCard(
        newCard(cryptography, authorities.root.certificate, { kind: 'activation', value: '12345', triesLeft }),
        cryptography,
      );
      const password = digitsPassword('pin', '12345');
      expect(() => runSync(establishPace({ offer, password, chat: createChat(rights) }, cryptography), slot.send)).toThrow('pace.refused');
      expect(slot.kept.passwords.pin.triesLeft).toBe(triesLeft);
    }),
  );
});
