// What every area of the office works with.
import type { Kysely } from 'kysely';
import type { Clock } from '../../lib/crypto/index.ts';
import type { Authorities } from './authorities.ts';
import type { Production } from './issue/production.ts';
import type { Register } from './register/register.ts';
import type { Tables } from './tables.ts';

export interface Means {
  readonly db: Kysely<Tables>;
  readonly register: Register;
  readonly authorities: Authorities;
  readonly production: Production;
  readonly clock: Clock;
}
