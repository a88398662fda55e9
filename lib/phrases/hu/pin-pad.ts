// What our PIN-pad reader says on its display, and the page on which it is drawn.
export const pinPad = {
  title: 'Billentyűzetes kártyaolvasó (bemutató)',
  lead: 'Ez egy megrajzolt kártyaolvasó: itt kell beírni a kódokat, a számítógép nem kapja meg őket.',
  digits: 'Beírt számjegyek: {count}',
  'display.idle': 'eSzig olvasó',
  'display.pin': 'PIN-kód?',
  'display.can': 'CAN-szám a kártyáról?',
  'display.puk': 'PUK-kód?',
  'display.new-pin': 'Új PIN-kód?',
  'display.repeat': 'Új PIN-kód még egyszer?',
  'display.short': 'Nem elég számjegy. Újra!',
  'key.clear': 'Törlés',
  'key.ok': 'OK',
  'key.cancel': 'Megszakítás',
} as const;
