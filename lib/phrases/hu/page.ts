// What every page shares: frame, language switch, and the labels of an error page.
export const page = {
  'page.skip': 'Ugrás a tartalomra',
  'page.menu': 'Menü',
  'page.language': 'Nyelv',
  'page.unofficial': 'Az eSzig nem hivatalos program. Bemutató: minden személy, intézmény és adat kitalált.',
  'page.error.cause': 'Mi történt?',
  'page.error.next-step': 'Mit tegyen most?',
  'page.error.who-helps': 'Ki tud segíteni?',
  'page.error.code': 'Hibakód',
} as const;
