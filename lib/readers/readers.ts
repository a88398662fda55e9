// The table of known readers: those that serve the card by experience, under the name that they are sold by and the names that PC/SC gives them. Any other
// reader is used all the same, and what one can do is asked of the reader itself, never read from here.

export interface KnownReader {
  readonly model: string;
  /** How its PC/SC name begins; the case differs from driver to driver. */
  readonly names: readonly string[];
  /** Whether codes are typed at the reader, as its maker says. */
  readonly keys: boolean;
  /** Whether it is one to buy; the others are programs. */
  readonly onSale: boolean;
}

export const knownReaders: readonly KnownReader[] = [
  { model: 'REINER SCT cyberJack RFID standard', names: ['REINER SCT cyberJack RFID standard'], keys: true, onSale: true },
  { model: 'KOBIL IDToken', names: ['KOBIL Systems IDToken', 'KOBIL IDToken'], keys: false, onSale: true },
  { model: 'HID Omnikey 5022 CL', names: ['HID Global OMNIKEY 5022', 'HID Omnikey 5022'], keys: false, onSale: true },
  { model: 'Virtual PCD', names: ['Virtual PCD'], keys: false, onSale: false },
  { model: 'eSzig virtual reader', names: ['eSzig virtual reader'], keys: false, onSale: false },
  { model: 'eSzig PIN-pad reader', names: ['eSzig PIN-pad reader'], keys: true, onSale: false },
];

/** The row of a reader, by its PC/SC name; `undefined` for one that nobody has tried. */
export function knownReader(name: string): KnownReader | undefined {
  const begins = (known: string) => name.toLowerCase().startsWith(known.toLowerCase());
  return knownReaders.find(({ names }) => names.some(begins));
}
