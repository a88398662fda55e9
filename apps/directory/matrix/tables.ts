// The institutions' own part of the directory: their decisions in the matrix, who made them when and why, staff in no register, and sign-ins by day.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';
import type { Profession, RoleEntry, RoleId } from '../../../lib/entitlement/index.ts';

/** Terms of a role as stored: days of Budapest (`YYYY-MM-DD`), both included. */
type Terms = { substitute: boolean; starts: string | null; ends: string | null; supervisor: string | null };

export type MatrixAct = 'granted' | 'asked' | 'approved' | 'refused' | 'taken-away';

export type MatrixTables = {
  /** An institution's decision; it goes before the entry that the registers brought. */
  matrix_entry: Terms & { worker: string; role: RoleId; institution: string; unit: string; state: 'in-force' | 'taken-away' };
  /** Waits for a second administrator. */
  matrix_pending: Terms & {
    id: string;
    worker: string;
    role: RoleId;
    institution: string;
    unit: string;
    asked_by: string;
    asked_at: number;
    reason: string;
  };
  /** Never changed, only added to. */
  matrix_change: {
    at: number;
    act: MatrixAct;
    actor: string;
    institution: string;
    worker: string;
    role: RoleId;
    unit: string;
    reason: string;
  };
  /** What counts: decisions of institutions, and entries of the registers that no decision has replaced. */
  matrix: Terms & { worker: string; role: RoleId; institution: string; unit: string; status: RoleEntry['status'] };
  staff: {
    id: string;
    name: string;
    profession: Profession;
    institution: string;
    created_by: string;
    created_at: number;
    /** SHA-256 of the invitation code, in hexadecimal; none once it was used. */
    code_digest: string | null;
    code_expires_at: number | null;
  };
  /** The last day on which a worker signed in for an institution. */
  sign_in_day: { worker: string; institution: string; day: string };
};

export const matrixMigrations: Migrations = {
  '020-matrix': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table matrix_entry (worker text not null, role text not null, institution char(6) not null, unit char(9) not null, state text not null,
          substitute boolean not null, starts text, ends text, supervisor text, primary key (worker, role, unit));
        create index matrix_entry_institution on matrix_entry (institution);
        create table matrix_pending (id text primary key, worker text not null, role text not null, institution char(6) not null, unit char(9) not null,
          substitute boolean not null, starts text, ends text, supervisor text, asked_by text not null, asked_at int8 not null, reason text not null,
          unique (worker, role, unit));
        create table matrix_change (number int8 generated always as identity primary key, at int8 not null, act text not null, actor text not null,
          institution char(6) not null, worker text not null, role text not null, unit char(9) not null, reason text not null);
        create index matrix_change_institution on matrix_change (institution, at);
        create table staff (id text primary key, name text not null, profession text not null, institution char(6) not null, created_by text not null,
          created_at int8 not null, code_digest text unique, code_expires_at int8);
        create index staff_institution on staff (institution);
        create table sign_in_day (worker text not null, institution char(6) not null, day text not null, primary key (worker, institution));
        create index link_worker on link (worker);
        create view matrix as
          select entry.worker, entry.role, entry.institution, entry.unit, entry.status, false as substitute,
            null::text as starts, null::text as ends, null::text as supervisor
          from role_entry entry
          where not exists (select from matrix_entry own where (own.worker, own.role, own.unit) = (entry.worker, entry.role, entry.unit))
          union all
          select worker, role, institution, unit, 'in-force', substitute, starts, ends, supervisor from matrix_entry where state = 'in-force';
      `.execute(db);
    },
  },
};
