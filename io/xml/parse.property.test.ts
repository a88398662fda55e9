// How little time and memory the worst XML costs. Measured in a process of its own, where nobody else's garbage is cleared away meanwhile.
import { expect, test } from 'vitest';
import { utf8 } from '../../lib/bytes/index.ts';
import { parseXml } from './index.ts';

test('B14: each of the worst documents is refused within 50 ms and 50 MB', () => {
  const size = 128 * 1024 - 16;
  const worst = [
    '<r>'.repeat(size / 3),
    `<!DOCTYPE r [${'<!ENTITY a "b">'.repeat(size / 15)}`,
    `<r ${'a="1" '.repeat(size / 6)}`,
    `<r>${'&amp;'.repeat(size / 5)}`,
  ];
  parseXml(utf8('<r/>'));
  for (const document of [...worst.map(utf8), new Uint8Array(200 * 1024 * 1024)]) {
    const memory = process.memoryUsage().heapUsed;
    const start = process.cpuUsage();
    expect(() => parseXml(document)).toThrow(/^xml\./);
    expect(process.cpuUsage(start).user).toBeLessThan(50_000);
    expect(process.memoryUsage().heapUsed - memory).toBeLessThan(50 * 1024 * 1024);
  }
});
