// The checks that close every file of stories see what they are there for.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faults } from './accessibility.ts';
import { launch } from './chromium.ts';
import { compare, type Visits } from './coverage.ts';
import { heaviest, weightOf } from './weight.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser.close());

test('a page without a visit, a visit without a row, an unlabelled field and a wide table would be seen', async () => {
  const planted = { page: 'planted', state: 'default', language: 'hu', url: 'http://planted.localhost:1/' };
  const body = '<main><h1>x</h1><p>some words</p><input><div style="width: 900px">x</div></main>';
  const html = `<html lang="hu"><head><title>x</title><style>p { color: black } @media (prefers-color-scheme: dark) { p { color: #333; background: #222 } }</style></head><body>${body}</body></html>`;
  const found = await faults(browser, [{ ...planted, html }], () => true);
  expect(found.some((fault) => fault.startsWith('planted default hu: label at'))).toBe(true);
  expect(found.some((fault) => fault.endsWith('pixels wide'))).toBe(true);
  expect(found.some((fault) => fault.startsWith('planted default hu in the dark: color-contrast at'))).toBe(true);
  const seen: Visits = new Map([['planted default hu', { ...planted, html }]]);
  expect(compare([{ id: 'other', states: ['default'] }], seen, ['hu'])).toEqual({
    missing: ['other default hu'],
    unknown: ['planted default hu'],
  });
});

test('a page as heavy as no page may be would be seen, and so would a script that nobody can weigh', () => {
  const noise = Array.from({ length: 40_000 }, () => Math.floor(Math.random() * 36).toString(36)).join('');
  expect(weightOf({ html: `<main>${noise}</main>` })).toBeGreaterThan(heaviest * 0.7);
  expect(weightOf({ html: `<main>${noise}${noise}</main>` })).toBeGreaterThan(heaviest);
  expect(weightOf({ html: '<script type="module" src="/assets/stranger.js"></script>' })).toBeGreaterThan(heaviest);
  expect(weightOf({ html: '<main>a page</main>' })).toBeLessThan(heaviest / 2);
});
