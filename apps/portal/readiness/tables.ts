// What institutions keep about getting ready: sites, workstations, the people who need a role, who said that they are ready, imports.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';
import type { RoleId } from '../../../lib/entitlement/index.ts';

export type ImportState = 'running' | 'done' | 'refused';

export type ReadinessTables = {
  site: { institution: string; name: string; address: string };
  workstation: {
    institution: string;
    /** In the institution's own words; its client reports under it. */
    code: string;
    name: string;
    site: string | null;
    unit: string | null;
    patient_data: boolean;
    /** The last report of its client: nothing about a person. */
    reader_seen: boolean | null;
    client_version: string | null;
    seen_at: number | null;
  };
  /** Who needs a role, as the institution entered it. */
  needed_worker: { institution: string; name: string; number: string; role: RoleId; unit: string };
  /** A worker's own word: I have my card and PIN. */
  ready_tick: { worker: string; institution: string; ticked_at: number };
  reminder: { worker: string; institution: string; token_digest: string; sent_at: number };
  /** SHA-256 of the key under which an institution's clients report. */
  workstation_key: { institution: string; digest: string; created_at: number };
  import_job: {
    id: string;
    institution: string;
    kind: string;
    state: ImportState;
    rows_done: number;
    rows_all: number;
    /** JSON: rows that were refused. */
    faults: string;
    begun_at: number;
    touched_at: number;
  };
};

export const readinessMigrations: Migrations = {
  '030-readiness': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table site (institution char(6) not null, name text not null, address text not null, primary key (institution, name));
        create table workstation (institution char(6) not null, code text not null, name text not null, site text, unit char(9), patient_data boolean not null,
          reader_seen boolean, client_version text, seen_at int8, primary key (institution, code));
        create table needed_worker (institution char(6) not null, name text not null, number char(5) not null, role text not null, unit char(9) not null,
          primary key (institution, number, role, unit));
        create table ready_tick (worker text not null, institution char(6) not null, ticked_at int8 not null, primary key (worker, institution));
        create table reminder (worker text not null, institution char(6) not null, token_digest text not null unique, sent_at int8 not null,
          primary key (worker, institution));
        create table workstation_key (institution char(6) primary key, digest text not null unique, created_at int8 not null);
        create table import_job (id text primary key, institution char(6) not null, kind text not null, state text not null, rows_done int not null,
          rows_all int not null, faults text not null, begun_at int8 not null, touched_at int8 not null);
        create index import_job_institution on import_job (institution, begun_at);
      `.execute(db);
    },
  },
};
