// Fault reports against a real PostgreSQL: filing, confirming, the courier, and what is refused.
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeDiagnosis } from '../../../lib/diagnosis/index.ts';
import { isReportNumber } from '../../../lib/fault-report/index.ts';
import { origin } from '../testing/browse.ts';
import { answers, openSite, type Site } from './site.fixture.ts';
import { lifetimes, mostDrafts } from './store.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterAll(() => site[Symbol.asyncDispose]());
beforeEach(async () => {
  await site.db.deleteFrom('fault_report').execute();
  await site.db.deleteFrom('outbox').execute();
  site.as();
});

const reports = () => site.db.selectFrom('fault_report').selectAll().execute();
const letters = () => site.db.selectFrom('outbox').selectAll().orderBy('posted_at').execute();
const events = () => site.db.selectFrom('fault_event').select(['event', 'actor', 'note']).orderBy('place').execute();

/** A report filed by somebody who works at the institution. */
async function filed() {
  site.as('nurse');
  await site.send('/faults/report', answers);
  return (await reports())[0] as Awaited<ReturnType<typeof reports>>[0];
}

describe('filing', () => {
  test('by a worker is submitted at once, and told to the registered address and nobody else', async () => {
    site.as('nurse');
    const answer = await site.send('/faults/report', { ...answers, contact: 'victim@stranger.example', institution: '318025' });
    const [report] = await reports();
    expect(report).toMatchObject({ state: 'submitted', institution: '104217', serial: 'OK-1', outcome: 'reader-dead', confirm_key: null });
    expect(isReportNumber(report?.number ?? '')).toBe(true);
    expect(answer.location).toBe(`/faults/sent/${report?.receipt}`);
    expect((await letters()).map(({ recipient }) => recipient)).toEqual(['iroda@i104217.example']);
    expect((await letters())[0]?.text).toContain(report?.number);
  });

  test('sent twice makes one report, and both lead to it', async () => {
    site.as('nurse');
    const token = /name="_form" value="([^"]+)"/.exec((await site.get('/faults/report')).text)?.[1] ?? '';
    const body = () => {
      const form = new URLSearchParams([
        ['_form', token],
        ['_step', 'send'],
      ]);
      for (const [name, value] of Object.entries(answers)) for (const one of [value].flat()) form.append(name, one);
      return form;
    };
    const [first, second] = await Promise.all([site.post('/faults/report', body()), site.post('/faults/report', body())]);
    expect(first.location).toMatch(/^\/faults\/sent\/[\w-]{43}$/);
    expect(second.location).toBe(first.location);
    expect(await reports()).toHaveLength(1);
  });

  test('without signing in waits until the institution confirms it by the link in its letter, once', async () => {
    const { location } = await site.send('/faults/report', answers);
    expect((await reports())[0]).toMatchObject({ state: 'draft' });
    expect((await site.get(location)).text).toContain('data-state="draft"');
    const link = /\/faults\/confirm\/[\w-]{43}/.exec((await letters())[0]?.text ?? '')?.[0] ?? '';
    expect((await site.get(link)).text).toContain('Hűvös Emese');
    expect((await site.post(link, new URLSearchParams({ event: 'confirm' }))).location).toBe(location);
    expect((await reports())[0]).toMatchObject({ state: 'submitted', confirm_key: null });
    expect((await site.get(link)).status).toBe(400);
    expect((await events()).map(({ event, actor }) => [event, actor])).toEqual([
      ['submit', 'reporter'],
      ['confirm', 'confirmer'],
    ]);
  });

  test('F6: is no way to fill a mailbox: after a few that nobody confirmed no more are taken', async () => {
    for (let i = 0; i < mostDrafts; i++) expect((await site.send('/faults/report', answers)).status).toBe(303);
    const refused = await site.send('/faults/report', answers);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('value="Hűvös Emese"');
    expect(await letters()).toHaveLength(mostDrafts);
  });

  test('erases what nobody confirmed and what was closed long ago, and nothing else', async () => {
    await filed();
    const [report] = await reports();
    const other = (change: object, i: number) => ({
      ...report,
      id: `id${i}`,
      number: `n${i}`,
      receipt: `r${i}`,
      serial: `s${i}`,
      ...change,
    });
    const old = { created_at: site.now - lifetimes.closed - 1, changed_at: site.now - lifetimes.closed - 1 };
    const rows = [
      { state: 'draft', ...old },
      { state: 'closed', ...old },
      { state: 'submitted', ...old },
      { state: 'closed' },
      { state: 'draft' },
    ];
    await site.db
      .insertInto('fault_report')
      .values(rows.map(other) as never)
      .execute();
    await site.send('/faults/report', { ...answers, serial: 'OK-2' });
    expect((await reports()).map(({ id }) => id)).toEqual(expect.arrayContaining(['id2', 'id3', 'id4']));
    expect((await reports()).filter(({ id }) => ['id0', 'id1'].includes(id))).toEqual([]);
  });

  test.each(['OWN-1', 'OTHER-1', 'NOBODY-1', 'STOCK-1'])(
    'of a reader that the operator did not give to the institution is refused kindly: %s',
    async (serial) => {
      site.as('nurse');
      const answer = await site.send('/faults/report', { ...answers, serial });
      expect(answer.location).toBe('/faults/not-given');
      expect((await site.get(answer.location)).text).toContain('data-page="portal.fault-not-given"');
      expect([await reports(), await letters()]).toEqual([[], []]);
    },
  );

  test('of a reader with an open report is refused, and everything typed is there again', async () => {
    await filed();
    const again = await site.send('/faults/report', answers);
    expect(again.status).toBe(400);
    expect(again.text).toContain('id="serial-fault"');
    expect(again.text).toContain('Fűzfa utca 12.');
    expect(await reports()).toHaveLength(1);
  });

  test.each([
    ['serial', { serial: '<b>' }],
    ['symptoms', { symptoms: [] }],
    ['symptoms', { symptoms: 'magic' }],
    ['description', { symptoms: 'other', description: '' }],
    ['phone', { phone: 'call me' }],
    ['contact', { contact: 'a@b.hu, c@d.hu' }],
    ['postal-code', { 'postal-code': '500' }],
    ['pickup-day', { 'pickup-day': '2026-11-23' }],
    ['pickup-day', { 'pickup-day': '2026-11-28' }],
    ['pickup-day', { 'pickup-day': '2027-03-01' }],
    ['pickup-window', { 'pickup-window': '02-04' }],
    ['institution', { institution: '1042' }],
  ])('a faulty %s is told at its field, and nothing is filed', async (field, change) => {
    const answer = await site.send('/faults/report', { ...answers, ...change });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`id="${field}-fault"`);
    expect(await reports()).toEqual([]);
  });

  test('HTML in a field is text on every page that shows it', async () => {
    const report = await filed();
    for (const [role, path] of [
      ['nurse', `/faults/reports/${report.id}`],
      ['desk-agent', `/desk/faults/${report.id}`],
    ] as const) {
      site.as(role);
      const { text, status } = await site.get(path);
      expect(status).toBe(200);
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(text).not.toContain('<script>alert');
    }
  });
});

describe('who sees a report', () => {
  test('F2: its institution does, another and a patient do not, and a guess opens nothing', async () => {
    const report = await filed();
    const path = `/faults/reports/${report.id}`;
    expect((await site.get(path)).text).toContain(report.number);
    site.as('institution-admin', '318025');
    const foreign = await site.get(path);
    const none = await site.get(`/faults/reports/${'x'.repeat(43)}`);
    expect([foreign.status, none.status]).toEqual([403, 403]);
    expect((await site.post(`${path}/withdraw`, new URLSearchParams())).status).toBe(403);
    site.as();
    expect((await site.get(path)).status).toBe(303);
    for (const guess of [`/faults/sent/${report.number}`, `/courier/${report.number}`, `/faults/sent/${report.id}`])
      expect((await site.get(guess)).status).toBe(400);
  });

  test('who has the receipt sees state and letter, and no name, phone or address', async () => {
    const report = await filed();
    site.as();
    const { text } = await site.get(`/faults/sent/${report.receipt}`);
    expect(text).toContain(report.number);
    for (const hidden of ['Hűvös', '234 5678', 'Fűzfa', 'OK-1', report.id]) expect(text).not.toContain(hidden);
    const letter = await site.get(`/faults/sent/${report.receipt}/letter`);
    expect(letter.headers.get('content-type')).toBe('application/pdf');
    expect(letter.headers.get('content-disposition')).toMatch(/^attachment/);
  });
});

describe('the courier', () => {
  const hand = { serial: 'OK-1', items: ['reader', 'stand', 'cable', 'letter'], seal: 'ZAR-2201', giver: 'Hűvös Emese' };

  async function ordered() {
    const { id } = await filed();
    site.as('desk-agent');
    await site.send(`/desk/faults/${id}/order-courier`, { note: '' });
    site.as();
    return (await reports())[0] as Awaited<ReturnType<typeof reports>>[0];
  }

  test('F12: takes the reported reader with letter, seal and code, and the hand-over is written down', async () => {
    const { courier_key, number, handover_code } = await ordered();
    const path = `/courier/${courier_key}`;
    const good = { ...hand, number, code: handover_code ?? '' };
    for (const [field, change] of [
      ['number', { number: 'HB-0000-0000' }],
      ['serial', { serial: 'OK-2' }],
      ['items', { items: ['reader'] }],
      ['seal', { seal: '' }],
    ] as const) {
      const refused = await site.send(path, { ...good, ...change });
      expect(refused.text, field).toContain(`id="${field}-fault"`);
    }
    expect((await reports())[0]?.state).toBe('courier-ordered');
    expect((await site.send(path, good)).location).toBe('/courier/done');
    expect((await reports())[0]).toMatchObject({ state: 'collected', seal: 'ZAR-2201', courier_key: null, handover_code: null });
    const last = (await events()).at(-1);
    expect(last).toMatchObject({ event: 'hand-over', actor: 'courier' });
    expect(last?.note).toContain('ZAR-2201');
    expect((await site.get(path)).status).toBe(400);
  });

  test('F12: five wrong codes end the link, also when they come at once', async () => {
    const { courier_key, number, handover_code } = await ordered();
    const path = `/courier/${courier_key}`;
    const wrong = handover_code === '000000' ? '000001' : '000000';
    await Promise.all(Array.from({ length: 5 }, () => site.send(path, { ...hand, number, code: wrong })));
    expect((await reports())[0]).toMatchObject({ state: 'courier-ordered', courier_key: null });
    expect((await site.get(path)).status).toBe(400);
  });
});

describe('a picture', () => {
  const upload = async (path: string, octets: Uint8Array, name = 'kep.jpg') => {
    const form = new FormData();
    form.set('picture', new File([Uint8Array.from(octets)], name, { type: 'image/jpeg' }));
    const request = new Request('http://x', { method: 'POST', body: form });
    const body = new Uint8Array(await request.arrayBuffer());
    return site.post(path, body, { 'content-type': request.headers.get('content-type') ?? '', 'content-length': String(body.length) });
  };
  const stored = () => site.db.selectFrom('fault_picture').selectAll().execute();

  test('F7: is made anew: smaller, as WebP, without what was hidden in it, and shown to the desk only', async () => {
    const report = await filed();
    const photo = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#884400' } })
      .withExif({ IFD0: { Copyright: 'secret-place' } })
      .jpeg()
      .toBuffer();
    expect(photo.includes('secret-place')).toBe(true);
    const path = `/faults/sent/${report.receipt}/picture`;
    expect((await upload(path, Buffer.concat([photo, Buffer.from('<?php evil ?>')]))).status).toBe(303);
    const [picture] = await stored();
    const meta = await sharp(picture?.content).metadata();
    expect(meta).toMatchObject({ format: 'webp', width: 1600 });
    expect(meta.exif).toBeUndefined();
    for (const hidden of ['secret-place', 'evil']) expect(picture?.content.includes(hidden)).toBe(false);
    site.as('nurse');
    expect((await site.get(`/desk/faults/${report.id}/picture`)).status).toBe(403);
    site.as('desk-agent');
    const shown = await site.get(`/desk/faults/${report.id}/picture`);
    expect(shown.headers.get('content-type')).toBe('image/webp');
    expect(shown.headers.get('content-security-policy')).toContain('sandbox');
  });

  test.each([
    ['a program', Buffer.from('MZ\u0090\u0000')],
    ['an SVG with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['half a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['a file that says it is a PNG', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('nothing')])],
    ['nothing', Buffer.alloc(0)],
    ['too much', Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(9_000_000)])],
  ])('F7: %s is refused', async (_, octets) => {
    const report = await filed();
    const answer = await upload(`/faults/sent/${report.receipt}/picture`, octets);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('picture.refused');
    expect(await stored()).toEqual([]);
  });
});

describe('a diagnosis', () => {
  const diagnosis = encodeDiagnosis({
    made: '2026-11-23T06:00:00Z',
    client: { version: '0.1.0', system: 'linux', port: 'ours', window: 'own' },
    findings: ['pin.suspended'],
    driver: 'running',
    readers: 1,
    services: [],
    certificates: {},
  });
  const upload = async (text: string) => {
    const form = new FormData();
    form.set('file', new File([text], 'diagnosis.json'));
    const request = new Request('http://x', { method: 'POST', body: form });
    const body = new Uint8Array(await request.arrayBuffer());
    const headers = { 'content-type': request.headers.get('content-type') ?? '', 'content-length': String(body.length) };
    return site.post('/faults/check/diagnosis', body, headers);
  };

  test('of a suspended PIN says so, sends no courier, and goes with the report when it is filed all the same', async () => {
    const { location } = await upload(diagnosis);
    const result = await site.get(location);
    expect(result.text).toContain('data-outcome="pin"');
    const id = new URL(location, origin).searchParams.get('diagnosis') ?? '';
    site.as('nurse');
    await site.send('/faults/report', { ...answers, diagnosis: id });
    const [report] = await reports();
    expect(report).toMatchObject({ outcome: 'pin', diagnosis });
    site.as('desk-agent');
    expect((await site.get(`/desk/faults/${report?.id}`)).text).toContain('A PIN-kód fel van függesztve (pin.suspended)');
    const refused = await site.send(`/desk/faults/${report?.id}/order-courier`, { note: '' });
    expect(refused.text).toContain('id="note-fault"');
    expect((await site.send(`/desk/faults/${report?.id}/order-courier`, { note: 'A PIN rendben, az olvasó mégsem megy.' })).status).toBe(
      303,
    );
  });

  test.each(['{}', 'x'.repeat(20_000), '<svg/>'])('that is none is refused: %.12s', async (text) => {
    const answer = await upload(text);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('diagnosis.malformed');
  });
});
