import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plantedFaults } from '../lib/chip/planted-faults.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8');

test('every planted fault still has its place in the source, exactly one', () => {
  const lost = plantedFaults.filter(({ file, text }) => read(file).split(text).length !== 2);
  expect(lost.map(({ missing }) => missing)).toEqual([]);
});

test('at least forty checks of the chip are taken away, each once, and each by tests that are there', () => {
  expect(new Set(plantedFaults.map(({ missing }) => missing)).size).toBe(plantedFaults.length);
  expect(plantedFaults.length).toBeGreaterThanOrEqual(40);
  for (const { text, instead, tests } of plantedFaults) {
    expect(instead).not.toBe(text);
    for (const file of tests.split(' ')) expect(read(file)).toContain('test');
  }
});
