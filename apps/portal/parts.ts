// What the portal's areas are made from: main.ts opens the real things.
import type { Kysely } from 'kysely';
import type { Logger } from '../../io/log/index.ts';
import type { LogoutReceiver } from '../../io/logout/index.ts';
import type { Provider } from '../../io/relying-party/index.ts';
import type { RecordHop } from '../../io/road/index.ts';
import type { Clock } from '../../lib/crypto/index.ts';
import type { Round } from '../../lib/reader-request/index.ts';
import type { Directory } from './directory.ts';
import type { Forms } from './forms/index.ts';
import type { Guide } from './guide/index.ts';
import type { LinkingAccounts } from './linking/index.ts';
import type { Matrix } from './matrix.ts';
import type { History } from './my-pages/index.ts';
import type { OwnSessions } from './session/own-sessions.ts';
import type { Sessions } from './session/sessions.ts';
import type { Tables } from './tables.ts';

export type PortalParts = {
  /** Where browsers find the portal. */
  readonly origin: string;
  readonly issuer: string;
  readonly provider: Provider;
  readonly sessions: Sessions;
  readonly ownSessions: OwnSessions;
  readonly forms: Forms;
  /** Hears from the identity provider that a sign-in has ended. */
  readonly logout: LogoutReceiver;
  readonly directory: Directory;
  readonly guide: Guide;
  /** A person's sign-ins anywhere, as the identity provider remembers them. */
  readonly history: History;
  /** The portal's second registration at the identity provider, by which a card is read once to be matched with an account. */
  readonly linking: { readonly clientId: string; readonly provider: Provider; readonly accounts: LinkingAccounts };
  readonly matrix: Matrix;
  /** When everybody bound to join may ask for readers. */
  readonly readerRounds: readonly Round[];
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly road: RecordHop;
};
