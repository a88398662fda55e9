// The causes that a diagnosis of a workstation can end in: where the trouble lies, and whether it stops a sign-in or is only worth knowing.
import type { ErrorCode } from '../phrases/index.ts';

/** Where the trouble lies, in the order in which a person would mend it. */
export const troubles = ['client', 'driver', 'reader', 'card', 'pin', 'network', 'computer', 'service'] as const;
export type Trouble = (typeof troubles)[number];

interface Cause {
  readonly trouble: Trouble;
  /** `stops`: no sign-in succeeds until it is mended. `advice`: a sign-in may succeed all the same. */
  readonly weight: 'stops' | 'advice';
}

const stops = (trouble: Trouble) => ({ trouble, weight: 'stops' }) as const;
const advice = (trouble: Trouble) => ({ trouble, weight: 'advice' }) as const;

/** By code; what each means, what to do about it and who helps is told by `explain` of lib/phrases. */
export const causes = {
  'client.other-running': stops('client'),
  'client.port-taken': stops('client'),
  'client.no-answer': stops('client'),
  'client.no-display': stops('client'),
  'client.no-browser': stops('client'),
  'client.trust-expired': stops('client'),
  'client.trust-empty': advice('client'),
  'client.folder-unwritable': advice('client'),
  'driver.library-missing': stops('driver'),
  'driver.service-missing': stops('driver'),
  'driver.not-permitted': stops('driver'),
  'driver.no-answer': stops('driver'),
  'driver.service-stopped': stops('driver'),
  'reader.no-driver': stops('reader'),
  'reader.remote-session': stops('reader'),
  'reader.none': stops('reader'),
  'reader.extended-length': stops('reader'),
  'reader.not-chosen': advice('reader'),
  'reader.untested': advice('reader'),
  'card.in-use': stops('card'),
  'card.none': stops('card'),
  'card.removed': stops('card'),
  'card.not-eid': stops('card'),
  'card.damaged': stops('card'),
  'card.certificate-expired': stops('card'),
  'card.several': advice('card'),
  'card.unknown': advice('card'),
  'pin.not-activated': stops('pin'),
  'pin.suspended': stops('pin'),
  'pin.blocked': stops('pin'),
  'network.offline': stops('network'),
  'network.proxy': stops('network'),
  'network.name-unknown': stops('network'),
  'network.blocked': stops('network'),
  'network.intercepted': stops('network'),
  'clock.wrong': stops('computer'),
  'token.unreachable': stops('service'),
  'eid-server.down': stops('service'),
  'certificate.terminal-expired': stops('service'),
} as const satisfies Partial<Record<ErrorCode, Cause>>;

export type CauseCode = keyof typeof causes;

/** In the order in which they are told: what must be mended first comes first. */
export const causeCodes = Object.keys(causes) as readonly CauseCode[];
