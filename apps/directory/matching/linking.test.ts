// Linking at the directory, over HTTP against a real PostgreSQL: who gets an account, who does not, and what people decide (attacks.md F1, F11).
import { beforeEach, describe, expect, test } from 'vitest';
import { type Identity, readUserName, userPrefixes } from '../../../lib/entitlement/index.ts';
import { loadWorld, type Person } from '../../../world/index.ts';
import { registersOf } from '../../../world/registers.ts';
import { schemas } from '../schemas.ts';
import { servingDirectory } from '../testing/serving.ts';
import { type Mark, marker } from './marks.ts';
import { matchIdentity } from './match.ts';

const monday = Date.parse('2026-11-23T08:00:00Z');
const hour = 3_600_000;
const world = loadWorld();
const registers = registersOf(world, monday);
let now = monday;
const at = servingDirectory(registers, () => now, ['cases', 'matrix']);
const { call } = at;

beforeEach(async () => {
  now = monday;
  for (const table of ['link', 'link_try', 'link_case'] as const) await at.db.deleteFrom(table).execute();
});

const person = (id: string) => world.people.find((one) => one.id === id) as Person;
/** What a person's card says. */
function cardOf(id: string): Identity {
  const { names, birthName, motherName, dateOfBirth, placeOfBirth } = person(id);
  return { name: `${names.family} ${names.given}`, birthName, motherName, dateOfBirth, placeOfBirth };
}
const pseudonym = (octet = 'a1') => octet.repeat(32);
const match = async (user: string, identity: Identity, octet?: string) => {
  const { status, body } = await call('idp', 'POST', '/match-identity', { pseudonym: pseudonym(octet), user, identity });
  expect(status).toBe(200);
  expect(schemas.IdentityMatched.safeParse(body).error).toBeUndefined();
  return body;
};
const linkedTo = async (octet?: string) => (await call('idp', 'POST', '/resolve-link', { pseudonym: pseudonym(octet) })).body.worker?.id;

describe('the match', () => {
  test('a physician with her own card is linked, with her roles, and so is one whom the register knows by her maiden name', async () => {
    const answer = await match('O94127', cardOf('gal-reka'));
    expect(answer).toMatchObject({ kind: 'linked', worker: { id: 'gal-reka' } });
    expect(answer.worker.roles).toHaveLength(2);
    expect(await linkedTo()).toBe('gal-reka');
    expect(await match('g43358', cardOf('halasz-nora'), 'b1')).toMatchObject({ kind: 'linked', worker: { id: 'halasz-nora' } });
  });

  test('F1: a stranger with a valid card does not get a doctor’s account, and nothing is linked', async () => {
    expect(await match('O61284', cardOf('kovacs-anna'))).toEqual({ kind: 'no' });
    expect(await linkedTo()).toBeUndefined();
  });

  test('F1: somebody who is linked cannot be linked to another account by the same card', async () => {
    await match('O94127', cardOf('gal-reka'));
    expect(await match('O61284', cardOf('szoke-gergo'))).toEqual({ kind: 'no' });
    expect(await linkedTo()).toBe('gal-reka');
  });

  test('F11: an account that does not exist, a wrong prefix and a used-up code are answered as somebody else’s account is', async () => {
    for (const user of ['O00000', 'N61284', 'ABCD-EFGH-JKMN-PQRS'])
      expect(await match(user, cardOf('kovacs-anna'), 'c1')).toEqual({ kind: 'no' });
  });

  test('F11: what is not found costs as many questions and as many digests as what is somebody else’s', async () => {
    const { db } = at;
    const work = async (user: string) => {
      const done = { questions: 0, digests: 0 };
      const counting = db.withPlugin({
        transformQuery: ({ node }) => [node, done.questions++][0] as typeof node,
        transformResult: async ({ result }) => result,
      });
      const mark: Mark = (use, ...values) => [marker(Buffer.from('a key'))(use, ...values), done.digests++][0] as string;
      const matching = { mark, prefixes: userPrefixes, waitingTime: 0 };
      const request = { pseudonym: pseudonym(), user, identity: cardOf('kovacs-anna') };
      expect(await matchIdentity(counting, matching, request, now)).toEqual({ kind: 'no' });
      return done;
    };
    const known = await work('O61284');
    expect(known.digests).toBeGreaterThan(6);
    expect(await work('O00000')).toEqual(known);
  });

  test('a replaced card with another pseudonym is linked as well, and the account has both', async () => {
    await match('O94127', cardOf('gal-reka'));
    expect(await match('O94127', cardOf('gal-reka'), 'b2')).toMatchObject({ kind: 'linked' });
    expect([await linkedTo(), await linkedTo('b2')]).toEqual(['gal-reka', 'gal-reka']);
  });

  test('a card has five tries a day, counted before anything is compared', async () => {
    for (let i = 0; i < 5; i++) expect(await match('O61284', cardOf('kovacs-anna'))).toEqual({ kind: 'no' });
    expect(await match('O94127', cardOf('gal-reka'))).toEqual({ kind: 'too-many' });
    now += 25 * hour;
    expect(await match('O94127', cardOf('gal-reka'))).toMatchObject({ kind: 'linked' });
  });

  test('an account has twenty tries a day, by whatever cards, and whether it exists or not', async () => {
    for (const user of ['O61284', 'O00000']) {
      for (let i = 0; i < 20; i++) await match(user, cardOf('kovacs-anna'), (0x10 + i).toString(16));
      expect(await match(user.toLowerCase(), cardOf('szoke-gergo'), 'f1')).toEqual({ kind: 'too-many' });
    }
  });

  test('the tables keep no name, no date and no place of anybody', async () => {
    await match('O94127', cardOf('gal-reka'));
    await match('O70215', cardOf('szabo-peter-baja'), 'b3');
    const { db } = at;
    const rows = JSON.stringify([
      await db.selectFrom('identity').selectAll().execute(),
      await db.selectFrom('link_try').selectAll().execute(),
      await db.selectFrom('link_case').selectAll().execute(),
    ]);
    for (const datum of ['Gál', 'gal reka', 'Erdős', 'erdos', '1996', 'Kecskemét', 'Szabó', 'Nagy Mária', 'O94127'])
      expect(rows).not.toContain(datum);
  });
});

describe('somebody in no register', () => {
  const enter = async (name: string) => {
    await call('office', 'PUT', '/links', { pseudonym: pseudonym('ad'), worker: 'fuzi-katalin' });
    const staff = { actor: 'fuzi-katalin', institution: '104217', name, profession: 'nurse' };
    return (await call('portal', 'POST', '/matrix/staff', staff)).body as { worker: string; code: string };
  };

  test('is linked by the institution’s code, once, and by nobody of another name', async () => {
    const { worker, code } = await enter('Bodó Ildikó');
    expect(await match(code, cardOf('kovacs-anna'), 'c3')).toEqual({ kind: 'human' });
    expect(await match(code.toLowerCase(), cardOf('bodo-ildiko'))).toMatchObject({ kind: 'linked', worker: { id: worker } });
    expect(await match(code, cardOf('bodo-ildiko'), 'b4')).toEqual({ kind: 'no' });
  });
});

describe('what is left to people', () => {
  const open = async () => {
    expect(await match('O70215', cardOf('szabo-peter-baja'))).toEqual({ kind: 'human' });
    const { body } = await call('portal', 'GET', '/link-cases');
    expect(schemas.LinkCases.safeParse(body).error).toBeUndefined();
    return body.cases[0] as { id: string; reason: string };
  };
  const decide = (id: string, actor: string, word = 'confirm') => call('portal', 'POST', '/decide-link', { case: id, actor, word });
  const agent = 'szucs-dorottya';
  const clerk = 'koszegi-mate';

  test('two people with the same name and day of birth are one case, and asking again makes no second one', async () => {
    const { reason } = await open();
    expect(reason).toBe('namesake');
    await match('O70215', cardOf('szabo-peter-baja'));
    expect((await call('portal', 'GET', '/link-cases')).body.cases).toHaveLength(1);
  });

  test('two people confirm with a day between them, and then the card is linked', async () => {
    const { id } = await open();
    expect((await decide(id, agent)).body).toEqual({ kind: 'confirmed-once', mail: 'szabo.peter.baja@posta.example' });
    expect(await linkedTo()).toBeUndefined();
    expect((await decide(id, clerk)).body.code).toBe('linking.too-early');
    now += 24 * hour;
    expect((await decide(id, agent)).body.code).toBe('linking.same-person');
    expect((await decide(id, clerk)).body).toMatchObject({ kind: 'linked' });
    expect(await linkedTo()).toBe('szabo-peter-baja');
    expect((await decide(id, clerk)).body.code).toBe('linking.not-open');
  });

  test('either may refuse, and the card is forgotten', async () => {
    const { id } = await open();
    await decide(id, agent);
    expect((await decide(id, clerk, 'refuse')).body).toMatchObject({ kind: 'refused' });
    expect((await call('portal', 'GET', '/link-cases')).body.cases).toEqual([]);
    const { db } = at;
    expect(JSON.stringify(await db.selectFrom('link_case').selectAll().execute())).not.toContain(pseudonym());
  });

  test('F1: the employer’s administrator decides nothing, nor does a physician, nor the person whom the case is about', async () => {
    const { id } = await open();
    for (const actor of ['fuzi-katalin', 'szoke-gergo', 'szabo-peter-baja', 'nobody'])
      expect((await decide(id, actor)).body).toMatchObject({ status: 403, code: 'linking.not-decider' });
  });

  test('a case that nobody decides ends after sixty days', async () => {
    await open();
    now += 61 * 24 * hour;
    expect((await call('portal', 'GET', '/link-cases')).body.cases).toEqual([]);
  });
});

test('a letter goes to the registered address of a user name’s owner; for nobody there is none', async () => {
  const owner = async (user: string) => (await call('portal', 'POST', '/account-owner', { user })).body;
  expect(await owner('O94127')).toEqual({ mail: 'gal.reka@posta.example' });
  for (const user of ['O00000', 'ABCD-EFGH-JKMN-PQRS']) expect(await owner(user)).toEqual({ mail: null });
  expect((await call('idp', 'POST', '/account-owner', { user: 'O94127' })).status).toBe(403);
});

test('user names are made of a prefix and the register number, as data', async () => {
  expect((await call('portal', 'GET', '/user-prefixes')).body).toEqual(userPrefixes);
  expect(readUserName(userPrefixes, ' o94127 ')).toEqual({ professions: ['physician', 'dentist'], number: '94127' });
  for (const user of ['94127', 'O9412', 'X94127', 'OO94127', '']) expect(readUserName(userPrefixes, user)).toBeUndefined();
});
