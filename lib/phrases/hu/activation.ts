// The page that leaves for eSzig Kliens, in whichever app a sign-in begins.
export const activation = {
  'activation.title': 'Folytassa az eSzig Kliens ablakában',
  'activation.text': 'Megnyitottuk az eSzig Klienst. Ha elkészült, ez az oldal magától továbblép.',
  'activation.link': 'Az eSzig Kliens megnyitása',
  'activation.by-hand': 'A továbblépéshez nyissa meg az eSzig Klienst az alábbi hivatkozással.',
  'activation.help': 'Nem történt semmi?',
} as const;
