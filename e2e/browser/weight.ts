// What a page weighs on the way to a browser that has seen nothing of ours yet: itself, the stylesheet and its scripts, each compressed.
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readStyle } from '../../io/http/assets.ts';
import type { Visit } from './coverage.ts';

/** Octets. */
export const heaviest = 60_000;

const packed = (text: string) => gzipSync(text).length;
const style = packed(readStyle());
const root = join(import.meta.dirname, '../..');
const scripts = new Map(
  globSync('{apps/*/web,io/*/web}/*.ts', { cwd: root }).map((file) => [
    basename(file, '.ts'),
    packed(readFileSync(join(root, file), 'utf8')),
  ]),
);

export function weightOf({ html }: Pick<Visit, 'html'>): number {
  const named = [...html.matchAll(/ src="\/assets\/([a-z-]+)\.js"/g)].map(([, name = '']) => scripts.get(name) ?? heaviest);
  return packed(html) + style + named.reduce((sum, one) => sum + one, 0);
}
