// One assertion of the eIDAS profile, written and signed, against one RSA-2048 signature of node:crypto in the same process.
import { generateKeyPairSync, sign } from 'node:crypto';
import { signEnveloped } from '../../io/saml/index.ts';
import { hex } from '../../lib/bytes/index.ts';
import { eidasAnswer, encodeAssertion, prefixesInValues } from '../../lib/saml/index.ts';
import { type BenchResult, ratioOf } from './bench.ts';

const rounds = 200;

const answer = {
  result: { major: 'ok' },
  personalData: {
    familyNames: 'Kovács',
    givenNames: 'Anna Mária',
    dateOfBirth: { text: '19800102', value: '1980-01-02' },
    birthName: 'Kovács Anna Mária',
    placeOfBirth: { kind: 'freetext', text: 'Győr' },
    placeOfResidence: { kind: 'structured', street: 'Fő utca 1.', city: 'Pécs', country: 'HUN', zipCode: '7621' },
    restrictedId: { id: hex`000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F` },
  },
} as const;

export async function measure(): Promise<BenchResult> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const octets = Buffer.alloc(256, 1);
  const issueInstant = Date.now();
  const assertion = {
    id: '_0123456789abcdef0123456789abcdef',
    issueInstant,
    issuer: 'https://eid.example/saml',
    nameId: '_fedcba9876543210fedcba9876543210',
    inResponseTo: '_00112233445566778899aabbccddeeff',
    recipient: 'https://clinic.example/saml/answer',
    audience: 'https://clinic.example/saml',
    address: '192.0.2.1',
    authnInstant: issueInstant,
    context: 'http://eidas.europa.eu/LoA/high',
  };
  const ours = () => {
    const attributes = eidasAnswer(answer, { own: 'HU', receiving: 'AT' }, 'typed');
    signEnveloped(encodeAssertion(assertion, attributes), { privateKey, algorithm: 'rsa-sha256' }, prefixesInValues);
  };
  const reference = () => sign('sha256', octets, privateKey);
  for (const warm of [ours, reference]) for (let i = 0; i < 200; i++) warm();
  // In turn, one by one, so that a busy computer slows both; the lower quartile leaves interruptions out.
  const samples = Array.from({ length: rounds }, () => [time(ours), time(reference)] as const);
  const quartile = (times: number[]) => times.toSorted((a, b) => a - b)[rounds / 4] as number;
  const [own, least] = [0, 1].map((side) => quartile(samples.map((pair) => pair[side] as number))) as [number, number];
  return ratioOf(own, least, 'one RSA-2048 signature of node:crypto');
}

/** Microseconds. */
function time(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) * 1000;
}
