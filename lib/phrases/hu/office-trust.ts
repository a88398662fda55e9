// What the card office says of how far the cards have followed the authorities.
export const officeTrust = {
  'trust.title': 'Melyik hitelesítőben bíznak az igazolványok?',
  'trust.lead':
    'Amikor az ország hitelesítője új kulcsra vált, a kiadott igazolványok még a régiben bíznak. Az új kulcsot használat közben, maguktól veszik át: sem a birtokosnak, sem Önnek nincs teendője.',
  'trust.current': 'A mostani hitelesítő',
  'trust.behind': 'Ennyi igazolvány még egy korábbiban bízik',
  'trust.all': 'Érvényes vagy elveszett igazolvány tároló elemmel',
  'trust.authority': 'Hitelesítő',
  'trust.cards': 'Igazolványok száma',
  'trust.picture': 'Arányuk',
  'trust.how':
    'A nyilvántartás azt tudja, amivel az igazolvány elkészült, és amit azóta egy ügyfélpult olvasóján látott rajta. Amelyik otthoni vagy munkahelyi belépéskor lépett tovább, az itt csak a következő ügyfélpulti műveletkor számít át: a valóságban tehát ennél kevesebb igazolvány van lemaradva.',
  'trust.back': 'Vissza a munkaasztalhoz',
} as const;
