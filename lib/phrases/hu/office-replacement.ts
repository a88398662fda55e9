// What the card office says about the replacement of a card.
export const officeReplacement = {
  'replacement.title': 'Új igazolvány a régi helyett',
  'replacement.holder': 'Birtokos',
  'replacement.card': 'A régi igazolvány okmányszáma',
  'replacement.reason': 'Miért kell új igazolvány?',
  'replacement.reason.expiry': 'Lejár vagy lejárt (legkorábban 60 nappal előtte)',
  'replacement.reason.data-change': 'Megváltozott egy adata',
  'replacement.reason.manufacturing-fault': 'Gyártási hibás',
  'replacement.reason.loss': 'Elveszett',
  'replacement.reason.theft': 'Ellopták',
  'replacement.reason.damage': 'Megrongálódott',
  'replacement.reason.destruction': 'Megsemmisült',
  'replacement.words': 'Indok',
  'replacement.words.hint': 'Egy mondat a nyilvántartás naplójába.',
  'replacement.submit': 'Elkezdem az új igazolvány készítését',
  'replacement.next': 'Mi történik ezután?',
  'replacement.next.make': 'Elkészül az új kártya, saját okmányszámmal, saját kulcsokkal és új kódkártyával.',
  'replacement.next.known': 'A birtokost minden szolgáltatás megismeri az új kártyájával is: nem kell újra összekapcsolnia.',
  'replacement.next.old': 'Az új átadásakor a régi igazolvány véglegesen érvénytelen lesz.',
  'replacement.fault.reason': 'Válassza ki, miért kell új igazolvány.',
  'replacement.fault.words': 'Írja le egy mondatban az indokot.',
  'replacement.fault.already': 'Ennek az igazolványnak a helyére már készült vagy készül új.',
  'replacement.fault.state':
    'Ez az indok nem illik az igazolvány mostani állapotához. Ha elveszett vagy ellopták, előbb vegye fel a bejelentést.',
  'replacement.fault.early':
    'Lejárat miatt legkorábban 60 nappal a lejárat előtt cserélhető, ennek a kártyának az esetében ettől a naptól: {from}',
} as const;
