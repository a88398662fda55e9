// A picture that somebody uploads: known by its first octets, never by its name; then drawn anew, so that nothing of the file itself is kept.
import sharp from 'sharp';
import { EidError } from '../../../lib/error/index.ts';

export type PictureErrorCode = 'picture.refused';

/** Octets, and pixels of the picture as given; the longer side of ours. */
export const largestPicture = 8 * 1024 * 1024;
const limits = { pixels: 50_000_000, side: 1600 } as const;

const starts: readonly (readonly [kind: string, offset: number, octets: string])[] = [
  ['jpeg', 0, 'ffd8ff'],
  ['png', 0, '89504e470d0a1a0a'],
  ['webp', 8, '57454250'],
];

/**
 * The picture as WebP of at most 1600 pixels a side, without places, names or anything else that was in the file. Errors: `picture.refused` for what
 * is too large or no JPEG, PNG or WebP picture (attacks.md F7).
 */
export async function redraw(octets: Uint8Array): Promise<Buffer> {
  const kind = starts.find(
    ([, offset, start]) => Buffer.from(octets.subarray(offset, offset + start.length / 2)).toString('hex') === start,
  )?.[0];
  if (octets.length > largestPicture || kind === undefined) throw new EidError<PictureErrorCode>('picture.refused');
  try {
    const picture = sharp(octets, { limitInputPixels: limits.pixels, failOn: 'error', pages: 1 });
    if ((await picture.metadata()).format !== kind) throw new EidError<PictureErrorCode>('picture.refused');
    return await picture
      .rotate()
      .resize({ width: limits.side, height: limits.side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer();
  } catch (cause) {
    throw new EidError<PictureErrorCode>('picture.refused', {}, { cause });
  }
}
