// A letter as it travels (RFC 5322, MIME RFC 2045 to 2047), read back into what a person sees. For the mailbox of tests and of the
// demonstration world: it knows text, files beside it, and encoded words; anything else it shows as a file.

export interface Attachment {
  /** A file name. */
  readonly name: string;
  /** A media type, such as `application/pdf`. */
  readonly type: string;
  readonly content: Uint8Array;
}

export interface Letter {
  readonly from: string;
  /** Where it was delivered to. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

type Part = { readonly type: string; readonly headers: ReadonlyMap<string, string>; readonly body: string };

/** Subject, text and files of a message; octets stand one to one in `raw` (latin1). */
export function readMessage(raw: string): Pick<Letter, 'subject' | 'text' | 'attachments'> {
  const whole = readPart(raw);
  const parts = leaves(whole);
  const text = parts.find(({ type, headers }) => type === 'text/plain' && !isFile(headers));
  return {
    subject: decodeWords(whole.headers.get('subject') ?? ''),
    text: text === undefined ? '' : decodeBody(text).toString('utf8').replaceAll('\r\n', '\n'),
    attachments: parts.filter((part) => part !== text).map((part) => ({ name: nameOf(part), type: part.type, content: decodeBody(part) })),
  };
}

/** Headers unfolded, names in lower case; the rest is the body. */
function readPart(text: string): Part {
  const end = text.indexOf('\r\n\r\n');
  const head = (end < 0 ? text : text.slice(0, end)).replace(/\r\n[ \t]+/g, ' ');
  const headers = new Map(
    head.split('\r\n').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const type = (headers.get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? '';
  return { type, headers, body: end < 0 ? '' : text.slice(end + 4) };
}

function leaves(part: Part): readonly Part[] {
  const boundary = part.type.startsWith('multipart/') ? parameter(part.headers.get('content-type'), 'boundary') : undefined;
  if (boundary === undefined) return [part];
  return `\r\n${part.body}`
    .split(`\r\n--${boundary}`)
    .slice(1)
    .filter((piece) => !piece.startsWith('--'))
    .flatMap((piece) => leaves(readPart(piece.replace(/^[ \t]*\r\n/, ''))));
}

const isFile = (headers: Part['headers']) => (headers.get('content-disposition') ?? '').startsWith('attachment');

function nameOf({ headers }: Part): string {
  const disposition = headers.get('content-disposition');
  return decodeWords(parameter(disposition, 'filename') ?? parameter(headers.get('content-type'), 'name') ?? '');
}

function parameter(header: string | undefined, name: string): string | undefined {
  const [, quoted, plain] = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(header ?? '') ?? [];
  return quoted ?? plain;
}

function decodeBody({ headers, body }: Part): Buffer {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  return Buffer.from(encoding === 'quoted-printable' ? quotedPrintable(body.replace(/[ \t]*=\r\n/g, '')) : body, 'latin1');
}

const quotedPrintable = (text: string) =>
  text.replace(/=([0-9A-F]{2})/gi, (_, octet: string) => String.fromCharCode(Number.parseInt(octet, 16)));

/** `=?utf-8?B?…?=` and `=?utf-8?Q?…?=`; blanks between two of them mean nothing (RFC 2047 6.2). */
function decodeWords(text: string): string {
  const joined = text.replace(/\?=\s+=\?/g, '?==?');
  return joined.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
    encoding.toLowerCase() === 'b'
      ? Buffer.from(word, 'base64').toString('utf8')
      : Buffer.from(quotedPrintable(word.replaceAll('_', ' ')), 'latin1').toString('utf8'),
  );
}
