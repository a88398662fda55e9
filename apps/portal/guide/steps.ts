// The steps of the guide, in order: how many points each has, where it leads on this portal, and what the client can check of it.
export type Check = 'client' | 'pin';

export type Step = {
  readonly id: (typeof stepIds)[number];
  readonly points: 0 | 3 | 4 | 5;
  /** An address of this portal, named by the step's phrase of that name. */
  readonly link?: { readonly href: string; readonly phrase: 'guide.card.windows' | 'guide.client.download' };
  readonly check?: Check;
};

export const stepIds = ['needed', 'card', 'reader', 'client', 'activation', 'first-sign-in', 'codes', 'broken-reader'] as const;

export const steps: readonly Step[] = [
  { id: 'needed', points: 5 },
  { id: 'card', points: 4, link: { href: '/windows', phrase: 'guide.card.windows' } },
  { id: 'reader', points: 4 },
  { id: 'client', points: 4, link: { href: '/download', phrase: 'guide.client.download' }, check: 'client' },
  { id: 'activation', points: 4, check: 'pin' },
  { id: 'first-sign-in', points: 4 },
  { id: 'codes', points: 0, check: 'pin' },
  { id: 'broken-reader', points: 4, check: 'client' },
];

/** The codes of the table of codes. */
export const codes = ['pin', 'activation-pin', 'can', 'puk', 'registration'] as const;

/** Where the client shows what it is asked to check. TR-03124-1 2.2. */
export const checkAddress: Readonly<Record<Check, string>> = {
  client: '/eID-Client?ShowUI',
  pin: '/eID-Client?ShowUI=PINManagement',
};
