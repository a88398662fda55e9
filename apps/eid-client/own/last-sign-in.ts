// What the diagnosis remembers of the last sign-in: until when its certificates are valid. Nothing of who signed in, where, or with which card.
import { z } from 'zod';
import type { Clock } from '../../../lib/crypto/index.ts';
import { dayOf, holderOf, parseCertificate } from '../../../lib/cvc/index.ts';
import { parseSignedData } from '../../../lib/x509/index.ts';
import type { Trace } from '../login/index.ts';
import type { OwnFolder } from './folder.ts';

const LastSignIn = z.strictObject({
  day: z.iso.date(),
  /** Last day of the terminal certificate. */
  terminal: z.iso.date().optional(),
  /** Last day of the certificate with which the card was signed. */
  document: z.iso.date().optional(),
});

export type LastSignIn = z.output<typeof LastSignIn>;

const file = 'last-sign-in.json';

export interface Memory {
  readonly last: LastSignIn | undefined;
  /** Looks at the octets that pass by, and keeps their dates. */
  readonly notice: Trace;
}

export async function openMemory(folder: OwnFolder, clock: Clock): Promise<Memory> {
  let last = LastSignIn.safeParse(parseJson(await folder.read(file))).data;
  function keep(dates: Omit<LastSignIn, 'day'>): void {
    last = { ...last, ...dates, day: dayOf(clock()) };
    folder.write(file, `${JSON.stringify(last)}\n`);
  }
  return {
    get last() {
      return last;
    },
    notice(name, octets) {
      try {
        if (name.endsWith('.cvcert')) {
          const { chat, expiration } = parseCertificate(octets);
          if (holderOf(chat) === 'terminal') keep({ terminal: expiration });
        }
        if (name === 'ef-card-security.der') keep({ document: dayOf(parseSignedData(octets).signer.notAfter) });
      } catch {
        // Whoever checks these octets says what is wrong with them.
      }
    },
  };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
