// Why nothing is sent to anybody, as the person is told: TR-03130-1 4.8.1.
import { isEidError } from '../../../lib/error/index.ts';
import type { ErrorCode } from '../../../lib/phrases/index.ts';

export const samlRefusals = [
  'saml.request',
  'saml.provider-unknown',
  'saml.signature',
  'saml.encryption',
  'saml.incomplete',
  'saml.expired',
  'saml.repeated',
  'saml.metadata',
  'signin.other-browser',
  'signin.expired',
  'database.unreachable',
  'internal',
] as const satisfies readonly ErrorCode[];

export type SamlRefusal = (typeof samlRefusals)[number];

type Status = 400 | 403 | 410 | 500 | 503;

const others: Readonly<Partial<Record<SamlRefusal, Status>>> = {
  'signin.other-browser': 403,
  'signin.expired': 410,
  'database.unreachable': 503,
  internal: 500,
};

/** Of HTTP: whatever is wrong with a request is a bad request. */
export function statusOf(code: SamlRefusal): Status {
  return others[code] ?? 400;
}

/** What a value for a comparison is missing from. */
const compared: readonly unknown[] = ['AttributeValue', 'Age', 'CommunityID'];

/** The page's code for whatever was thrown; `internal` for what is no fault of the request. */
export function refusalOf(thrown: unknown): SamlRefusal {
  if (!isEidError(thrown)) return 'internal';
  const { code, facts } = thrown;
  const known = samlRefusals.find((one) => one === code);
  if (code === 'saml.request' && facts['reason'] === 'time') return 'saml.expired';
  if (known !== undefined) return known;
  if (code === 'xml.missing' && compared.includes(facts['name'])) return 'saml.incomplete';
  return code.startsWith('xml.') || code.startsWith('saml.') ? 'saml.request' : 'internal';
}
