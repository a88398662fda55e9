import { expect, test, vi } from 'vitest';
import { utf8 } from '../../../lib/bytes/index.ts';
import type { PermissionRequest } from '../holder.ts';
import { createDialogue } from './dialogue.ts';

const request: PermissionRequest = {
  subject: { name: 'IdP', url: 'https://idp.localhost:8181' },
  issuer: { name: 'BM' },
  validity: { from: '2026-01-01', to: '2026-02-01' },
  required: ['restrictedIdentification'],
  optional: ['readDg4', 'readDg5'],
};
const asked = { triesLeft: 3, wrongBefore: false, atReader: false };

test('nothing is opened while there is no question, and once for the first', async () => {
  const opened = vi.fn();
  const dialogue = createDialogue(opened);
  dialogue.progress('connecting');
  dialogue.progress('card');
  expect(opened).not.toHaveBeenCalled();
  dialogue.wait('card.none');
  void dialogue.askPin(asked);
  expect(opened).toHaveBeenCalledOnce();
});

test('an optional right is permitted when it was ticked and was on the page', async () => {
  const dialogue = createDialogue(() => undefined);
  const choice = dialogue.askPermission(request);
  dialogue.answer(dialogue.version, { rights: ['readDg5', 'readDg12'] });
  expect(await choice).toEqual(['readDg5']);
});

test.each([
  ['12345', 'activation'],
  ['1234567', 'length'],
  ['', 'length'],
  ['12345a', 'length'],
])('an entry %j is asked again, with its problem, and settles nothing', async (code, problem) => {
  const dialogue = createDialogue(() => undefined);
  const settled = vi.fn();
  void dialogue.askPin(asked).then(settled);
  dialogue.answer(dialogue.version, { code: utf8(code) });
  expect(dialogue.view).toMatchObject({ page: 'pin', problem });
  dialogue.answer(dialogue.version, { code: utf8(' 123456 ') });
  await expect.poll(() => settled.mock.calls.length).toBe(1);
  expect(dialogue.view).toMatchObject({ page: 'progress' });
});

test('the form of an older page does nothing', async () => {
  const dialogue = createDialogue(() => undefined);
  const pin = dialogue.askPin(asked);
  const old = dialogue.version;
  dialogue.answer(old, { code: utf8('1') });
  dialogue.answer(old, { code: utf8('123456') });
  expect(dialogue.view.page).toBe('pin');
  dialogue.answer(dialogue.version, { code: utf8('123456') });
  expect((await pin)?.type).toBe('pin');
});

test('who stops, stops every question, also the ones still to come', async () => {
  const dialogue = createDialogue(() => undefined);
  const pin = dialogue.askPin(asked);
  dialogue.cancel();
  await expect(pin).rejects.toMatchObject({ code: 'user.cancelled' });
  await expect(dialogue.askCan(asked)).rejects.toMatchObject({ code: 'user.cancelled' });
});

test('a failure of this side is explained, a cancelled or finished sign-in just closes', () => {
  const dialogue = createDialogue(() => undefined);
  dialogue.tell({ kind: 'failed', code: 'card.removed' });
  expect(dialogue.view).toEqual({ page: 'result', code: 'card.removed' });
  dialogue.tell({ kind: 'failed', code: 'user.cancelled' });
  expect(dialogue.view).toEqual({ page: 'closed' });
});

test('a change wakes whoever waits for it', async () => {
  const dialogue = createDialogue(() => undefined);
  const changed = dialogue.changed(dialogue.version, 10_000);
  dialogue.wait('reader.none');
  await changed;
  await dialogue.changed(dialogue.version, 5);
});
