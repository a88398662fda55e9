// An institution getting ready, over HTTP against a real PostgreSQL; the directory is a table in this file.
import { beforeEach, describe, expect, test } from 'vitest';
import { quiet } from '../../../io/log/index.ts';
import { testStore } from '../../../io/store/testing/database.ts';
import { EidError } from '../../../lib/error/index.ts';
import { portalApp } from '../app.ts';
import { createForms } from '../forms/index.ts';
import type { InstitutionMatrix, MatrixWorker } from '../matrix.ts';
import type { RegisteredAddress } from '../outbox/index.ts';
import type { PortalParts } from '../parts.ts';
import { migrations, schema, type Tables } from '../tables.ts';
import { browse, origin } from '../testing/browse.ts';
import { emptyGuide } from '../testing/guide.ts';
import { sessionsOf, standingOf, testWorker } from '../testing/worker.ts';
import { decodeText, readCsv, writeCsv } from './csv.ts';

const store = testStore<Tables>(schema, migrations);
const monday = Date.parse('2026-11-23T08:00:00Z');
let now = monday;
let granted: string[] = [];

const registration = { basic: true, operational: true, status: 'in-force', asOf: '2026-11-23T02:00:00Z' } as const;
const someone = (id: string, name: string, number: string, change: Partial<MatrixWorker> = {}): MatrixWorker => ({
  id,
  name,
  profession: 'nurse',
  registration: { number, ...registration },
  linked: true,
  ownStaff: false,
  invitedUntil: null,
  lastSignIn: '2026-11-20',
  ...change,
});
const entry = (worker: string) =>
  ({
    worker,
    role: 'nurse',
    unit: '104217001',
    status: 'in-force',
    from: null,
    until: null,
    substitute: false,
    supervisor: null,
    state: 'in-force',
  }) as const;
const hospital: InstitutionMatrix = {
  institution: { id: '104217', name: 'Szent Borbála', kind: 'hospital' },
  units: [{ id: '104217001', name: 'Belgyógyászat' }],
  grantable: ['physician', 'nurse', 'institution-admin'],
  today: '2026-11-23',
  workers: [
    someone('huvos', 'Hűvös Emese', '75520'),
    someone('lorincz', 'Lőrincz Béla', '75521', { linked: false, lastSignIn: null }),
    someone('cmd', '=HYPERLINK("http://evil.example")', '75522', { lastSignIn: null }),
    someone('markup', '<img src=x onerror=alert(1)>', '75523', { linked: false }),
  ],
  entries: ['huvos', 'lorincz', 'cmd', 'markup'].map(entry),
  pending: [],
};
const strangers = [someone('szabo', 'Szabó Ödön', '61284')];
const matrix = {
  ofInstitution: async (id: string) => ({ ...hospital, institution: { ...hospital.institution, id } }),
  standing: () => standingOf(testWorker('institution-admin', place)),
  byNumbers: async (numbers: readonly string[]) => strangers.filter(({ registration: { number } }) => numbers.includes(number ?? '')),
  addresses: async (_: string, workers: readonly string[]) =>
    new Map(workers.filter((worker) => worker !== 'markup').map((worker) => [worker, `${worker}@posta.example` as RegisteredAddress])),
  grant: async ({ worker, role }: { worker: string; role: string }) => {
    if (role === 'physician') throw new EidError('matrix.other-profession');
    granted.push(worker);
    return 'in-force';
  },
};
let place = '104217';

function app(institution = '104217') {
  place = institution;
  const account = testWorker('institution-admin', institution, { sub: `admin-${institution}`, registerStatus: 'not-registered' });
  const clock = () => now;
  const sessions = sessionsOf(() => account, clock);
  const parts = {
    origin,
    issuer: origin,
    sessions,
    forms: createForms(store.db, clock),
    matrix,
    db: store.db,
    clock,
    log: quiet,
    guide: emptyGuide,
  };
  return browse(portalApp(parts as unknown as PortalParts));
}

/** Sends a file as people do, and waits until the import says how it ended. */
async function upload(site: ReturnType<typeof app>, kind: string, content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const form = new FormData();
  form.set('_form', await site.token('/readiness/import'));
  form.set('kind', kind);
  form.set('file', new File([content], 'lista.csv'));
  const path = (await site.post('/readiness/import', form)).headers.get('location') ?? '';
  for (;;) {
    const page = await site.text(path);
    if (!page.includes('data-state="running"')) return page;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

beforeEach(async () => {
  now = monday;
  granted = [];
  for (const table of ['site', 'workstation', 'needed_worker', 'ready_tick', 'reminder', 'outbox', 'workstation_key', 'reader'] as const)
    await store.db.deleteFrom(table).execute();
});

const workstations = 'Azonosító;Megnevezés;Telephely;Egység;Betegadat\nBEL-1;1. vizsgáló;;Belgyógyászat;igen\nBEL-2;Iroda;;;nem\n';

describe('a file', () => {
  test('is read as Hungarian spreadsheets write it: semicolons or commas or tabs, with or without mark, in Windows-1250, UTF-8, UTF-16', () => {
    const content = 'Név;Szám\r\nŐri Ágnes;75520\r\n';
    const latin2 = Uint8Array.from([...content].map((letter) => ({ Ő: 0xd5, Á: 0xc1, é: 0xe9 })[letter] ?? letter.charCodeAt(0)));
    latin2[latin2.indexOf(0xc1)] = 0xc1;
    const utf8 = new TextEncoder().encode(content);
    const utf16 = Uint8Array.from(Buffer.from(`\ufeff${content}`, 'utf16le'));
    const forms = [
      utf8,
      Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8]),
      utf16,
      new TextEncoder().encode(content.replaceAll(';', '\t')),
      new TextEncoder().encode(content.replaceAll(';', ',')),
    ];
    for (const octets of forms) expect(readCsv(octets)).toEqual([{ line: 2, cells: { nev: 'Őri Ágnes', szam: '75520' } }]);
    expect(decodeText(Uint8Array.from([0xd5, 0x72, 0x69, 0xfb]))).toBe('Őriű');
    expect(decodeText(latin2)).toContain('Őri');
  });

  test('that breaks off, is uneven or empty is refused with its line', () => {
    const fault = (content: string) => readCsv(new TextEncoder().encode(content));
    expect(fault('a;b\n1;2\n3\n')).toEqual({ line: 3, fault: 'readiness.csv.cells' });
    expect(fault('a;b\n1;"2\n')).toMatchObject({ fault: 'readiness.csv.broken' });
    expect(fault('a;b\n')).toMatchObject({ fault: 'readiness.csv.empty' });
  });

  test('F8: what a spreadsheet would take for a formula is written as text', () => {
    const cells = ['=1+1', '+1', '-1', '@x', '\tx', 'a;b', 'a"b', 'plain'];
    expect(writeCsv([cells])).toBe(`\ufeff'=1+1;'+1;'-1;'@x;'\tx;"a;b";"a""b";plain\r\n`);
  });
});

describe('an import', () => {
  test('takes over all rows, replaces those that were there, and is found again at its address', async () => {
    const site = app();
    expect(await upload(site, 'workstations', workstations)).toContain('data-state="done"');
    expect(await upload(site, 'workstations', workstations.replace('1. vizsgáló', 'Nagyvizsgáló'))).toContain('data-state="done"');
    const rows = await store.db.selectFrom('workstation').selectAll().orderBy('code').execute();
    expect(rows.map(({ code, name, unit, patient_data: data }) => [code, name, unit, data])).toEqual([
      ['BEL-1', 'Nagyvizsgáló', '104217001', true],
      ['BEL-2', 'Iroda', null, false],
    ]);
  });

  test('with one bad row takes over nothing, and tells line, column and rule of each', async () => {
    const site = app();
    const bad = `${workstations}BEL 3;x;;;talán\n<b>;y;Nincs;Sebészet;igen\nBEL-1;z;;;igen\n`;
    const page = await upload(site, 'workstations', bad);
    expect(page).toContain('data-state="refused"');
    for (const [line, column, rule] of [
      ['4', 'Azonosító', 'szóköz nélkül'],
      ['4', 'Betegadat', 'Írjon igent vagy nemet'],
      ['5', 'Telephely', 'Nincs ilyen telephely'],
      ['5', 'Szervezeti egység', 'nincs ilyen szervezeti egysége'],
      ['6', 'Azonosító', 'kétszer szerepel'],
    ])
      expect(page).toMatch(new RegExp(`<td>${line}</td><td>${column}</td><td>[^<]*${rule}`));
    expect(await store.db.selectFrom('workstation').selectAll().execute()).toEqual([]);
    expect(await upload(site, 'workers', 'Név\nValaki\n')).toContain('hiányzik a fejlécből');
  });

  test('takes no reader for the operator’s that its list does not have, and none of another institution', async () => {
    const given = { model: 'A', workstation: null, state: 'in-use', given_on: null, warranty_until: null } as const;
    await store.db
      .insertInto('reader')
      .values([
        { ...given, serial: 'OP-1', institution: '104217', origin: 'operator' },
        { ...given, serial: 'OP-2', institution: '106538', origin: 'operator' },
      ])
      .execute();
    const site = app();
    await upload(site, 'workstations', workstations);
    const file = (serial: string, own: string) => `Sorozatszám;Típus;Eredet;Munkaállomás\n${serial};B;${own};BEL-1\n`;
    expect(await upload(site, 'readers', file('OP-9', 'üzemeltető'))).toContain('üzemeltető listáján');
    expect(await upload(site, 'readers', file('OP-2', 'saját'))).toContain('nem lehet felvenni');
    expect(await upload(site, 'readers', file('op-1', 'üzemeltető'))).toContain('data-state="done"');
    expect(await upload(site, 'readers', file('SAJAT-1', 'saját'))).toContain('data-state="done"');
    const rows = await store.db
      .selectFrom('reader')
      .select(['serial', 'model', 'origin', 'workstation'])
      .where('institution', '=', '104217')
      .orderBy('serial')
      .execute();
    expect(rows).toEqual([
      { serial: 'OP-1', model: 'A', origin: 'operator', workstation: 'BEL-1' },
      { serial: 'SAJAT-1', model: 'B', origin: 'own', workstation: 'BEL-1' },
    ]);
  });

  test('sent twice is one; without a file or kind, or too large, it is told at the field', async () => {
    const site = app();
    const form = () => {
      const data = new FormData();
      data.set('_form', token);
      data.set('kind', 'workstations');
      data.set('file', new File([workstations], 'x.csv'));
      return data;
    };
    const token = await site.token('/readiness/import');
    const places = await Promise.all([site.post('/readiness/import', form()), site.post('/readiness/import', form())]);
    expect(new Set(places.map((answer) => answer.headers.get('location'))).size).toBe(1);
    const empty = new FormData();
    empty.set('_form', token);
    const page = await site.post('/readiness/import', empty);
    expect([page.status, await page.text()]).toEqual([400, expect.stringMatching(/Válassza ki, mit tartalmaz[\s\S]*Válasszon fájlt/)]);
    const large = form();
    large.set('file', new File([new Uint8Array(4 * 1024 * 1024 + 1)], 'x.csv'));
    expect(await (await site.post('/readiness/import', large)).text()).toContain('legfeljebb 4 MB');
  });

  test('F2: of another institution is refused like one that there is not', async () => {
    const site = app();
    const form = new FormData();
    form.set('_form', await site.token('/readiness/import'));
    form.set('kind', 'sites');
    form.set('file', new File(['Név;Cím\nKözpont;Fő utca 1.\n'], 'x.csv'));
    const path = (await site.post('/readiness/import', form)).headers.get('location') ?? '';
    expect((await app().get(path)).status).toBe(200);
    expect((await app('106538').get(path)).status).toBe(403);
    expect((await app('106538').get(`/readiness/imports/${'x'.repeat(43)}`)).status).toBe(403);
  });
});

describe('the map', () => {
  test('says who cannot sign in on Monday and why, in words and in squares, with the act that mends it', async () => {
    const site = app();
    await upload(
      site,
      'workers',
      'Név;Nyilvántartási szám;Szerepkör;Egység\nSzabó Ödön;61284;ápoló;104217001\nSenki Péter;99999;ápoló;Belgyógyászat\n',
    );
    await upload(site, 'workstations', workstations);
    const page = await site.text('/readiness');
    expect(page).toContain('2026. november 30.');
    expect(page).toContain('Hétfőn be tud lépni: 1. Nem tud belépni: 4. Bizonytalan: 1. Összesen: 6 munkatárs.');
    expect(page.match(/<g class="map-gap"/g)).toHaveLength(5);
    expect(page).toContain('<title>Lőrincz Béla: a kártyája nincs összekapcsolva</title>');
    for (const part of ['href="/reader-request"', 'href="/people/staff"', '/grant"', 'action="/readiness/remind"'])
      expect(page).toContain(part);
    expect(page).not.toMatch(/PIN-állapot|letilt|felfüggesztett PIN/);
  });

  test('F9: a name with markup is text; F8: in the export a name that is a formula is text', async () => {
    const site = app();
    expect(await site.text('/readiness')).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(await site.text('/readiness')).not.toContain('<img');
    const file = await site.text('/readiness/export.csv');
    expect(file).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  });

  test('missing roles are given by one button; what the rules refuse stays on the list', async () => {
    const site = app();
    await upload(
      site,
      'workers',
      'Név;Szám nélkül;Nyilvántartási szám;Szerepkör;Egység\nSzabó Ödön;;61284;ápoló;104217001\nSzabó Ödön;;61284;orvos;104217001\n',
    );
    const answer = await site.post('/readiness/grant', new URLSearchParams());
    expect([granted, answer.headers.get('location')]).toEqual([['szabo'], '/readiness?done=some-refused']);
  });
});

describe('one row', () => {
  test('is entered by the same rules: faults at their fields, nothing typed is lost, sent twice it is one', async () => {
    const site = app();
    const path = '/readiness/workstations/new';
    const answers = { _form: await site.token(path), code: '<b>', name: 'Recepció', patientData: 'talán' };
    const faulty = await site.post(path, new URLSearchParams(answers));
    const page = await faulty.text();
    expect(faulty.status).toBe(400);
    for (const part of ['id="code-fault"', 'id="patientData-fault"', 'value="Recepció"', 'value="&lt;b&gt;"']) expect(page).toContain(part);
    const good = new URLSearchParams({ ...answers, code: 'REC-1', patientData: 'igen' });
    await Promise.all([site.post(path, good), site.post(path, good)]);
    expect(await store.db.selectFrom('workstation').select(['code', 'patient_data']).execute()).toEqual([
      { code: 'REC-1', patient_data: true },
    ]);
  });
});

describe('reminders', () => {
  const letters = () => store.db.selectFrom('outbox').select(['recipient', 'text']).orderBy('recipient').execute();

  test('F6: go to registered addresses, once a day, and their link lets the worker say that they are ready', async () => {
    const site = app();
    await site.post('/readiness/remind', new URLSearchParams({ person: '' }));
    await site.post('/readiness/remind', new URLSearchParams({ person: '' }));
    const sent = await letters();
    expect(sent.map(({ recipient }) => recipient)).toEqual(['cmd@posta.example', 'lorincz@posta.example']);
    const link = /\/ready\/[\w-]{43}/.exec(sent[0]?.text ?? '')?.[0] ?? '';
    expect(await site.text(link)).toContain('data-state="asked"');
    expect(await (await site.post(link, new URLSearchParams())).text()).toContain('data-state="done"');
    expect(await site.text('/readiness')).toContain('be tud lépni: 2.');
    expect((await site.get(`/ready/${'x'.repeat(43)}`)).status).toBe(404);
    now += 21 * 3_600_000;
    await site.post('/readiness/remind', new URLSearchParams({ person: '' }));
    expect(await letters()).toHaveLength(3);
  });
});

describe('a workstation', () => {
  const report = (site: ReturnType<typeof app>, key: string | undefined, body: unknown) => {
    const content = JSON.stringify(body);
    const headers: Record<string, string> = {
      host: new URL(origin).host,
      'content-type': 'application/json',
      'content-length': String(content.length),
    };
    return site.app.request(`${origin}/api/workstations/report`, {
      method: 'POST',
      headers: key === undefined ? headers : { ...headers, authorization: `Bearer ${key}` },
      body: content,
    });
  };
  const good = { workstation: 'BEL-1', reader: true, clientVersion: '1.2.3' };

  test('reports with its institution’s key only, of its own institution only, and nothing about a person', async () => {
    const site = app();
    await upload(site, 'workstations', workstations);
    const keyOn = async (other: ReturnType<typeof app>) =>
      /\d{6}\.[\w-]{43}/.exec(await (await other.post('/readiness/key', new URLSearchParams())).text())?.[0] ?? '';
    const key = await keyOn(site);
    expect((await report(site, key, good)).status).toBe(204);
    expect(
      await store.db.selectFrom('workstation').select(['reader_seen', 'client_version', 'seen_at']).where('code', '=', 'BEL-1').execute(),
    ).toEqual([{ reader_seen: true, client_version: '1.2.3', seen_at: now }]);
    for (const bad of [undefined, `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`, 'x'])
      expect((await report(site, bad, good)).status).toBe(401);
    const stranger = await keyOn(app('106538'));
    expect((await report(site, stranger, good)).status).toBe(404);
    for (const more of [{ ...good, user: 'szoke-gergo' }, { ...good, clientVersion: 'x' }, { ...good, reader: 'yes' }, 'x'.repeat(2_000)])
      expect((await report(site, key, more)).status).toBe(400);
    const again = await keyOn(app());
    expect((await report(site, key, good)).status).toBe(401);
    expect((await report(site, again, good)).status).toBe(204);
    expect(JSON.stringify(await store.db.selectFrom('workstation_key').selectAll().execute())).not.toContain(again.slice(7));
  });
});
