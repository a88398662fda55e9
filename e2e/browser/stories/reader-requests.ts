// Readers from the operator: who has one is refused kindly, who has none asks, and the service desk decides.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { migrations, schema, type Tables } from '../../../apps/portal/tables.ts';
import { openStore } from '../../../io/store/index.ts';
import { putCard } from '../cards.ts';
import { at, press } from '../chromium.ts';
import { signIn } from '../steps.ts';
import type { TestWorld } from '../world.ts';
import type { Stage, Tell } from './tell.ts';

const pharmacy = '318025';
const submit = (page: Page) => press(page, 'main form[method="post"] button[type="submit"]');

async function pharmacist({ page, world, portal }: Stage): Promise<void> {
  await using _card = await putCard(world, 'gyorffy-levente');
  await signIn(page, portal, 'worker');
  await at(page, 'portal.pharmacist');
  await page.goto(`${portal}/reader-request`);
}

/** The pharmacy's readers, away for a while. */
async function withoutReaders(world: TestWorld): Promise<AsyncDisposable> {
  await using db = await openStore<Tables>(world.secret('database-url'), schema, migrations, 1);
  const before = await db.deleteFrom('reader').where('institution', '=', pharmacy).returningAll().execute();
  const back = async () => {
    await using again = await openStore<Tables>(world.secret('database-url'), schema, migrations, 1);
    await again.insertInto('reader').values(before).execute();
  };
  return { [Symbol.asyncDispose]: back };
}

export function readerRequests(tell: Tell): void {
  tell('a pharmacy with a reader is refused kindly: the rule, what to buy, who repairs', async (stage) => {
    await pharmacist(stage);
    await at(stage.page, 'portal.reader-request', 'has-reader');
    expect(await stage.page.textContent('main')).toContain('cyberJack');
  });

  tell('a pharmacy without a reader asks for one, and the service desk grants it', async (stage) => {
    const { page, world, portal, elsewhere } = stage;
    await using _away = await withoutReaders(world);
    await pharmacist(stage);
    await at(page, 'portal.reader-request', 'not-one');
    await submit(page);
    await at(page, 'portal.reader-request', 'faulty');
    const answers = {
      readers: '1',
      why: 'Új <b>patika</b>',
      name: 'Győrffy Levente',
      phone: '+36 1 234 5678',
      mail: 'patika@posta.example',
      identifier: pharmacy,
    };
    for (const [field, answer] of Object.entries(answers)) await page.fill(`#${field}`, answer);
    await submit(page);
    await at(page, 'portal.reader-request-check');
    await press(page, 'button[value="send"]');
    await at(page, 'portal.reader-request-sent', 'submitted');
    expect(await page.textContent('main')).toContain('OGYÉI 318025');

    const desk = await elsewhere();
    await using _card = await putCard(world, 'szucs-dorottya');
    await signIn(desk, portal, 'worker');
    await at(desk, 'portal.staff');
    await desk.goto(`${portal}/desk/reader-requests`);
    await at(desk, 'portal.desk-requests', 'default');
    await press(desk, 'a[href^="/desk/reader-requests/"]');
    await at(desk, 'portal.desk-request', 'default');
    await submit(desk);
    await at(desk, 'portal.desk-request', 'faulty');
    await desk.check('input[value="grant"]');
    await desk.fill('#answer', 'Jó munkát!');
    await submit(desk);
    await at(desk, 'portal.desk-requests', 'empty');
    await page.reload();
    await at(page, 'portal.reader-request-sent', 'granted');
  });
}
