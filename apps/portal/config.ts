// What the portal is started with.
import { z } from 'zod';
import { origin, relyingPartyFields } from '../../io/relying-party/index.ts';

const file = z.string().min(1);

export const PortalConfig = z.strictObject({
  ...relyingPartyFields,
  /** The registration by which a card is linked to an account; it has the same key. */
  linkingClientId: z.string().min(1),
  /** Bearer token by which people's own sign-ins are asked for at the identity provider. */
  historyTokenFile: file,
  /** Where names of institutions come from; the token is a caller's with the rights `read`, `matrix` and `cases`. */
  directory: z.strictObject({ url: z.url({ protocol: /^https?$/ }), tokenFile: file }),
  /** The operator's files of the guide (`guide/guide.ts`): government windows, notices, the client's versions; and where a visitor's own client listens. */
  guide: z.strictObject({ windowsFile: file, noticesFile: file, downloadsFolder: file, clientAddress: origin }),
  /** JSON list of the readers that were given to institutions, and of those in stock (`readers/given.ts`); new ones are added at the start. */
  readersFile: z.exactOptional(file),
  /** Supplementary rounds: days on which every institution bound to join may ask for readers, both included. */
  readerRounds: z.exactOptional(z.array(z.strictObject({ from: z.iso.date(), until: z.iso.date() }))),
  /** The server that takes the portal's letters, and the sender that they name. */
  mail: z.strictObject({ host: z.string().min(1), port: z.number().int().min(1).max(65_535), from: z.email() }),
});

export type PortalConfig = z.output<typeof PortalConfig>;
