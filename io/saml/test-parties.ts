// A service provider and the server that it asks, with keys and certificates of their own, for tests.
import { type Bytes, hex } from '../../lib/bytes/index.ts';
import type { GetResultResponse } from '../../lib/eid-service/index.ts';
import type { AuthnRequest, ServiceProvider, samlError } from '../../lib/saml/index.ts';
import { createName, type SubjectPublicKey, signX509 } from '../../lib/x509/index.ts';
import { generateKey, type KeyKind, signerOf } from '../keys/index.ts';

export const now = Date.parse('2026-06-15T12:00:00Z');

const authority = signerOf(await generateKey('P-256'));

/** `certificate` is DER, `privateKey` PEM. */
export interface Identity {
  readonly certificate: Bytes;
  readonly privateKey: string;
}

/** A certificate for a key; who issued it does not matter. */
export function certificateOf(publicKey: SubjectPublicKey): Bytes {
  const name = createName({ commonName: 'of the tests' });
  const body = { serialNumber: 1n, issuer: name, subject: name, notBefore: now - 1e9, notAfter: now + 1e9, publicKey, extensions: {} };
  return signX509(body, authority).raw;
}

async function identityOf(kind: KeyKind): Promise<Identity> {
  const { publicKey, pem } = await generateKey(kind);
  return { certificate: certificateOf(publicKey), privateKey: pem };
}

export const clinic = { signing: await identityOf('RSA-3072'), encryption: await identityOf('RSA-3072') };
export const server = { signing: await identityOf('RSA-3072'), encryption: await identityOf('RSA-3072') };
export const stranger = await identityOf('RSA-3072');
export const curve = await identityOf('P-256');

export const addresses = {
  clinic: 'https://clinic.example/saml',
  consumer: 'https://clinic.example/saml/answer',
  server: 'https://eid.example/saml',
  door: 'https://eid.example/saml/redirect',
} as const;

export const provider: ServiceProvider = {
  entityId: addresses.clinic,
  validUntil: now + 86_400_000,
  consumers: [
    { binding: 'redirect', location: addresses.consumer, index: 0, isDefault: true },
    { binding: 'post', location: `${addresses.consumer}/post`, index: 1, isDefault: false },
  ],
  signing: [clinic.signing.certificate],
  encryption: { certificate: clinic.encryption.certificate, methods: [] },
};

export const request: AuthnRequest = {
  id: '_0123456789abcdef0123456789abcdef',
  issueInstant: now,
  destination: addresses.door,
  issuer: addresses.clinic,
  forceAuthn: false,
  isPassive: false,
};

export const response = {
  id: '_fedcba9876543210fedcba9876543210',
  inResponseTo: request.id,
  issueInstant: now,
  destination: addresses.consumer,
  issuer: addresses.server,
} as const;

export const assertion = {
  id: '_00112233445566778899aabbccddeeff',
  issueInstant: now,
  issuer: addresses.server,
  nameId: '_ffeeddccbbaa99887766554433221100',
  inResponseTo: request.id,
  recipient: addresses.consumer,
  audience: addresses.clinic,
  address: '127.0.0.1',
  authnInstant: now - 1000,
} as const;

export const answer: GetResultResponse = {
  result: { major: 'ok' },
  personalData: {
    documentType: 'ID',
    issuingState: 'HUN',
    dateOfExpiry: '2030-12-31',
    givenNames: 'Anna Mária',
    familyNames: 'Őry "Füles" & Társa',
    dateOfBirth: { text: '19800102', value: '1980-01-02' },
    placeOfBirth: { kind: 'freetext', text: 'Győr' },
    placeOfResidence: { kind: 'structured', street: 'Fő utca 1.', city: 'Pécs', country: 'HUN', zipCode: '7621' },
    restrictedId: { id: hex`0102030405`, id2: hex`0a0b` },
    sex: 'F',
    taj: '123456788',
    motherName: 'Tóth <Ilona>\r\n\t',
  },
  fulfilsAge: true,
  operationsAllowedByUser: { givenNames: 'ALLOWED', academicTitle: 'NOTONCHIP' },
  levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
  eidType: 'CardCertified',
  attestation: { format: 'urn:eszig:eID:attestation:jws', data: 'a.b.c' },
};

/** Why something was refused: the reason of the error, or its code. */
export function reasonOf(action: () => unknown): string {
  try {
    action();
  } catch (thrown) {
    const { code, facts } = thrown as ReturnType<typeof samlError>;
    return code === undefined ? String(thrown) : `${code}${facts['reason'] === undefined ? '' : ` ${facts['reason']}`}`;
  }
  return 'taken';
}
