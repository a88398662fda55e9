// A person's sessions as that person sees them: since when, from what kind of device, and their end.
import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { opener } from '../../../io/relying-party/index.ts';
import type { Clock } from '../../../lib/crypto/index.ts';
import type { Account } from '../account.ts';
import type { Tables } from './tables.ts';

export type Device = 'phone' | 'computer';

export type OpenSession = {
  /** Names it in addresses; it opens nothing. */
  readonly handle: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  readonly device: Device;
  /** The session that asks. */
  readonly isThis: boolean;
};

/** Every call may throw `database.unreachable`; the sessions are the account's own, whatever is asked. */
export type OwnSessions = {
  /** In the order in which they were opened, the latest first. @param secret of the session that asks */
  list(account: Account, secret: string | undefined): Promise<readonly OpenSession[]>;
  endOne(account: Account, handle: string): Promise<void>;
  /** All but the one that asks. */
  endOthers(account: Account, secret: string | undefined): Promise<void>;
};

export function createOwnSessions(db: Kysely<Tables>, clock: Clock): OwnSessions {
  return {
    async list(account, secret) {
      const rows = await db
        .selectFrom('session')
        .select(['id', 'handle', 'opened_at', 'device'])
        .where('owner', '=', ownerOf(account))
        .where('expires_at', '>', clock())
        .orderBy('opened_at', 'desc')
        .limit(50)
        .execute();
      const here = opener('portal', secret)?.id;
      return rows.flatMap(({ id, handle, opened_at: openedAt, device }) =>
        handle === null || openedAt === null || device === null ? [] : { handle, openedAt, device, isThis: id === here },
      );
    },
    async endOne(account, handle) {
      await db.deleteFrom('session').where('owner', '=', ownerOf(account)).where('handle', '=', handle).execute();
    },
    async endOthers(account, secret) {
      await db
        .deleteFrom('session')
        .where('owner', '=', ownerOf(account))
        .where('id', '<>', opener('portal', secret)?.id ?? '')
        .execute();
    },
  };
}

/** What finds a person's sessions, and does not say whose they are. */
export const ownerOf = ({ sub }: Account) => hash('sha256', `eszig portal sessions of ${sub}`, 'base64url');

/** What a browser says of itself, roughly. */
export const deviceOf = (userAgent: string | undefined): Device =>
  /\b(Mobile|Android|iPhone|iPad)\b/.test(userAgent ?? '') ? 'phone' : 'computer';
