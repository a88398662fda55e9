// What holds for the window's pages whatever their state: the step is named, the one rule is told, the pictures say what they show.
import { describe, expect, test } from 'vitest';
import type { Html } from '../../../io/http/index.ts';
import type { CodeName } from '../code.ts';
import type { Progress } from '../holder.ts';
import { cardCheckPage } from './card-check.ts';
import { cardCodePage, newPinPage } from './card-code.ts';
import { cardHomePage } from './card-home.ts';
import { canPage, pinPage } from './codes.ts';
import { ownIn } from './own-frame.ts';
import { permissionPage } from './permission.ts';
import { progressPage, waitingPage } from './waiting.ts';

const frame = (language: 'hu' | 'en') => ({ language, url: 'http://127.0.0.1:24727/window', inTab: false });
const text = async (page: Html) => String(await page);
const question = (atReader: boolean) => ({ wrongBefore: false, atReader, triesLeft: 3 });
const steps: readonly Progress[] = ['connecting', 'card', 'server', 'finishing'];

describe.each(['hu', 'en'] as const)('in %s', (language) => {
  test('the progress of a sign-in names the step in title and list, and no two steps alike; work on the codes has no steps', async () => {
    const titles = new Set<string>();
    for (const step of steps) {
      const page = await text(progressPage(step, 1, frame(language)));
      const title = /<title>(.*?) – /.exec(page)?.[1] ?? '';
      titles.add(title);
      expect(page).toContain(`<li aria-current="step">${title}</li>`);
      expect(page).toMatch(/role="status" data-live-version="1">[^<]{8,}</);
    }
    expect(titles.size).toBe(steps.length);
    expect(await text(progressPage('codes', 1, frame(language)))).not.toContain('aria-current');
  });

  test('wherever a code is typed or about to be, the page says where codes are typed and that nobody may ask for them elsewhere', async () => {
    const request = {
      subject: { name: 'A', url: 'https://a.example' },
      issuer: { name: 'B' },
      validity: { from: '2026-01-01', to: '2026-02-01' },
      required: [],
      optional: [],
    };
    const pages = [
      permissionPage(request, 1, frame(language)),
      cardHomePage(1, undefined, frame(language)),
      ...[true, false].flatMap((atReader) => [
        pinPage({ page: 'pin', question: question(atReader) }, 1, frame(language)),
        canPage({ page: 'can', question: question(atReader) }, 1, frame(language)),
        newPinPage({ page: 'new-pin', atReader }, 1, frame(language)),
        ...(['activation', 'pin', 'can', 'puk'] as const satisfies readonly CodeName[]).map((code) =>
          cardCodePage({ page: 'card-code', question: { code, ...question(atReader) } }, 1, frame(language)),
        ),
      ]),
    ];
    for (const page of pages) expect(await text(page)).toContain(ownIn(language)('own.rule'));
  });

  test('who waits for reader or card, or types at the reader, sees what to do; every picture has its words', async () => {
    const pages = [
      waitingPage('reader.none', 1, frame(language)),
      waitingPage('card.none', 1, frame(language)),
      pinPage({ page: 'pin', question: question(true) }, 1, frame(language)),
      canPage({ page: 'can', question: question(false) }, 1, frame(language)),
    ];
    const pictures = await Promise.all(
      pages.map(async (page) => /<svg class="picture"[^>]*role="img" aria-label="([^"]{10,})"/.exec(await text(page))?.[1]),
    );
    expect(new Set(pictures).size).toBe(pages.length);
    expect(pictures).not.toContain(undefined);
  });

  test('the card check names every group and how it stands: what the EESZT does not need is not needed, whatever the card', async () => {
    const outcomes = async (check: Parameters<typeof cardCheckPage>[0]) =>
      [...(await text(cardCheckPage(check, 1, undefined, frame(language)))).matchAll(/data-outcome="(\w+)"/g)].map(
        ([, outcome]) => outcome,
      );
    const reader = { name: 'eSzig virtual reader', kind: 'virtual', pinPad: false, known: true } as const;
    const card = { kind: 'eid', generation: '2024', pin: { state: 'operational', triesLeft: 3 } } as const;
    const until = '2030-01-01';
    expect(await outcomes({ finding: 'reader.none' })).toEqual(['problem', 'untold', 'untold', 'untold', 'unneeded', 'unneeded']);
    expect(await outcomes({ reader, finding: 'card.none' })).toEqual(['ok', 'problem', 'untold', 'untold', 'unneeded', 'unneeded']);
    expect(await outcomes({ reader, card, signature: true, passport: true, document: { until, over: false } })).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
      'unneeded',
      'unneeded',
    ]);
    const blocked = { ...card, pin: { state: 'blocked', triesLeft: 0 } } as const;
    expect(await outcomes({ reader, card: blocked, finding: 'pin.blocked', document: { until, over: true } })).toEqual([
      'ok',
      'ok',
      'problem',
      'problem',
      'unneeded',
      'unneeded',
    ]);
  });
});
