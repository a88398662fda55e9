// The matrix against a real PostgreSQL, called over HTTP as the portal and the identity provider do.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadWorld } from '../../../world/index.ts';
import { registersOf } from '../../../world/registers.ts';
import { type SchemaName, schemas } from '../schemas.ts';
import { servingDirectory } from '../testing/serving.ts';
import { takeInvitation } from './staff.ts';

const monday = Date.UTC(2026, 10, 23, 8);
const day = 24 * 3_600_000;
let now = monday;
const registers = registersOf(loadWorld(), monday);
const hospital = '104217';
const unit = '104217001';
const admin = 'fuzi-katalin';
const cardOf = (worker: string) => Buffer.from(worker.padEnd(32)).toString('hex');
const at = servingDirectory(registers, () => now, ['read', 'matrix']);
const { call } = at;

beforeAll(async () => {
  for (const worker of [admin, 'huvos-emese', 'szoke-gergo', 'kadar-tunde'])
    await call('office', 'PUT', '/links', { pseudonym: cardOf(worker), worker });
});

beforeEach(async () => {
  now = monday;
  for (const table of ['matrix_entry', 'matrix_pending', 'matrix_change', 'sign_in_day'] as const) await at.db.deleteFrom(table).execute();
});

const shaped = (name: SchemaName, value: unknown) => expect(schemas[name].safeParse(value).error).toBeUndefined();
const wish = (change: object = {}) => ({
  actor: admin,
  institution: hospital,
  unit,
  worker: 'huvos-emese',
  role: 'assistant',
  substitute: false,
  from: null,
  until: null,
  supervisor: null,
  reason: 'Új munkakör',
  ...change,
});
const grant = async (change: object = {}) => {
  const { status, body } = await call('portal', 'POST', '/matrix/grant', wish(change));
  return { status, body };
};
const takeAway = (change: object = {}) => {
  const { substitute: _, from: __, until: ___, supervisor: ____, ...rest } = wish({ reason: 'Kilépett', ...change });
  return call('portal', 'POST', '/matrix/take-away', rest);
};
const rolesOf = async (worker: string) => {
  const { body } = await call('idp', 'POST', '/resolve-link', { pseudonym: cardOf(worker) });
  return body.worker.roles.map((entry: { role: string; unit: { id: string } }) => `${entry.role}@${entry.unit.id}`);
};
const matrix = async (institution = hospital) => (await call('portal', 'GET', `/institutions/${institution}/matrix`)).body;

describe('a grant', () => {
  test('counts at the next sign-in, is told with who, when and why, and outlives new registers', async () => {
    expect(await grant()).toEqual({ status: 200, body: { outcome: 'in-force' } });
    expect(await rolesOf('huvos-emese')).toEqual([`assistant@${unit}`, `nurse@${unit}`]);
    const history = (await call('portal', 'GET', `/institutions/${hospital}/history`)).body;
    shaped('History', history);
    expect(history.changes).toEqual([
      {
        at: '2026-11-23T08:00:00Z',
        act: 'granted',
        actor: { id: admin, name: 'Fűzi Katalin' },
        worker: { id: 'huvos-emese', name: 'Hűvös Emese' },
        role: 'assistant',
        unit,
        reason: 'Új munkakör',
      },
    ]);
    await call('office', 'PUT', '/registers', registers);
    expect(await rolesOf('huvos-emese')).toContain(`assistant@${unit}`);
    shaped('MatrixOfInstitution', await matrix());
  });

  test.each([
    ['by somebody who is no administrator', { actor: 'huvos-emese', worker: 'szoke-gergo' }, 403, 'matrix.not-administrator'],
    ['by the administrator of another institution', { actor: 'kadar-tunde' }, 403, 'matrix.not-administrator'],
    ['at an institution that there is not', { institution: '999999' }, 403, 'matrix.not-administrator'],
    ['at a unit of another institution', { unit: '106538001' }, 422, 'matrix.unit-unknown'],
    ['to nobody', { worker: 'nobody' }, 422, 'matrix.worker-unknown'],
    ['of a role that a hospital does not have', { role: 'clerk' }, 422, 'matrix.role-not-grantable'],
    ['of a role of another profession', { role: 'physician' }, 422, 'matrix.other-profession'],
    ['of what the worker has', { role: 'nurse' }, 409, 'matrix.held-already'],
    ['that is malformed', { reason: '' }, 400, 'entitlement.malformed'],
  ])('%s is refused, and changes nothing', async (_, change, status, code) => {
    const before = await matrix();
    expect(await grant(change)).toMatchObject({ status, body: { code } });
    expect(await matrix()).toEqual(before);
  });

  test('to a substitute counts from the first day to the last', async () => {
    await grant({ substitute: true, from: '2026-11-24', until: '2026-11-25' });
    const seen: boolean[] = [];
    for (now of [monday, monday + day, monday + 2 * day, monday + 3 * day])
      seen.push((await rolesOf('huvos-emese')).includes(`assistant@${unit}`));
    expect(seen).toEqual([false, true, true, false]);
    expect((await grant()).status).toBe(200);
  });

  test('to a resident wants a physician who practises independently here', async () => {
    const resident = { worker: 'bohm-agoston', unit: '104217009', role: 'resident', until: '2027-06-30' };
    expect((await grant({ ...resident, supervisor: 'vertesi-arpad' })).body.code).toBe('matrix.supervisor-unfit');
    expect((await grant({ ...resident, supervisor: 'bohm-agoston' })).body.code).toBe('matrix.supervisor-unfit');
    expect((await grant({ ...resident, supervisor: 'kadar-tunde' })).body.code).toBe('matrix.supervisor-unfit');
    expect(await grant({ ...resident, supervisor: 'szoke-gergo' })).toEqual({ status: 200, body: { outcome: 'in-force' } });
    const { body } = await call('portal', 'GET', '/workers/bohm-agoston/standing');
    shaped('Standing', body);
    const entry = body.entries.find((row: { unit: { id: string } }) => row.unit.id === '104217009');
    expect(entry).toMatchObject({ standing: 'counts', until: '2027-06-30', supervisor: { name: 'dr. Szőke Gergő' } });
  });
});

describe('F3: nobody grants to themselves alone', () => {
  const own = { worker: admin, role: 'assistant' };
  const second = { worker: 'szoke-gergo', role: 'institution-admin' };
  const pendingId = async () => (await matrix()).pending[0]?.id;
  const decide = (actor: string, id: string, approve = true) =>
    call('portal', 'POST', '/matrix/decide', { actor, institution: hospital, id, approve, reason: 'Láttam' });

  test('it waits until a second administrator approves, who is neither the one who asked nor anybody without the role', async () => {
    const administrative = { worker: admin, role: 'institution-admin', unit: '104217002' };
    expect(await grant(administrative)).toEqual({ status: 200, body: { outcome: 'pending' } });
    expect((await grant(administrative)).body.code).toBe('matrix.held-already');
    expect(await rolesOf(admin)).toEqual([
      `institution-admin@${(await matrix()).entries.find((e: { worker: string }) => e.worker === admin).unit}`,
    ]);
    const id = await pendingId();
    expect((await decide(admin, id)).body.code).toBe('matrix.own-decision');
    expect((await decide('huvos-emese', id)).body.code).toBe('matrix.not-administrator');
    await grant(second);
    expect((await decide('szoke-gergo', id)).status).toBe(204);
    expect(await rolesOf(admin)).toContain('institution-admin@104217002');
    expect((await decide('szoke-gergo', id)).body.code).toBe('matrix.not-pending');
  });

  test('who asked may take it back; the second one may refuse; the rules are kept for it too', async () => {
    expect((await grant(own)).body.code).toBe('matrix.other-profession');
    const administrative = { worker: admin, role: 'institution-admin', unit: '104217002' };
    await grant(administrative);
    expect((await decide(admin, await pendingId(), false)).status).toBe(204);
    await grant(second);
    await grant(administrative);
    expect((await decide('szoke-gergo', await pendingId(), false)).status).toBe(204);
    expect(await rolesOf(admin)).not.toContain('institution-admin@104217002');
  });
});

describe('taking away', () => {
  test('ends the role at once, also one that the registers brought, and new registers do not bring it back', async () => {
    expect((await takeAway({ role: 'nurse' })).status).toBe(204);
    expect(await rolesOf('huvos-emese')).toEqual([]);
    await call('office', 'PUT', '/registers', registers);
    expect(await rolesOf('huvos-emese')).toEqual([]);
    expect((await takeAway({ role: 'nurse' })).body.code).toBe('matrix.not-held');
    await grant({ role: 'nurse' });
    expect(await rolesOf('huvos-emese')).toEqual([`nurse@${unit}`]);
  });

  test('F3: the last administrator cannot lock everybody out, not even two at once', async () => {
    const where = (await matrix()).entries.find((entry: { worker: string }) => entry.worker === admin).unit;
    const leaving = { worker: admin, role: 'institution-admin', unit: where };
    expect((await takeAway(leaving)).body.code).toBe('matrix.last-administrator');
    await grant({ worker: 'bohm-agoston', role: 'institution-admin' });
    expect((await takeAway(leaving)).body.code, 'the other has no linked card').toBe('matrix.last-administrator');
    await grant({ worker: 'szoke-gergo', role: 'institution-admin' });
    const both = await Promise.all([
      takeAway(leaving),
      takeAway({ actor: 'szoke-gergo', worker: 'szoke-gergo', role: 'institution-admin' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  });
});

describe('staff in no register', () => {
  test('are entered with a code that works once, within its time, and are there after new registers', async () => {
    const entered = await call('portal', 'POST', '/matrix/staff', {
      actor: admin,
      institution: hospital,
      name: 'Nagy <b>Ilona</b>',
      profession: 'nurse',
    });
    shaped('Invitation', entered.body);
    const { worker, code } = entered.body;
    expect(code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/);
    expect((await grant({ worker, role: 'nurse' })).status).toBe(200);
    await call('office', 'PUT', '/links', { pseudonym: cardOf('nagy'), worker });
    await call('office', 'PUT', '/registers', registers);
    expect(await rolesOf('nagy')).toEqual([`nurse@${unit}`]);
    const row = (await matrix()).workers.find(({ id }: { id: string }) => id === worker);
    expect(row).toMatchObject({ name: 'Nagy <b>Ilona</b>', ownStaff: true, linked: true, registration: { status: 'not-registered' } });
    const { db } = at;
    expect(JSON.stringify(await db.selectFrom('staff').selectAll().execute())).not.toContain(code.replaceAll('-', ''));
    expect(await takeInvitation(db, code, monday + 15 * day)).toBeUndefined();
    expect(await takeInvitation(db, ` ${code.toLowerCase().replaceAll('-', ' ')}`, monday)).toBe(worker);
    expect(await takeInvitation(db, code, monday)).toBeUndefined();
    const again = await call('portal', 'POST', '/matrix/invite', { actor: admin, institution: hospital, worker });
    expect(await takeInvitation(db, code, monday)).toBeUndefined();
    expect(await takeInvitation(db, again.body.code, monday)).toBe(worker);
    const stranger = await call('portal', 'POST', '/matrix/invite', { actor: 'kadar-tunde', institution: '210873', worker });
    expect(stranger.body.code).toBe('matrix.worker-unknown');
  });
});

describe('what is told', () => {
  test('of a sign-in the day, and to the institution for which it was', async () => {
    now = Date.UTC(2026, 10, 23, 23, 30);
    expect((await call('idp', 'POST', '/signed-in', { worker: 'szoke-gergo', institution: hospital })).status).toBe(204);
    const lastSignIn = async (institution: string) =>
      (await matrix(institution)).workers.find(({ id }: { id: string }) => id === 'szoke-gergo').lastSignIn;
    expect(await lastSignIn(hospital)).toBe('2026-11-24');
    expect(await lastSignIn('106538')).toBeNull();
    expect(JSON.stringify(await matrix())).not.toMatch(/pseudonym|pin|document/i);
  });

  test('of a standing why an entry does not count', async () => {
    const standing = async (worker: string) => (await call('portal', 'GET', `/workers/${worker}/standing`)).body;
    expect(await standing('vertesi-arpad')).toMatchObject({ entitled: 'suspended', entries: [{ standing: 'register' }] });
    expect(await standing('novak-peter')).toMatchObject({ entitled: 'no-role', entries: [{ standing: 'suspended' }] });
    expect(await standing('orsi-dalma')).toMatchObject({ entitled: 'entitled', linked: false });
    await grant({ from: '2026-12-01' });
    expect((await standing('huvos-emese')).entries.map((entry: { standing: string }) => entry.standing)).toEqual(['upcoming', 'counts']);
    expect((await call('portal', 'GET', '/register-numbers/61284')).body.workers).toHaveLength(1);
  });
});
