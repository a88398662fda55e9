// The portal's schema: the tables and migrations of all its areas. An area's migrations are named in an order of their own (`010-…`, `020-…`).
import type { Migrations } from '../../io/store/index.ts';
import { type EntitlementTables, entitlementMigrations } from './entitlements/tables.ts';
import { type FaultTables, faultMigrations } from './faults/index.ts';
import { type Tables as FormTables, migrations as forms } from './forms/tables.ts';
import { type LinkingTables, linkingMigrations } from './linking/index.ts';
import { type OutboxTables, outboxMigrations } from './outbox/index.ts';
import { type ReaderTables, readerMigrations } from './readers/index.ts';
import { type ReadinessTables, readinessMigrations } from './readiness/tables.ts';
import { type RequestTables, requestMigrations } from './requests/tables.ts';
import { type Tables as SessionTables, migrations as session } from './session/tables.ts';

export type Tables = SessionTables &
  FormTables &
  LinkingTables &
  OutboxTables &
  ReaderTables &
  EntitlementTables &
  FaultTables &
  ReadinessTables &
  RequestTables;

export const schema = 'portal';

export const migrations: Migrations = {
  ...session,
  ...forms,
  ...linkingMigrations,
  ...outboxMigrations,
  ...readerMigrations,
  ...entitlementMigrations,
  ...readinessMigrations,
  ...requestMigrations,
  ...faultMigrations,
};
