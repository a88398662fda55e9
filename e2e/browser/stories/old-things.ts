// What has become old: a card that was issued three generations of the authority ago, and a client that is older than the server wants.
import { join } from 'node:path';
import { expect } from 'vitest';
import { readCard } from '../../../apps/chip/card-store.ts';
import { earlierGenerations } from '../../../apps/chip/earlier-generations.ts';
import { status } from '../../../apps/eid-client/version.ts';
import { layout } from '../../../apps/pki/index.ts';
import { createCryptography } from '../../../io/crypto/index.ts';
import { readPublic, writePublic } from '../../../io/keys/index.ts';
import { concat } from '../../../lib/bytes/index.ts';
import type { Card } from '../../../lib/chip/index.ts';
import { type CvCertificate, parseCertificate } from '../../../lib/cvc/index.ts';
import { explain } from '../../../lib/phrases/index.ts';
import { putCopy, putCopyBack } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { activate, begin, goBack, signIn, useCard } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import type { Tell } from './tell.ts';

/** Three generations before the world's present authority, whose links the eID server now hands out. */
async function threeGenerationsAgo(world: TestWorld): Promise<{ readonly age: (card: Card) => Card; readonly present: string }> {
  const { cvca, terminal } = layout(world.folder.pki);
  const [present, chain] = await Promise.all([cvca.certificate, terminal.chain].map(readPublic));
  if (present === undefined || chain === undefined) throw new Error('no authorities');
  const { trustPoint, links } = earlierGenerations(parseCertificate(present), 3, createCryptography());
  const longer = join(world.folder.root, 'longer-chain.cvcerts');
  await writePublic(longer, concat(...links.map(({ raw }: CvCertificate) => raw), chain));
  await world.restart('eid-server', ({ services: [service], ...config }) => ({
    ...config,
    services: [{ ...service, certificateFiles: [longer] }],
  }));
  return { age: (card) => ({ ...card, trustPoints: [trustPoint] }), present: parseCertificate(present).chr.text };
}

const trustOf = async ({ folder }: TestWorld) =>
  (await readCard(join(folder.root, 'story-card.json'))).trustPoints.map((raw) => parseCertificate(raw).chr.text);

export function oldThings(tell: Tell): void {
  tell(
    'a card of three generations ago is brought up to date while the holder signs in, and the page says so to the end',
    async ({ page, world, portal }) => {
      const { age, present } = await threeGenerationsAgo(world);
      await using _card = await putCopy(world, 'huvos-emese', age, undefined, { latency: 150 });
      await signIn(page, portal, 'worker');
      await at(page, 'eid-client.card-renewal', 'done');
      await at(page, 'portal.health-worker');
      expect((await trustOf(world))[0]).toBe(present);
    },
  );

  tell('such a card, pulled while it is brought up to date, goes on from there at the next sign-in', async ({ page, world, portal }) => {
    const { age, present } = await threeGenerationsAgo(world);
    const card = await putCopy(world, 'huvos-emese', age, undefined, { latency: 400 });
    await signIn(page, portal, 'worker');
    await at(page, 'eid-client.card-renewal', 'under-way');
    await card.take();
    await at(page, 'eid-client.result', 'card.removed');
    await press(page, 'main a.ds-button');
    await at(page, 'idp.failed', 'client.stopped');
    await using _again = await putCopyBack(world);
    await useCard(page);
    await at(page, 'portal.health-worker');
    expect((await trustOf(world))[0]).toBe(present);
  });

  tell(
    'a client that is too old says which version is needed and what to do, and the way back leads to the portal',
    async ({ page, world, portal, language }) => {
      await world.restart('eid-server', ({ paos, ...config }) => ({
        ...config,
        paos: { ...paos, lowestClientVersions: { 'eSzig Kliens': '99.1.0' } },
      }));
      await begin(page, portal, 'worker');
      await activate(page);
      await at(page, 'eid-client.result', 'client.too-old');
      const text = await page.textContent('main');
      for (const told of [explain('client.too-old', language).nextStep, '99.1.0', status['Implementation-Version']])
        expect(text).toContain(told);
      await press(page, 'main a.ds-button');
      await at(page, 'idp.failed', 'client.stopped');
      await goBack(page);
      await at(page, 'portal.failure', 'client.stopped');
    },
  );
}
