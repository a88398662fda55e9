// Readers that are known to serve the card: by the beginning of their PC/SC name. Any other is used all the same, and what a reader can do is
// asked of the reader itself, never read from here.
const knownReaders: readonly string[] = [
  'REINER SCT cyberJack RFID standard',
  'KOBIL Systems IDToken',
  'Virtual PCD',
  'eSzig virtual reader',
  'eSzig PIN-pad reader',
];

/** Whether a reader is on the list; the case of names differs from driver to driver. */
export function isKnownReader(name: string): boolean {
  return knownReaders.some((known) => name.toLowerCase().startsWith(known.toLowerCase()));
}
