import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { caseTable, clientCases, serverCases } from './cases.ts';

const document = readFileSync(new URL('../../docs/conformance-cases.md', import.meta.url), 'utf8');

test('docs/conformance-cases.md lists each case with its rule', () => {
  for (const cases of [clientCases, serverCases]) expect(document).toContain(caseTable(cases));
});

test('it claims no more than cases of our own', () => {
  for (const guideline of ['TR-03124-2', 'TR-03130-4'])
    expect(document).toContain(`Checked against our own cases modelled on ${guideline}.`);
  expect(document).not.toMatch(/\b(is|are|was|were|fully) (conformant|compliant|certified)\b|conforms to|complies with/i);
});
