// The post of the demonstration world.
export const mailbox = {
  'mailbox.brand': 'eSzig bemutatóvilág',
  'mailbox.title': 'Postaláda',
  'mailbox.lead':
    'A bemutatóvilág minden elküldött levele ide érkezik. A levelek nem hagyják el ezt a számítógépet, és a világ leállításakor törlődnek.',
  'mailbox.none': 'Még nem érkezett levél.',
  'mailbox.between': '{from} → {to},',
} as const;
