// A card that ends after it was read: the relying party that collected the session can ask, and nobody else learns anything.
import { createHash } from 'node:crypto';
import { afterAll, expect, test, vi } from 'vitest';
import { createFetch } from '../../io/http/index.ts';
import { type Bytes, toHex } from '../../lib/bytes/index.ts';
import type { Card } from '../../lib/chip/index.ts';
import { refused } from '../../lib/eid-service/index.ts';
import { connect, createClient, exchangeOver, signIn } from './testing/client.ts';
import { serving } from './testing/server.ts';
import { noon, personalise } from './testing/world.ts';

const at = serving();
const fetches: (ReturnType<typeof createFetch> & Disposable)[] = [];
afterAll(() => fetches.forEach((fetch) => void fetch[Symbol.dispose]()));

async function ended(client?: { readonly cert: string; readonly key: string }): Promise<readonly string[]> {
  const fetch = createFetch({ ...client, accept: () => true });
  fetches.push(fetch);
  const answer = await fetch(`https://localhost:${at.server.servicePort}/ended`);
  if (answer.status !== 200) throw new Error(String(answer.status));
  return ((await answer.json()) as { sessions: string[] }).sessions;
}
const named = (session: Bytes) => createHash('sha256').update(session).digest('hex');

/** Reads a card; gives the session, not yet collected. */
async function read(card: Card): Promise<Bytes> {
  const { session, psk } = await at.party.open({ operations: { restrictedId: 'REQUIRED' } });
  using connection = await connect(at.server.paosPort, psk);
  await signIn(exchangeOver(connection), createClient(psk.id, { card }));
  return session;
}

test('when a card ends, every collected session that it was read in is named to its relying party, and no other session to anybody', async () => {
  const { first, second } = at.world.files.clients;
  const [lost, kept] = [personalise(), personalise()];
  const sessions = [await read(lost), await read(lost), await read(kept)] as const;
  for (const session of sessions) expect((await at.party.getResult(session)).result.major).toBe('ok');
  expect(await ended(first)).toEqual([]);
  await at.world.renew(1, () => at.world.files.block(lost));
  await vi.waitFor(async () => expect([...(await ended(first))].sort()).toEqual([named(sessions[0]), named(sessions[1])].sort()));
  expect(await ended(second)).toEqual([]);
  await expect(ended()).rejects.toThrow();
  await at.world.renew(2, () => at.world.files.block());
  expect((await ended(first)).length, 'a released card brings no session back').toBe(2);
});

test('a card that ends between reading and collecting says nothing of its holder', async () => {
  const lost = personalise();
  const session = await read(lost);
  await at.world.renew(2, () => at.world.files.block(lost));
  expect(await at.party.getResult(session)).toEqual({ result: refused('invalidDocument', 'document.revoked') });
  await at.world.renew(2, () => at.world.files.block());
});

test('C8: of a card that was read nothing is kept that whoever knows cards could look for without the cluster key', async () => {
  const card = personalise();
  await at.party.getResult(await read(card));
  const [identifier] = at.world.files.sectors([card])[0]?.identifiers ?? [];
  const guesses = ['', 'first '].flatMap((prefix) => [`${prefix}${toHex(identifier ?? new Uint8Array())}`, identifier ?? '']);
  const { rows } = await at.world.database.query("select encode(card, 'hex') as card from eid_server.card_read");
  const kept = rows.map((row) => row.card);
  expect(kept.length).toBeGreaterThan(0);
  for (const guess of guesses) expect(kept).not.toContain(createHash('sha256').update(guess).digest('hex'));
});

test('a card that was read before the cluster key was replaced is still found when it ends', async () => {
  const lost = personalise();
  const session = await read(lost);
  await at.party.getResult(session);
  const { clusterKeyFile } = at.world.files.config as { clusterKeyFile: string };
  const fresh = at.world.files.write('cluster-key-next', crypto.getRandomValues(new Uint8Array(32)));
  at.world.files.block(lost);
  await using _without = await at.world.start({ reloadEvery: 60_000, clusterKeyFile: fresh });
  await using _node = await at.world.start({ reloadEvery: 60_000, clusterKeyFile: [fresh, clusterKeyFile] });
  expect(await ended(at.world.files.clients.first)).toContain(named(session));
  at.world.files.block();
});

test('a server that starts later marks the sessions of the cards on its list, and what is older than a working day is forgotten', async () => {
  const lost = personalise();
  const session = await read(lost);
  await at.party.getResult(session);
  at.world.files.block(lost);
  await using _node = await at.world.start({ reloadEvery: 60_000 });
  expect(await ended(at.world.files.clients.first)).toContain(named(session));
  at.world.time.now += 12 * 3_600_000 + 1;
  await using _later = await at.world.start();
  expect((await at.world.database.query('select count(*)::int as rows from eid_server.card_read')).rows).toEqual([{ rows: 0 }]);
  at.world.time.now = noon;
});
