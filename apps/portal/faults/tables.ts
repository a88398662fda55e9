// What is kept of fault reports: the report, what happened to it, a picture made anew by us, and a diagnosis that waits for its report.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../../../io/store/index.ts';
import type { Actor, Event, FaultState } from '../../../lib/fault-report/index.ts';

export type FaultTables = {
  fault_report: {
    /** In the addresses of who works at the institution, and of the desk. Unguessable, as are the next three. */
    id: string;
    /** What people say and what the letter's QR code holds; it opens nothing. */
    number: string;
    /** In the address that whoever filed the report is led to. */
    receipt: string;
    /** In the link that the institution's registered address gets for a report filed without signing in; gone when it was used. */
    confirm_key: string | null;
    /** In the courier's link; gone when the parcel was handed over. */
    courier_key: string | null;
    /** Six digits that who hands the parcel over tells the courier, and how often something else was tried. */
    handover_code: string | null;
    handover_tries: number;
    state: FaultState;
    institution: string;
    institution_name: string;
    /** The institution's registered address when the report was filed: nobody else is written to. */
    notify: string | null;
    /** How to reach the reporter. The mail address is for the desk's eyes: nothing is sent to it by us. */
    reporter: string;
    phone: string;
    contact: string;
    serial: string;
    model: string;
    warranty_until: string | null;
    outcome: string;
    /** JSON: answers of the triage; names of symptoms; what is missing in the parcel. */
    answers: string;
    symptoms: string;
    missing: string;
    description: string;
    diagnosis: string | null;
    postal_code: string;
    city: string;
    street: string;
    pickup_day: string;
    pickup_window: string;
    language: 'hu' | 'en';
    seal: string | null;
    reason: string | null;
    replacement: string | null;
    created_at: number;
    changed_at: number;
  };
  fault_event: { report: string; at: number; place: number; event: Event | 'submit'; actor: Actor; who: string; note: string };
  fault_picture: { report: string; content: Buffer };
  fault_diagnosis: { id: string; content: string; expires_at: number };
};

export const faultMigrations: Migrations = {
  '050-faults': {
    up: async (db: Kysely<unknown>) => {
      await sql`
        create table fault_report (id text primary key, number text not null unique, receipt text not null unique, confirm_key text unique,
          courier_key text unique, handover_code text, handover_tries int not null default 0, state text not null, institution char(6) not null,
          institution_name text not null, notify text, reporter text not null, phone text not null, contact text not null, serial text not null,
          model text not null, warranty_until text, outcome text not null, answers text not null, symptoms text not null, missing text not null,
          description text not null, diagnosis text, postal_code text not null, city text not null, street text not null, pickup_day text not null,
          pickup_window text not null, language text not null, seal text, reason text, replacement text, created_at int8 not null,
          changed_at int8 not null);
        create index fault_report_queue on fault_report (created_at) where state <> 'closed';
        create index fault_report_institution on fault_report (institution, created_at);
        create unique index fault_report_open on fault_report (serial) where state not in ('draft', 'closed');
        create table fault_event (report text not null references fault_report on delete cascade, place int not null, at int8 not null,
          event text not null, actor text not null, who text not null, note text not null, primary key (report, place));
        create table fault_picture (report text primary key references fault_report on delete cascade, content bytea not null);
        create table fault_diagnosis (id text primary key, content text not null, expires_at int8 not null);
      `.execute(db);
    },
  },
};
