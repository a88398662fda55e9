// The pages of eSzig Kliens and their states: what a browser story has to visit, each in both languages.

/** `failure` is the answer in the browser to a request that leads nowhere; all others are the window. */
export const pages = [
  { id: 'eid-client.home', path: '/eID-Client?ShowUI', states: ['default'] },
  {
    id: 'eid-client.failure',
    path: '/eID-Client?tcTokenURL=',
    states: ['token.address-not-allowed', 'token.unreachable', 'client.busy', 'request.not-allowed'],
  },
  { id: 'eid-client.waiting', path: '/window', states: ['reader.none', 'card.none', 'card.in-use', 'card.not-eid'] },
  { id: 'eid-client.permission', path: '/window', states: ['default'] },
  { id: 'eid-client.pin', path: '/window', states: ['asked', 'wrong', 'last', 'length', 'activation', 'at-reader'] },
  { id: 'eid-client.can', path: '/window', states: ['asked', 'wrong', 'length', 'at-reader'] },
  { id: 'eid-client.progress', path: '/window', states: ['default'] },
  {
    id: 'eid-client.result',
    path: '/window',
    states: [
      'card.removed',
      'pin.not-activated',
      'pin.blocked',
      'eid-server.down',
      'certificate.not-in-description',
      'request.not-allowed',
      'token.unreachable',
      'internal',
    ],
  },
  { id: 'eid-client.card-home', path: '/window', states: ['default'] },
  { id: 'eid-client.which-code', path: '/window', states: ['default'] },
  { id: 'eid-client.card-code', path: '/window', states: ['activation', 'pin', 'can', 'puk', 'wrong', 'length', 'mixed-up', 'at-reader'] },
  { id: 'eid-client.new-pin', path: '/window', states: ['asked', 'length', 'different', 'simple', 'at-reader'] },
  { id: 'eid-client.unknown-card', path: '/window', states: ['default'] },
  {
    id: 'eid-client.card-result',
    path: '/window',
    states: [
      'done',
      'unblocked-only',
      'card.removed',
      'pin.in-order',
      'pin.not-activated',
      'pin.suspended',
      'pin.blocked',
      'pin.deactivated',
      'puk.used-up',
      'reader.timeout',
    ],
  },
  {
    id: 'eid-client.card-check',
    path: '/window',
    states: ['ready', 'reader.none', 'card.none', 'card.not-eid', 'card.unknown', 'pin.not-activated', 'pin.suspended', 'pin.blocked'],
  },
  { id: 'pin-pad.reader', path: '/', states: ['idle', 'pin', 'can', 'puk', 'new-pin', 'repeat', 'short'] },
  { id: 'eid-client.closed', path: '/window', states: ['default'] },
] as const;

/** A card that is brought up to date inside a sign-in: told in stories of its own. */
export const trustPages = [
  { id: 'eid-client.card-renewal', path: '/window', states: ['under-way', 'done'] },
  { id: 'eid-client.result', path: '/window', states: ['client.too-old'] },
] as const;

/** The pages on which the client speaks of itself, within its window. */
export const ownPages = [
  { id: 'eid-client.diagnosis', path: '/window/diagnosis', states: ['ready', 'advice', 'trouble'] },
  { id: 'eid-client.settings', path: '/window/settings', states: ['default', 'saved'] },
  { id: 'eid-client.log', path: '/window/log', states: ['default', 'empty'] },
  // A card and a reader in bad shape, as the card check tells them.
  { id: 'eid-client.card-check', path: '/window', states: ['card.damaged', 'card.removed', 'card.in-use'] },
] as const;

export type PageId = (typeof pages | typeof trustPages | typeof ownPages)[number]['id'];
