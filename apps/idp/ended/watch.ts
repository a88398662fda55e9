// Ends the sign-ins of cards that have ended: asks the eID server which, drops codes, tokens and grants at once, and tells relying parties until they have
// heard. docs/decisions/ended-cards.md
import type { JsonWebKey } from 'node:crypto';
import type { Fetch } from '../../../io/http/index.ts';
import type { Logger } from '../../../io/log/index.ts';
import { EidError } from '../../../lib/error/index.ts';
import type { Artifacts } from '../store/artifacts.ts';
import type { CardSignIn, CardSignIns } from '../store/card-sign-ins.ts';
import type { RelyingParties } from '../store/relying-parties.ts';
import type { SignIns } from '../store/sign-ins.ts';
import { logoutToken } from './logout-token.ts';

export interface EndingNeeds {
  readonly issuer: string;
  /** Signs logout tokens. */
  readonly signingKey: JsonWebKey;
  /** Sessions at the eID server whose card has ended: SHA-256, hexadecimal. */
  readonly askEnded: () => Promise<readonly string[]>;
  readonly cardSignIns: CardSignIns;
  readonly artifacts: Artifacts;
  readonly signIns: SignIns;
  readonly relyingParties: RelyingParties;
  /** Reaches relying parties. */
  readonly fetch: Fetch;
  readonly log: Logger;
}

/** One look: what has ended is ended here, then everybody who is to be told is told once. Rejects when the eID server or the store is away. */
export async function endSignIns(needs: EndingNeeds): Promise<void> {
  const { askEnded, cardSignIns, artifacts, signIns, log } = needs;
  const ended = await cardSignIns.end(await askEnded());
  for (const { uid } of ended) await Promise.all([signIns.remove(uid), artifacts.removeAccount(uid)]);
  if (ended.length > 0) log.info('idp.card-ended', { signIns: ended.length });
  const due = await cardSignIns.due();
  await Promise.all(
    due.map(async ({ reference, signIn }) => {
      try {
        await tell(needs, signIn);
        await cardSignIns.remove(reference);
      } catch (thrown) {
        log.warn('idp.not-told', { client: signIn.clientId }, thrown);
      }
    }),
  );
}

/** Looks every so many milliseconds, one look at a time. */
export function watchEndedCards(needs: EndingNeeds, every: number): AsyncDisposable {
  let isAway = false;
  const look = () =>
    endSignIns(needs).then(
      () => {
        isAway = false;
      },
      (thrown) => {
        if (!isAway) needs.log.warn('idp.ended-cards-unknown', {}, thrown);
        isAway = true;
      },
    );
  let looking = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    looking = look().finally(() => {
      busy = false;
    });
  }, every);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Posts the logout token. A relying party that is gone, or wants to hear nothing, counts as told. OpenID Connect Back-Channel Logout 2.5 */
async function tell({ issuer, signingKey, relyingParties, fetch }: EndingNeeds, signIn: CardSignIn): Promise<void> {
  const address = (await relyingParties.find(signIn.clientId))?.backChannelLogoutUri;
  if (address === undefined) return;
  const body = new URLSearchParams({ logout_token: await logoutToken(issuer, signingKey, signIn) });
  const answer = await fetch(address, { method: 'POST', body });
  if (answer.status !== 200 && answer.status !== 204) throw new EidError('http.status', { status: answer.status });
}
