// `npm run fuzz -- --commands 1000000 [--seed 1]`: random and mutated commands for the chip, in every state of it; prints what it answered.
import { parseArgs } from 'node:util';
import { createCryptography } from '../io/crypto/index.ts';
import { fuzz } from '../lib/chip/test-fuzz.ts';
import { mulberry } from './mulberry.ts';

const { values } = parseArgs({ options: { commands: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } } });
const started = performance.now();
const report = fuzz(Number(values.commands), mulberry(Number(values.seed)), createCryptography());
const seconds = (performance.now() - started) / 1000;

console.log(`${report.commands} commands in ${seconds.toFixed(0)} s, from ${report.scenes} states of the chip, seed ${values.seed}`);
console.log('\nanswers');
for (const [word, count] of Object.entries(report.words).sort(([, a], [, b]) => b - a)) console.log(`  ${word}  ${count}`);
console.log('\nchanges of the card, each by its rule');
for (const [rule, count] of Object.entries(report.changes)) console.log(`  ${count}  ${rule}`);
console.log('\nAlive: a terminal signed in. Files, keys, trust points and date as they were.');
