// Every sentence exists in both languages, with the same placeholders; every failure is explained.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorCode, errorCodes, errors, explain, phrase, speaker } from './index.ts';

const folder = (language: string) => join(import.meta.dirname, language);
const files = readdirSync(folder('hu')).filter((name) => name.endsWith('.ts'));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

/** What is the same in both languages: names, and sentences of nothing but placeholders and numbers. */
const alike = ['eSzig Kliens', 'Linux', 'Windows', 'macOS', 'OK', 'E-mail: {mail}', '{address}, {milliseconds} ms', '{from} → {to},'];

describe('phrases', () => {
  test('each app has its table in both languages', () =>
    expect(readdirSync(folder('en')).sort()).toEqual(readdirSync(folder('hu')).sort()));

  test.each(files)('%s: both languages have the same keys and placeholders, and no sentence is empty', async (file) => {
    const [hu, en] = await Promise.all(['hu', 'en'].map((language) => import(join(folder(language), file))));
    expect(Object.keys(en)).toEqual(Object.keys(hu));
    for (const name of Object.keys(hu)) {
      expect(Object.keys(en[name]).sort()).toEqual(Object.keys(hu[name]).sort());
      for (const [key, text] of Object.entries<string>(hu[name])) {
        expect(text.trim(), key).not.toBe('');
        expect(placeholders(en[name][key]), key).toEqual(placeholders(text));
        // A text that nobody has translated stands in both tables alike.
        if (en[name][key] === text) expect(alike, key).toContain(text);
      }
    }
  });

  test('a phrase fills its placeholders, and takes no surprise', () => {
    const table = { tries: 'Hátralévő próbálkozások: {left}' } as const;
    expect(speaker(table, { tries: 'Tries left: {left}' }, 'en')('tries', { left: 2 })).toBe('Tries left: 2');
    expect(phrase(table, 'tries', { left: '{left}' })).toBe('Hátralévő próbálkozások: {left}');
    expect(() => phrase(table, 'tries')).toThrow(TypeError);
    expect(() => phrase({} as Record<'tries', string>, 'tries')).toThrow(TypeError);
  });
});

describe('errors', () => {
  test.each(errorCodes)('%s says cause, next step and who helps in whole sentences', (code) => {
    for (const language of ['hu', 'en'] as const) {
      const { title, cause, nextStep, whoHelps } = errors[code][language];
      for (const sentence of [cause, nextStep, whoHelps]) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
      expect(title).toMatch(/^\p{L}.*[^.]$/u);
    }
    expect(explain(code, 'hu').code).toBe(code);
  });

  test('a code that nobody knows is told as an internal failure', () => {
    expect(errorCode('pin.wrong')).toBe('pin.wrong');
    for (const stranger of ['constructor', 'K0505', '', undefined]) expect(errorCode(stranger)).toBe('internal');
  });
});
