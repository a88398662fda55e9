import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { caseTable, clientCases } from './cases.ts';

const document = readFileSync(new URL('../../docs/conformance-cases.md', import.meta.url), 'utf8');

test('docs/conformance-cases.md lists each case with its rule, and says which are not tested and why', () => {
  expect(document).toContain(caseTable(clientCases));
});

test('it claims no more than cases of our own', () => {
  expect(document).toContain('Checked against our own cases modelled on TR-03124-2.');
  expect(document).not.toMatch(/\b(is|are|was|were|fully) (conformant|compliant|certified)\b|conforms to|complies with/i);
});
