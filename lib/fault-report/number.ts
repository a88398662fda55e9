// The number of a fault report, as it stands on the letter, in its QR code and in what people say on the phone: `HB-7K3M-9QXT`.

/** 32 signs without those that are read for others (I, L, O, U), as in Crockford's base 32. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const pattern = /^HB-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

/** A number from eight random octets: 40 bits. It names a report and opens none. */
export function makeReportNumber(random: (size: number) => Uint8Array): string {
  const text = [...random(8)].map((octet) => signs[octet % 32]).join('');
  return `HB-${text.slice(0, 4)}-${text.slice(4)}`;
}

export const isReportNumber = (text: string) => pattern.test(text);
