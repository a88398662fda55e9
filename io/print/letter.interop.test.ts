// Our letters in the hands of programs that are not ours: poppler reads the text and the tags, zbar the QR code from the printed page.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { letter } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'letter-'));
const file = join(folder, 'letter.pdf');
const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' });
const alphabet = 'aábcdeéfghiíjklmnoóöőpqrstuúüűvwxyz AÁBCDEÉFGHIÍJKLMNOÓÖŐPQRSTUÚÜŰVWXYZ „idézet” – €';

beforeAll(async () => {
  const made = await letter({
    language: 'hu',
    title: 'Kísérőlevél a hibás kártyaolvasóhoz',
    facts: [
      ['Bejelentés száma', 'HB-7K3M-9QXT'],
      ['Intézmény', 'Kórház <b>(104217)</b>'],
    ],
    paragraphs: [alphabet, 'Árvíztűrő tükörfúrógép.\r\nMásodik sor\u0007\u202E.', '(kiskapu) Tj ET endstream endobj \\'],
    checklist: { title: 'A csomag tartalma', items: ['kártyaolvasó', 'USB-kábel'] },
    signatures: ['Átadó', 'Futár'],
    qr: { content: 'HB-7K3M-9QXT', label: 'A bejelentés száma' },
  });
  writeFileSync(file, made);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every Hungarian letter comes out of the letter as it went in', () => {
  const text = run('pdftotext', '-layout', file, '-');
  for (const part of [alphabet, 'Árvíztűrő tükörfúrógép.', 'Második sor.', 'Bejelentés száma: HB-7K3M-9QXT', '☐ kártyaolvasó', 'Átadó']) {
    expect(text.replace(/[ \n]+/g, ' ')).toContain(part.replace(/ +/g, ' '));
  }
});

test('what a person typed is text on the page and nothing else', () => {
  const text = run('pdftotext', file, '-');
  expect(text).toContain('<b>(104217)</b>');
  expect(text).toContain('(kiskapu) Tj ET endstream endobj \\');
});

test('the letter is tagged, names its language and title, and describes its picture', () => {
  const info = run('pdfinfo', file);
  expect(info).toMatch(/Tagged:\s+yes/);
  expect(info).toMatch(/Title:\s+Kísérőlevél a hibás kártyaolvasóhoz/);
  expect(info).toMatch(/Pages:\s+1/);
  const structure = run('pdfinfo', '-struct-text', file);
  for (const tag of ['Document', 'H1', 'P ', 'Figure']) expect(structure).toContain(tag);
  expect(structure).toContain('Kísérőlevél');
  expect(run('pdfinfo', '-struct', file)).toContain('Figure');
});

test('fonts are part of the letter', () => {
  const fonts = run('pdffonts', file).trim().split('\n').slice(2);
  expect(fonts.length).toBeGreaterThan(0);
  for (const font of fonts) expect(font).toMatch(/DejaVuSans.*yes yes yes/);
});

test('the QR code of the printed page holds what it was given', () => {
  run('pdftoppm', '-r', '150', '-png', file, join(folder, 'page'));
  expect(run('zbarimg', '--quiet', '--raw', join(folder, 'page-1.png')).trim()).toBe('HB-7K3M-9QXT');
});
