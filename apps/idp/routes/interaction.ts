// One sign-in in the browser: each address below /interaction/<uid>. Only the browser that holds the interaction's cookie sees anything
// here, but for the TC token, which the client fetches without one.
import { hash } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type Provider from 'oidc-provider';
import { chooseLanguage, type Html, ownPagesOnly, pageHeaders } from '../../../io/http/index.ts';
import type { Logger } from '../../../io/log/index.ts';
import { type RecordHop, recordHop } from '../../../io/road/index.ts';
import { parseHex } from '../../../lib/bytes/index.ts';
import { tcTokenContentType } from '../../../lib/ecard/index.ts';
import type { RoleEntry, WorkerRecord } from '../../../lib/entitlement/index.ts';
import { EidError, isEidError } from '../../../lib/error/index.ts';
import { type CardDatum, policyAcr } from '../../../lib/oidc/index.ts';
import type { ErrorCode } from '../../../lib/phrases/index.ts';
import { signInSeconds } from '../engine/provider.ts';
import { sectorOf } from '../engine/registration.ts';
import { subjectIdentifier } from '../engine/subject.ts';
import type { CallEidServer } from '../login/eid-interface.ts';
import { failureOf } from '../login/failure.ts';
import {
  activationAddress,
  answerWithCode,
  answerWithError,
  authorizationRequest,
  citizenClaims,
  hadToken,
  matchIdentity,
  refresh,
  resolveLink,
  spoil,
  tcToken,
  useId,
  userClaims,
  workerClaims,
} from '../login/index.ts';
import type { AskMatch } from '../login/match-identity.ts';
import type { AskDirectory, TellDirectory } from '../login/resolve-link.ts';
import { begun, expectMove, type SignIn, type SignInErrorCode } from '../login/sign-in.ts';
import { activationPage, failedPage, leavingPage, rolePage, signInPage } from '../pages/index.ts';
import type { CardSignIns } from '../store/card-sign-ins.ts';
import type { History } from '../store/history.ts';
import type { Pseudonyms } from '../store/pseudonyms.ts';

import type { RelyingParties } from '../store/relying-parties.ts';
import type { SignIns, StoredSignIn } from '../store/sign-ins.ts';

export interface InteractionNeeds {
  readonly provider: Provider;
  readonly signIns: SignIns;
  readonly relyingParties: RelyingParties;
  readonly cardSignIns: CardSignIns;
  readonly pseudonyms: Pseudonyms;
  /** The key of `sub`. */
  readonly keys: { readonly subject: Uint8Array };
  readonly callEidServer: CallEidServer;
  readonly askDirectory: AskDirectory;
  readonly tellDirectory: TellDirectory;
  readonly askMatch: AskMatch;
  readonly history: History;
  /** The sector whose `sub` names a person's history. */
  readonly historySector: string;
  readonly paosAddress: string;
  /** Origins: ours over TLS, and the client's. */
  readonly secureOrigin: string;
  readonly clientAddress: string;
  readonly log: Logger;
  readonly road: RecordHop;
}

/** Seconds for which a relying party may keep somebody signed in: a working day. */
const longestSession = 12 * 3600;

type Env = { Bindings: HttpBindings };
type At = Context<Env, '/:uid'>;
type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

export function interactionRoutes(needs: InteractionNeeds): Hono<Env> {
  const { provider, signIns, log, road } = needs;
  const app = new Hono<Env>();
  app.use(pageHeaders(), ownPagesOnly());

  // 1: who asks for what. The same address shows every later state, so that going back or loading again never loses a sign-in.
  app.get('/:uid', async (c) => {
    const interaction = await own(c);
    const { signIn } = (await signIns.find(interaction.uid)) ?? (await begin(interaction.uid, interaction.params));
    return c.html(await show(c, interaction, signIn));
  });

  // 2: opens a session at the eID server, for the first time or again.
  app.post('/:uid/start', async (c) => {
    const { uid } = await own(c);
    const next = await change(uid, async ({ signIn }) => orFailure(signIn, () => useId(needs, signIn, chooseLanguage(c))));
    return c.redirect(next.state === 'opened' ? `/interaction/${uid}/activation` : `/interaction/${uid}`, 303);
  });

  // 3: leaves for the client.
  app.get('/:uid/activation', async (c) => {
    const { uid } = await own(c);
    const { signIn } = await stored(uid);
    if (signIn.state !== 'opened') return c.redirect(`/interaction/${uid}`, 303);
    road({ at: Date.now(), milliseconds: 0, hop: 'activation', from: 'browser', to: 'eid-client', session: signIn.mark, outcome: 'ok' });
    return c.html(activationPage(frame(c), uid, activationAddress(needs.clientAddress, needs.secureOrigin, uid)));
  });

  // 4: the TC token, once, for the client.
  app.get('/:uid/tc-token', async (c) => {
    const uid = c.req.param('uid');
    const { signIn, revision } = await stored(uid);
    const token = tcToken(signIn, uid, needs.secureOrigin);
    await replace(uid, revision, token.signIn);
    return c.body(token.document, 200, { 'content-type': tcTokenContentType });
  });

  // 10–13: back from the client.
  app.get('/:uid/refresh', async (c) => {
    const uid = c.req.param('uid');
    const returned = { word: c.req.query('word'), major: c.req.query('ResultMajor'), minor: c.req.query('ResultMinor') };
    const [interaction, strange] = await own(c).then(
      (found) => [found, undefined] as const,
      (thrown: unknown) => [undefined, thrown] as const,
    );
    if (interaction === undefined) {
      const found = await signIns.find(uid);
      if (found !== undefined && hadToken(found.signIn, returned)) await replace(uid, found.revision, spoil(found.signIn));
      throw strange;
    }
    const next = await change(uid, ({ signIn }) => orFailure(signIn, () => comeBack(uid, signIn, returned)));
    return next.state === 'done' ? c.redirect(await answer(interaction, next), 303) : c.redirect(`/interaction/${uid}`, 303);
  });

  app.post('/:uid/role', async (c) => {
    const { uid } = await own(c);
    const index = Number((await c.req.formData()).get('role') ?? Number.NaN);
    const next = await change(uid, async ({ signIn }) => {
      expectMove(signIn.state, 'choose-role');
      const role = signIn.state === 'choosing' ? signIn.roles[index] : undefined;
      if (signIn.state !== 'choosing' || role === undefined) throw new EidError<ErrorCode>('request.not-allowed');
      return acting(signIn, signIn.pseudonym, signIn.worker, role, signIn.read);
    });
    return c.redirect(next.state === 'done' ? `/interaction/${uid}/leaving` : `/interaction/${uid}`, 303);
  });

  app.post('/:uid/abort', async (c) => {
    const interaction = await own(c);
    const { uid } = interaction;
    const { signIn, revision } = await stored(uid);
    expectMove(signIn.state, 'abort');
    const code = signIn.state === 'failed' ? signIn.code : 'user.cancelled';
    await replace(uid, revision, { ...begun(signIn), state: 'failed', code });
    await answerWithError(interaction, 'access_denied', code);
    return c.redirect(`/interaction/${uid}/leaving`, 303);
  });

  app.get('/:uid/leaving', async (c) => {
    const interaction = await own(c);
    const { signIn } = await stored(interaction.uid);
    return c.html(leavingPage(frame(c), signIn.state === 'done' ? await answer(interaction, signIn) : interaction.returnTo));
  });

  return app;

  /** The interaction whose cookie this browser has, if it is the one of the address. */
  async function own(c: At) {
    const uid = c.req.param('uid');
    try {
      const interaction = await provider.interactionDetails(c.env.incoming, c.env.outgoing);
      if (interaction.uid === uid) return interaction;
    } catch (thrown) {
      if (!(thrown instanceof Error && thrown.name === 'SessionNotFound')) throw thrown;
    }
    const known = await provider.Interaction.find(uid);
    throw new EidError<ErrorCode>(known === undefined ? 'signin.expired' : 'signin.other-browser');
  }

  async function stored(uid: string): Promise<StoredSignIn> {
    const found = await signIns.find(uid);
    if (found === undefined) throw new EidError<ErrorCode>('signin.expired');
    return found;
  }

  async function begin(uid: string, params: Parameters<typeof authorizationRequest>[0]): Promise<StoredSignIn> {
    const registration = await needs.relyingParties.find(String(params['client_id']));
    if (registration === undefined) throw new EidError<ErrorCode>('request.not-allowed');
    const signIn = authorizationRequest(params, registration);
    return (await signIns.create(uid, signIn, signInSeconds)) ? { signIn, revision: 1 } : stored(uid);
  }

  async function replace(uid: string, revision: number, signIn: SignIn): Promise<void> {
    if (!(await signIns.replace(uid, revision, signIn, signInSeconds))) throw new EidError<SignInErrorCode>('sign-in.raced');
    const { mark, clientId, state } = signIn;
    log.info('idp.sign-in', { session: mark, client: clientId, state, ...(state === 'failed' && { code: signIn.code }) });
  }

  /** Loads, changes and saves; the loser of a race changes nothing. */
  async function change(uid: string, step: (stored: StoredSignIn) => Promise<SignIn>): Promise<SignIn> {
    const found = await stored(uid);
    const next = await step(found);
    await replace(uid, found.revision, next);
    return next;
  }

  /** A step, or the failure it ended with as a state: shown to the person, who can try again. */
  async function orFailure(signIn: SignIn, step: () => Promise<SignIn>): Promise<SignIn> {
    try {
      return await step();
    } catch (thrown) {
      const code = failureOf(thrown);
      if (code === undefined) throw thrown;
      if (code === 'internal' || code === 'eid-server.down' || code === 'directory.down')
        log.warn('idp.peer', { session: signIn.mark, code }, thrown);
      return { ...begun(signIn), state: 'failed', code };
    }
  }

  async function comeBack(uid: string, signIn: SignIn, returned: Parameters<typeof refresh>[2]): Promise<SignIn> {
    const card = await refresh(needs, signIn, returned);
    const { data } = card;
    const pseudonym = await needs.pseudonyms.lasting(card.pseudonym, card.previousPseudonym);
    if (signIn.state === 'activated') await keepForEnding(uid, signIn, pseudonym);
    const { plan } = signIn;
    const read = Object.keys(data) as CardDatum[];
    const mark = signIn.state === 'activated' ? signIn.mark : '';
    if (plan.mode === 'linking') {
      const linking = await matchIdentity(needs, { pseudonym, mark, plan, data });
      if (linking.kind === 'over') return { ...begun(signIn), state: 'done', pseudonym, claims: linking.claims, read };
      return actingIn(signIn, pseudonym, linking.worker, linking.roles, read);
    }
    if (plan.mode !== 'worker') return { ...begun(signIn), state: 'done', pseudonym, claims: citizenClaims(plan, data), read };
    const { pseudonym: linked, worker, roles } = await resolveLink(needs, { pseudonyms: [pseudonym, card.pseudonym], mark, plan });
    if (roles.length === 0) return { ...begun(signIn), state: 'done', pseudonym: linked, claims: userClaims(plan, worker) };
    return actingIn(signIn, linked, worker, roles, []);
  }

  /** In the only role, or in the one that the person chooses. */
  function actingIn(
    signIn: SignIn,
    pseudonym: string,
    worker: WorkerRecord,
    roles: readonly RoleEntry[],
    read: readonly CardDatum[],
  ): SignIn {
    const [only, ...others] = roles;
    if (only !== undefined && others.length === 0) return acting(signIn, pseudonym, worker, only, read);
    return { ...begun(signIn), state: 'choosing', pseudonym, worker, roles, read };
  }

  /** Remembers which session of the eID server this sign-in came from, as long as its relying party may keep it. */
  async function keepForEnding(
    uid: string,
    { clientId, session }: Extract<SignIn, { state: 'activated' }>,
    pseudonym: string,
  ): Promise<void> {
    const registration = await needs.relyingParties.find(clientId);
    const [octets, reference] = [parseHex(pseudonym), parseHex(session)];
    if (registration === undefined || octets === undefined || reference === undefined) throw new EidError<ErrorCode>('signin.expired');
    const subject = subjectIdentifier(needs.keys.subject, octets, sectorOf(registration));
    const seconds = registration.backChannelLogoutUri === undefined ? 2 * signInSeconds : longestSession;
    await needs.cardSignIns.keep(hash('sha256', reference, 'hex'), { uid, clientId, subject }, seconds);
  }

  /** Notes the sign-in for the person who made it; one that cannot be noted is made all the same. */
  async function remember(uid: string, signIn: Extract<SignIn, { state: 'done' }>): Promise<void> {
    const { pseudonym, clientId, name, acting: role, read = [] } = signIn;
    const octets = parseHex(pseudonym);
    const registration = await needs.relyingParties.find(clientId);
    if (octets === undefined || registration === undefined) return;
    const owner = subjectIdentifier(needs.keys.subject, octets, needs.historySector);
    const where = role === undefined ? {} : { role: role.role, institution: role.institution };
    const note = { name, kind: registration.kind, acr: policyAcr, ...where, read };
    await needs.history.note(uid, owner, note).catch((thrown) => log.warn('idp.history-failed', {}, thrown));
  }

  async function answer(interaction: Interaction, signIn: SignIn): Promise<string> {
    const { plan } = signIn;
    if (signIn.state === 'done') await remember(interaction.uid, signIn);
    // The day of a sign-in is worth no sign-in: it goes on without the directory.
    if (signIn.state === 'done' && signIn.acting !== undefined) {
      const { worker, institution } = signIn.acting;
      await needs.tellDirectory({ worker, institution }).catch((thrown) => log.warn('idp.peer', { code: 'directory.down' }, thrown));
    }
    const hop = { hop: 'authorization-response', from: 'idp', to: 'browser' } as const;
    return recordHop(road, hop, () => answerWithCode(provider, interaction, plan.claims));
  }

  async function show(c: At, interaction: Interaction, signIn: SignIn): Promise<Html> {
    const at = frame(c);
    const { uid } = interaction;
    if (signIn.state === 'begun') return signInPage(at, uid, signIn);
    if (signIn.state === 'choosing') return rolePage(at, uid, signIn.roles, c.req.query('search'));
    if (signIn.state === 'failed') return failedPage(at, uid, signIn.code);
    if (signIn.state === 'done') return leavingPage(at, await answer(interaction, signIn));
    return activationPage(at, uid);
  }
}

/** A sign-in at its end, in one role. */
export function acting(signIn: SignIn, pseudonym: string, worker: WorkerRecord, entry: RoleEntry, read: readonly CardDatum[] = []): SignIn {
  const { role, institution, unit } = entry;
  return {
    ...begun(signIn),
    state: 'done',
    pseudonym,
    claims: workerClaims(signIn.plan, worker, entry),
    read,
    acting: { worker: worker.id, role, institution: institution.id, unit: unit.id },
  };
}

function frame(c: Context) {
  return { language: chooseLanguage(c), url: c.req.url };
}

/** Whether a request only came at the wrong moment, and the sign-in's own page shows what is next. */
export function cameAtWrongTime(thrown: unknown): boolean {
  return isEidError<SignInErrorCode>(thrown, 'sign-in.out-of-order') || isEidError<SignInErrorCode>(thrown, 'sign-in.raced');
}
