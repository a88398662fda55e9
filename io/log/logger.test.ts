import { expect, test } from 'vitest';
import { EidError } from '../../lib/error/index.ts';
import { createLogger } from './index.ts';

function recording() {
  const lines: string[] = [];
  return { lines, log: createLogger('idp', 'debug', { write: (line: string) => lines.push(line) }) };
}

test('the message of an error is never written, its code, facts and frames are', () => {
  const { lines, log } = recording();
  log.error('failed', { step: 'use-id' }, new EidError('x.y', { count: 2 }, { cause: new SyntaxError('Unexpected token in "123456"') }));
  const line = JSON.parse(lines[0] ?? '{}');
  expect(line).toMatchObject({ app: 'idp', event: 'failed', step: 'use-id', error: { code: 'x.y', facts: { count: 2 } } });
  expect(line.error.cause.name).toBe('SyntaxError');
  expect(line.error.frames.length).toBeGreaterThan(0);
  expect(lines.join('')).not.toContain('123456');
});

test('a logger with facts writes them with every event', () => {
  const { lines, log } = recording();
  log.with({ session: 'ba7816bf' }).info('opened');
  expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ session: 'ba7816bf', event: 'opened' });
});
