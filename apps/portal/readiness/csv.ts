// Tables as Hungarian spreadsheets write them: read whatever the encoding and the separator, written so that no cell becomes a formula.
import { CsvError, parse } from 'csv-parse/sync';

/** One row of a file: its line (the heading is line 1), and its cells by heading. */
export type CsvRow = { readonly line: number; readonly cells: Readonly<Record<string, string>> };

export type CsvFault = { readonly line: number; readonly fault: 'readiness.csv.broken' | 'readiness.csv.cells' | 'readiness.csv.empty' };

/** Separators that spreadsheets use; the one that the heading has most of is meant. */
const separators = [';', '\t', ','] as const;

/** Octets as text: UTF-16 and UTF-8 by their marks, else UTF-8 when it is such, else Windows-1250. */
export function decodeText(octets: Uint8Array): string {
  if (octets[0] === 0xff && octets[1] === 0xfe) return new TextDecoder('utf-16le').decode(octets);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return new TextDecoder('windows-1250').decode(octets);
  }
}

/** The rows of a file below its heading; headings are folded, so that case, accents and blanks do not matter. */
export function readCsv(octets: Uint8Array): readonly CsvRow[] | CsvFault {
  const text = decodeText(octets);
  const heading = text.split(/\r?\n/, 1)[0] ?? '';
  const count = (separator: string) => heading.split(separator).length;
  const delimiter = separators.reduce((best, one) => (count(one) > count(best) ? one : best));
  try {
    const rows = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as {
      readonly record: readonly string[];
      readonly info: { readonly lines: number };
    }[];
    const [first, ...others] = rows;
    if (first === undefined || others.length === 0) return { line: 1, fault: 'readiness.csv.empty' };
    const names = first.record.map(foldHeading);
    const uneven = others.find(({ record }) => record.length !== names.length);
    if (uneven !== undefined) return { line: uneven.info.lines, fault: 'readiness.csv.cells' };
    return others.map(({ record, info }) => ({
      line: info.lines,
      cells: Object.fromEntries(names.map((name, at) => [name, record[at] ?? ''])),
    }));
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    return { line: Number(thrown['lines'] ?? 1), fault: 'readiness.csv.broken' };
  }
}

/** A heading without case, accents, blanks and marks: `Nyilvántartási szám` is `nyilvantartasiszam`. */
export function foldHeading(text: string): string {
  return text
    .toLocaleLowerCase('hu')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
}

/**
 * Rows as a file for a spreadsheet: UTF-8 with its mark, semicolons, and an apostrophe before whatever a spreadsheet would take for a formula
 * (attacks.md F8).
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
    return /[";\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}
