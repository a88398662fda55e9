// Letters on paper: one tagged PDF (PDF/UA-1, ISO 14289-1) with its language, in a font that has every Hungarian letter, and a QR code.
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { create } from 'qrcode';
import type { Bytes } from '../../lib/bytes/index.ts';
import type { Language } from '../../lib/phrases/index.ts';

export interface LetterOptions {
  readonly language: Language;
  readonly title: string;
  /** Terms and values, above the text. */
  readonly facts?: readonly (readonly [term: string, value: string])[];
  readonly paragraphs: readonly string[];
  /** Below the text: things to tick off by hand. */
  readonly checklist?: { readonly title: string; readonly items: readonly string[] };
  /** Who signs by hand, side by side below a line. */
  readonly signatures?: readonly string[];
  /** What the code holds, and what it is called for who cannot see it. */
  readonly qr?: { readonly content: string; readonly label: string };
}

type Document = InstanceType<typeof PDFDocument>;
/** A kind of structure element (ISO 32000-1 14.8.4) with what is drawn in it. */
type Element = (kind: string, draw: () => void, options?: { readonly alt?: string }) => void;

const { resolve } = createRequire(import.meta.url);
const regular = resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const bold = resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

/** Points. */
const margin = 64;
const qrSize = 120;
const size = { title: 16, text: 10.5 } as const;

/** An A4 letter. Whatever stands in the values is text: nothing in it is read as anything else, and control characters go. */
export async function letter(options: LetterOptions): Promise<Bytes> {
  const { language, title, facts = [], paragraphs, checklist, signatures = [], qr } = options;
  const document = new PDFDocument({
    size: 'A4',
    margin,
    font: regular,
    pdfVersion: '1.7',
    // pdfkit knows it; its types do not yet.
    ...({ subset: 'PDF/UA' } as object),
    tagged: true,
    displayTitle: true,
    lang: language,
    info: { Title: clean(title), Author: 'eSzig', Producer: 'eSzig', Creator: 'eSzig' },
  });
  const octets: Buffer[] = [];
  const written = new Promise<void>((done, failed) => {
    document.on('data', (some: Buffer) => octets.push(some));
    document.once('end', done).once('error', failed);
  });
  const root = document.struct('Document');
  document.addStructure(root);
  const element: Element = (kind, draw, more = {}) => root.add(document.struct(kind, more, draw));

  if (qr !== undefined) drawQr(document, element, qr);
  const width = document.page.width - 2 * margin - (qr === undefined ? 0 : qrSize + 16);
  element('H1', () => document.font(bold).fontSize(size.title).text(clean(title), { width }));
  document.moveDown(0.8).fontSize(size.text);
  for (const [term, value] of facts) {
    element('P', () => {
      document.font(bold).text(`${clean(term)}: `, { width: besideQr(document, qr !== undefined), continued: true });
      document.font(regular).text(clean(value));
    });
  }
  if (qr !== undefined) document.y = Math.max(document.y, margin + qrSize);
  document.moveDown(1);
  for (const paragraph of paragraphs) {
    element('P', () => document.font(regular).text(clean(paragraph), { paragraphGap: 6, lineGap: 2 }));
  }
  if (checklist !== undefined) {
    document.moveDown(0.8);
    element('H2', () => document.font(bold).text(clean(checklist.title)));
    document.moveDown(0.3);
    for (const item of checklist.items) element('P', () => document.font(regular).text(`☐  ${clean(item)}`, { paragraphGap: 3 }));
  }
  if (signatures.length > 0) drawSignatures(document, element, signatures);
  root.end();
  document.end();
  await written;
  return Uint8Array.from(Buffer.concat(octets));
}

function besideQr(document: Document, qr: boolean): number {
  const whole = document.page.width - 2 * margin;
  return qr && document.y < margin + qrSize ? whole - qrSize - 16 : whole;
}

/** Line ends stay; other control characters, and marks that turn the direction of writing, have no business on paper. */
function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\p{Cc}\p{Cf}]/gu, (sign) => (sign === '\n' ? sign : ''));
}

/** Square modules as one path, with the quiet zone of four that ISO/IEC 18004 wants. */
function drawQr(document: Document, element: Element, { content, label }: NonNullable<LetterOptions['qr']>): void {
  const { modules } = create(content, { errorCorrectionLevel: 'M' });
  const module = qrSize / (modules.size + 8);
  const left = document.page.width - margin - qrSize;
  const draw = () => {
    for (let row = 0; row < modules.size; row++) {
      for (let column = 0; column < modules.size; column++) {
        if (modules.get(row, column)) document.rect(left + (column + 4) * module, margin + (row + 4) * module, module, module);
      }
    }
    document.fill('black');
  };
  element('Figure', draw, { alt: clean(label) });
}

function drawSignatures(document: Document, element: Element, signatures: readonly string[]): void {
  const column = (document.page.width - 2 * margin) / signatures.length;
  if (document.y > document.page.height - margin - 90) document.addPage();
  const y = document.y + 60;
  signatures.forEach((who, i) => {
    element('P', () => {
      document.font(regular).text(clean(who), margin + i * column, y + 4, { width: column - 24, align: 'center' });
    });
    document.markContent('Artifact', { type: 'Layout' });
    document
      .moveTo(margin + i * column, y)
      .lineTo(margin + (i + 1) * column - 24, y)
      .lineWidth(0.75)
      .stroke();
    document.endMarkedContent();
  });
}
