// The cases of docs/conformance-cases.md: our own checks, modelled in our own words on TR-03124-2 (client) and TR-03130-4 (server). The ids are those of the
// guidelines, so that a reader finds the original; an entry with several ids is one test. What has `without` is not tested, and says why.

interface Case {
  readonly rule: string;
  readonly without?: string;
}

export const clientCases = {
  A1_02: { rule: 'nobody reaches the port from another interface' },
  A1_03: { rule: 'an activation without tcTokenURL gets 400 and a page' },
  A1_04: { rule: 'an http address of the token gets 400 and is never connected to' },
  A1_05: { rule: 'Status answers 200 with the description of the client' },
  A1_06: { rule: 'ShowUI=PINManagement opens the care of the card' },
  A1_07: { rule: 'ShowUI=Settings opens the settings' },
  A1_08: { rule: 'ShowUI without a value shows the client' },
  A1_09: { rule: 'ShowUI with an unknown value shows the client' },
  A2_01: { rule: 'with a PSK, StartPAOS arrives over the TLS-PSK connection' },
  A2_05: { rule: 'a token with an https error address only leads there with communicationError' },
  A2_06: { rule: 'a token behind a 302 is fetched' },
  A2_07: { rule: 'a token behind a 303 is fetched' },
  A2_08: { rule: 'a token behind a 307 is fetched' },
  A2_10: { rule: 'a token behind a redirect to http is not fetched, and there is a page' },
  A2_11: { rule: 'a token that is not there gets a page with 404' },
  A2_12: { rule: 'an empty token gets a page with 404' },
  A2_18: { rule: 'after a token without PathSecurity, StartPAOS arrives over the TLS session of the token' },
  A2_19: { rule: 'after a token without PSK, StartPAOS arrives over the TLS session of the token' },
  A2_20: { rule: 'a PSK of odd length is trustedChannelEstablishmentFailed' },
  A2_21: { rule: 'a PSK that is not hexadecimal is trustedChannelEstablishmentFailed' },
  A2_26: { rule: 'a refresh address that is not https leads to the error address with communicationError' },
  A2_27: { rule: 'a token with an http error address only leads there with communicationError' },
  A3_01: { rule: 'a service whose certificate the description does not name gets communicationError at the error address' },
  A3_02: { rule: 'an eID server whose certificate the description does not name is trustedChannelEstablishmentFailed' },
  A3_06: { rule: 'a description that is not that of the certificate ends it before the PIN' },
  A4_01: { rule: 'the way back has ResultMajor=ok' },
  A4_03: { rule: 'without a description the way back is judged by the origin of the token address' },
  A4_04: { rule: 'an address with the default port and one without it are of one origin' },
  A4_09: { rule: 'a failed way back without an error address gets a page with 400' },
  A4_10: { rule: 'who stops before the PIN is cancellationByUser' },
  A4_11: { rule: 'who stops after the PIN is cancellationByUser' },
  B_01: { rule: 'a whole run of PAOS ends with ok' },
  B_03: { rule: 'without a signature the client sends its challenge, and takes the signature as additional input' },
  B_04: { rule: 'what the holder takes away is missing in the template sent, and the chip refuses it' },
  B_05: { rule: 'three auxiliary data serve three VERIFY commands' },
  B_06: { rule: 'any one of several acceptable status words lets the batch go on' },
  B_07: { rule: 'a status word that is not acceptable ends the batch, its answer the last one' },
  'B_11–15': { rule: 'an element of EAC1 or EAC2 that is missing or doubled is clientError' },
  'B_20–23': { rule: 'a StartPAOSResponse that comes early or with an error is serverError' },
  B_24: { rule: 'a document verifier with a wrong signature ends it before the PIN, where the root is known' },
  B_25: { rule: 'InitializeFramework is answered with the version' },
  B_27: { rule: 'a new root that link certificates vouch for is trusted, and kept for later' },
  B_28: { rule: 'a terminal certificate that has lapsed ends it before the PIN, where the root is known' },
  B_29: { rule: 'a chain that leads to no known root ends it before the PIN' },
  B_33: { rule: 'an acceptable status of one octet stands for SW1' },
  C2_01: { rule: 'the template in the answer to EAC1 is required and chosen rights, nothing else' },
  C2_02: { rule: 'rights that have no words in the window are cleared' },
  'D_02–04': { rule: 'the window shows who asks, who vouches for them, why, and how long' },
  D_10: { rule: 'after a wrong PIN the window shows the tries left' },
  D_13: { rule: 'a suspended PIN is resumed with the CAN' },
  D_15: { rule: 'for a blocked PIN the PUK is asked' },
  D_16: { rule: 'each early fault has a page that a person can read' },
  'D_18–24': { rule: 'required rights are fixed, optional ones preselected, TransactionInfo is shown' },
  E_01: { rule: 'a service of an old TLS version is refused' },
  E_03: { rule: 'a service of a weak suite is refused' },
  E_04: { rule: 'a service whose key is too small is refused' },
  E_08: { rule: 'a service on a weak curve is refused' },
  E_07: { rule: 'an eID server of an old TLS version is refused' },
  E_10: { rule: 'an eID server of a weak suite is refused' },
  E_12: { rule: 'an eID server whose key is too small is refused' },
} as const satisfies Readonly<Record<string, Case>>;

export const serverCases = {
  A1_1_01: { rule: 'each attribute that is required is read, and is ALLOWED' },
  A1_1_03: { rule: 'a required attribute that the user denies has no value and is PROHIBITED, and the result is ok' },
  A1_1_04: { rule: 'an optional attribute that the user denies has no value and is PROHIBITED, and the result is ok' },
  A1_1_06: { rule: 'two sector keys give ID and ID2' },
  A1_2_01: { rule: 'a right that the certificate does not have is missingTerminalRights' },
  'A1_2_02–04, 06': { rule: 'failed passive and chip authentication, a revoked card and errors of secure messaging are invalidDocument' },
  A1_2_07: { rule: 'a nonce that is missing or doubled is internalError' },
  'A1_3_01–03': { rule: 'getServerInfo is answered before, during and after a session' },
  A1_3_04: { rule: 'a key of the relying party is used' },
  A1_3_05: { rule: 'keys and identifiers are never the same' },
  A1_4_01: { rule: 'an age verification without an age is missingArgument' },
  A1_4_02: { rule: 'a place verification without a place is missingArgument' },
  'A1_4_03, 10, 11, 13, 15': { rule: 'a request against the schema is schemaViolation' },
  'A1_4_04–06': { rule: 'a key of odd length, that is not hexadecimal, or too short is invalidPSK' },
  A1_4_07: { rule: 'too many sessions are tooManyOpenSessions' },
  A1_4_08: { rule: 'a session that has timed out is invalidSession' },
  A1_4_09: { rule: 'an unknown session is invalidSession' },
  A1_4_14: { rule: 'a result that was collected is invalidSession' },
  A1_4_17: { rule: 'a session whose card was refused as revoked is invalidSession from then on' },
  A2_01: { rule: 'a request with a right signature is answered, under signature' },
  'A2_02–04': { rule: 'a wrong signature, none, and one with SHA-1 is internalError' },
  A3_02: { rule: 'an old TLS version at the eID interface ends with an alert' },
  A3_03: { rule: 'a weak suite at the eID interface ends with an alert' },
  A3_04: { rule: 'a weak curve at the eID interface ends with an alert' },
  A3_05: { rule: 'a weak hash at the eID interface ends with an alert' },
  A3_06: { rule: 'a relying party without a client certificate gets an alert' },
  C1_1_07: { rule: 'cards of each suite of chip authentication sign in' },
  'C1_1_09, 10': { rule: 'cards with other ids of the keys for identification sign in' },
  C1_1_11: { rule: 'all link certificates are in EAC1' },
  C1_1_12: { rule: 'the token of an attached server has no PSK' },
  'C1_2_01–03, 05': {
    rule: 'a card with a wrong signature, of a revoked or an unknown signer, or with a key off the curve ends as the table says, and is invalidDocument',
  },
  'C1_2_09, 10': { rule: 'a revoked and an expired card are invalidDocument, and the client hears ok' },
  C1_3_01: { rule: 'unknown elements in StartPAOS are ignored' },
  'C1_3_02–07': { rule: 'an element of the client’s answers that is missing or doubled is incorrectParameter' },
  C2_1_02: { rule: 'TLS-PSK of an old version ends with an alert' },
  C2_1_03: { rule: 'TLS-PSK of a weak suite ends with an alert' },
  C2_1_04: { rule: 'a wrong key ends the handshake' },
  C2_2_04: { rule: 'a weak curve at an attached server ends with an alert' },
  C2_2_05: { rule: 'a weak hash at an attached server ends with an alert' },
  'B1_3_02–08, B1_6_02–08, D1_1_4, D1_2_08': { rule: 'faults of SAML requests', without: 'the server does not speak SAML' },
} as const satisfies Readonly<Record<string, Case>>;

type TestedId<Cases> = { [Id in keyof Cases]: Cases[Id] extends { readonly without: string } ? never : Id }[keyof Cases];

/** One check for each case that is tested: the compiler names what is missing or too much. */
export type Checks<Cases> = Readonly<Record<TestedId<Cases>, () => void | Promise<void>>>;

/** The cases as docs/conformance-cases.md shows them. */
export function caseTable(cases: Readonly<Record<string, Case>>): string {
  const rows = Object.entries(cases).map(
    ([id, { rule, without }]) => `| ${id} | ${rule} | ${without === undefined ? 'tested' : `not here: ${without}`} |`,
  );
  return ['| id | rule | |', '| --- | --- | --- |', ...rows].join('\n');
}
