// C2: whatever order the messages come in, only the road itself leads to a result.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quiet } from '../../io/log/index.ts';
import { parseXml } from '../../io/xml/index.ts';
import { hex, utf8 } from '../../lib/bytes/index.ts';
import { verifyCardSecurity } from '../../lib/card/index.ts';
import * as ecard from '../../lib/ecard/index.ts';
import { parseRevocationList } from '../../lib/x509/index.ts';
import type { Markup } from '../../lib/xml/index.ts';
import type { StepContext } from './login/step.ts';
import { answerPaos } from './paos.ts';
import type { SessionState } from './session/progress.ts';
import type { Session, SessionStore } from './session/store.ts';
import { type Client, createClient, documentOf, replies } from './testing/client.ts';
import { country, cryptography, noon, person, personalise, relyingPartyInMemory } from './testing/world.ts';

const identity = '00'.repeat(32);
const { protocol, result } = { protocol: ecard.eacProtocols[0], result: ecard.ok };
const card = personalise();

/** Messages that are well-formed and belong to the road, but not to this moment. */
const stray: Readonly<Record<string, () => Markup>> = {
  'start-paos': () => createClient(identity, { card }).startPaos(),
  'did-authenticate-eac1': () =>
    ecard.encodeDidAuthenticateEac1Response({
      protocol,
      result,
      output: {
        certificationAuthorityReferences: [],
        efCardAccess: card.masterFile.cardAccess,
        idPicc: hex`01`,
        challenge: new Uint8Array(8),
      },
    }),
  'did-authenticate-eac2': () =>
    ecard.encodeDidAuthenticateEac2Response({
      protocol,
      result,
      output: {
        kind: 'authenticated',
        efCardSecurity: card.masterFile.cardSecurity,
        authenticationToken: new Uint8Array(8),
        nonce: new Uint8Array(8),
      },
    }),
  challenge: () =>
    ecard.encodeDidAuthenticateEac2Response({ protocol, result, output: { kind: 'challenge', challenge: new Uint8Array(8) } }),
  transmit: () => ecard.encodeTransmitResponse({ result, outputs: [hex`9000`] }),
  'initialize-framework': () => ecard.encodeInitializeFrameworkResponse({ result, version: { major: 1, minor: 1, subminor: 5 } }),
  'not the client': () => ecard.encodeInitializeFramework(),
};

/** One session, kept as the store keeps it. */
function storeOf(session: Session): SessionStore & { readonly session: Session } {
  let kept = session;
  const never = () => Promise.reject(new Error('not used'));
  return {
    get session() {
      return kept;
    },
    load: async (id) => (id === kept.identity ? kept : undefined),
    save: async (next) => {
      if (next.version !== kept.version) return false;
      kept = { ...next, version: next.version + 1 };
      return true;
    },
    create: never,
    collect: never,
    end: never,
    rememberCard: never,
    endCards: never,
    ended: never,
    countComparisons: never,
    sweep: never,
    open: never,
    samlRequests: { takeOn: never, keepAnswer: never, answerOf: never },
    openAmong: never,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

const party = relyingPartyInMemory();
const trust = {
  countrySigners: [country.countrySigner.certificate],
  revocationLists: [parseRevocationList(country.revocationList([]))],
  documentTypes: ['ID'],
};

function begin(manner: StepContext['manner']) {
  const asked = { required: ['givenNames'], allowed: [] } as const;
  const store = storeOf({ identity, service: party.name, version: 0, asked, progress: { state: 'created' } });
  const peer = { identity };
  const context = {
    store,
    parties: [party],
    cryptography,
    manner,
    clock: () => noon,
    log: quiet,
    remembered: new WeakMap(),
    mayTell: async () => true,
    watch: { step: () => undefined, ended: () => undefined, expired: () => undefined },
    turns: async <T>(work: () => T | Promise<T>) => await work(),
    verifyDocument: (files: Parameters<typeof verifyCardSecurity>[0]) => verifyCardSecurity(files, trust, noon, cryptography),
  };
  return {
    store,
    send: async (document: string) => ecard.parsePaos(parseXml(utf8((await answerPaos(peer, utf8(document), context)).body))),
  };
}

interface Road {
  readonly manner: StepContext['manner'];
  readonly states: readonly SessionState[];
  /** Strays that a state must take for what it waits for: nobody but the card could tell, and the card does, a step later. */
  readonly expected: readonly (readonly string[])[];
}

const roads: readonly Road[] = [
  {
    manner: { initializeFramework: false, lateSignature: false, lowestVersions: new Map() },
    states: ['created', 'connected', 'signed', 'reading', 'finished'],
    expected: [['start-paos'], ['did-authenticate-eac1'], [], [], []],
  },
  {
    manner: { initializeFramework: true, lateSignature: true, lowestVersions: new Map() },
    states: ['created', 'greeted', 'connected', 'challenged', 'signed', 'reading', 'finished'],
    expected: [['start-paos'], ['initialize-framework'], ['did-authenticate-eac1'], ['challenge'], [], [], []],
  },
];

test.each(roads)(
  'C2: any sequence of messages reaches a result exactly when the road was walked from its beginning ($states.length states)',
  async ({ manner, states, expected }) => {
    const length = states.length - 1;
    const kinds = fc.array(
      fc.oneof({ weight: 2 * length, arbitrary: fc.constant('right') }, { weight: 1, arbitrary: fc.constantFrom(...Object.keys(stray)) }),
      { maxLength: length + 2 },
    );
    let results = 0;
    await fc.assert(
      fc.asyncProperty(kinds, async (sequence) => {
        const { store, send } = begin(manner);
        const client: Client = createClient(identity, { card });
        let answer: Awaited<ReturnType<typeof send>> | undefined;
        let walked = 0;
        let lost = false;
        let state: SessionState = 'created';
        for (const kind of sequence) {
          // The stray StartPAOS of a fresh session is the right one.
          const right = !lost && (kind === 'right' || (kind === 'start-paos' && walked === 0)) && walked < length;
          const asked = answer && ecard.serverMessageName(answer.body);
          const body = right
            ? asked === undefined
              ? client.startPaos()
              : client[replies[asked as keyof typeof replies]]((answer as NonNullable<typeof answer>).body)
            : (stray[kind === 'right' ? 'start-paos' : kind] as () => Markup)();
          answer = await send(documentOf(body, answer?.messageId));
          const before = states.indexOf(state);
          state = store.session.progress.state;
          // One state further, or the end; never further, never back.
          expect([before + 1, states.length - 1]).toContain(states.indexOf(state));
          if (right) expect(states.indexOf(state)).toBe(++walked);
          else lost ||= walked < length;
          if (!right && !expected[before]?.includes(kind)) expect(state).toBe('finished');
        }
        const { progress } = store.session;
        const read = progress.state === 'finished' && progress.outcome.kind === 'read';
        expect(read).toBe(walked === length && !lost);
        if (read) results++;
        if (read) expect(progress.outcome).toMatchObject({ personalData: { givenNames: person.givenNames } });
      }),
      { numRuns: 100 },
    );
    expect(results).toBeGreaterThan(0);
  },
);
