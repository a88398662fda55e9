// Which country verifying authorities the client trusts: those of its configuration, and every one that a link certificate has led to since. The links
// are kept for each user, so that a request under a new authority is good even when nobody sends its link any more. TR-03124-1 3.6.
import type { Logger } from '../../../io/log/index.ts';
import { concat } from '../../../lib/bytes/index.ts';
import type { Cryptography } from '../../../lib/crypto/index.ts';
import { type CvCertificate, dayOf, followLinks, parseCertificates } from '../../../lib/cvc/index.ts';
import { keep, readKept } from '../data-folder.ts';

export interface Trust {
  /** Trusted authorities, the newest first. None: the client was told of none, and the card alone judges. */
  readonly roots: readonly CvCertificate[];
  /** The link certificates that led to those of them that were not configured, oldest first: a card that is behind may want them too. */
  readonly links: readonly CvCertificate[];
  /** Follows the link certificates among these as far as they lead (milliseconds since 1970), and remembers them. */
  meet(certificates: readonly CvCertificate[], now: number): Promise<void>;
}

/** Trust that is forgotten at the end. `kept` is told of all links whenever there is a new one. */
export function createTrust(
  configured: readonly CvCertificate[],
  cryptography: Cryptography,
  kept: (links: readonly CvCertificate[]) => Promise<void> = async () => undefined,
): Trust {
  let links: readonly CvCertificate[] = [];
  const roots = () => [...links.toReversed(), ...configured];
  return {
    get roots() {
      return roots();
    },
    get links() {
      return links;
    },
    async meet(certificates, now) {
      const followed = followLinks(roots(), certificates, dayOf(now), cryptography);
      if (followed.length === 0) return;
      links = [...links, ...followed];
      await kept(links);
    },
  };
}

const fileName = 'link-certificates.cvcerts';

/**
 * The same, remembered in a folder. What lies there is believed only as far as the configured authorities vouch for it: a file that somebody has
 * changed adds nobody.
 */
export async function openTrust(
  configured: readonly CvCertificate[],
  {
    cryptography,
    folder,
    now,
    log,
  }: { readonly cryptography: Cryptography; readonly folder: string; readonly now: number; readonly log: Logger },
): Promise<Trust> {
  let saving = false;
  const trust = createTrust(configured, cryptography, async (links) => {
    if (!saving) return;
    await keep(folder, fileName, concat(...links.map(({ raw }) => raw))).catch((thrown: unknown) =>
      log.warn('link certificates not kept', {}, thrown),
    );
  });
  try {
    const file = await readKept(folder, fileName);
    if (file !== undefined) await trust.meet(parseCertificates(file), now);
  } catch (thrown) {
    log.warn('kept link certificates not read', {}, thrown);
  }
  saving = true;
  return trust;
}
