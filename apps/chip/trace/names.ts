// Names of the data objects in commands and answers, by what they are part of: TR-03110-3 B and C, ISO 7816-4, X.690.

/** What objects are part of: their tags mean different things in each. */
export type PartName =
  | 'universal'
  | 'publicKey'
  | 'chat'
  | 'selected'
  | 'odd'
  | 'pace'
  | 'paceStep'
  | 'key'
  | 'keyStep'
  | 'issuer'
  | 'terminal'
  | 'auxiliary'
  | 'certificate'
  | 'directory'
  | 'file';

/** What an object is called, how its value reads, and whose objects are inside it (those of the same part when absent). */
export interface ObjectName {
  readonly name: string;
  readonly value?: 'oid' | 'text' | 'chat' | 'password' | 'date';
  readonly inside?: PartName;
}

/** By tag, in hexadecimal. */
type Names = Readonly<Record<string, ObjectName>>;

const universal: Names = {
  '01': { name: 'BOOLEAN' },
  '02': { name: 'INTEGER' },
  '03': { name: 'BIT STRING' },
  '04': { name: 'OCTET STRING' },
  '06': { name: 'OBJECT IDENTIFIER', value: 'oid' },
  '0C': { name: 'UTF8String', value: 'text' },
  '12': { name: 'NumericString', value: 'text' },
  '13': { name: 'PrintableString', value: 'text' },
  '16': { name: 'IA5String', value: 'text' },
  '30': { name: 'SEQUENCE' },
  '31': { name: 'SET' },
};

const publicKey: Names = {
  '06': { name: 'algorithm', value: 'oid' },
  '81': { name: 'prime' },
  '82': { name: 'coefficient a' },
  '83': { name: 'coefficient b' },
  '84': { name: 'base point' },
  '85': { name: 'order' },
  '86': { name: 'public point' },
  '87': { name: 'cofactor' },
};

const chat: Names = { '06': { name: 'role', value: 'oid' }, '53': { name: 'rights' } };

export const parts: Readonly<Record<PartName, Names>> = {
  universal,
  publicKey,
  chat,
  selected: { '6F': { name: 'file control information' }, '84': { name: 'application identifier' }, '82': { name: 'file descriptor' } },
  odd: { '53': { name: 'data' }, '54': { name: 'offset' } },
  pace: {
    '80': { name: 'protocol', value: 'oid' },
    '83': { name: 'password', value: 'password' },
    '84': { name: 'domain parameters' },
    '7F4C': { name: 'certificate holder authorisation template', value: 'chat', inside: 'chat' },
  },
  paceStep: {
    '7C': { name: 'dynamic authentication data' },
    '80': { name: 'encrypted nonce' },
    '81': { name: 'mapping data of the terminal' },
    '82': { name: 'mapping data of the card' },
    '83': { name: 'ephemeral key of the terminal' },
    '84': { name: 'ephemeral key of the card' },
    '85': { name: 'authentication token of the terminal' },
    '86': { name: 'authentication token of the card' },
    '87': { name: 'certification authority reference', value: 'text' },
    '88': { name: 'previous certification authority reference', value: 'text' },
  },
  key: { '80': { name: 'protocol', value: 'oid' }, '84': { name: 'private key' } },
  keyStep: {
    '7C': { name: 'dynamic authentication data' },
    '80': { name: 'ephemeral key of the terminal' },
    '81': { name: 'nonce, or first sector identifier' },
    '82': { name: 'authentication token' },
    '83': { name: 'second sector identifier' },
    A0: { name: 'first sector key', inside: 'publicKey' },
    A2: { name: 'second sector key', inside: 'publicKey' },
  },
  issuer: { '83': { name: 'certification authority reference', value: 'text' } },
  terminal: {
    '80': { name: 'protocol', value: 'oid' },
    '83': { name: 'certificate holder reference', value: 'text' },
    '91': { name: 'ephemeral key of the terminal, compressed' },
    '67': { name: 'auxiliary data', inside: 'auxiliary' },
  },
  auxiliary: {
    '67': { name: 'auxiliary data' },
    '73': { name: 'discretionary data template' },
    '06': { name: 'what is verified', value: 'oid' },
    '53': { name: 'compared with' },
  },
  certificate: {
    '7F21': { name: 'CV certificate' },
    '7F4E': { name: 'certificate body' },
    '5F29': { name: 'profile identifier' },
    '42': { name: 'certification authority reference', value: 'text' },
    '7F49': { name: 'public key', inside: 'publicKey' },
    '5F20': { name: 'certificate holder reference', value: 'text' },
    '7F4C': { name: 'certificate holder authorisation template', value: 'chat', inside: 'chat' },
    '5F25': { name: 'effective date', value: 'date' },
    '5F24': { name: 'expiration date', value: 'date' },
    '65': { name: 'certificate extensions' },
    '73': { name: 'discretionary data template' },
    '06': { name: 'extension', value: 'oid' },
    '80': { name: 'hash' },
    '81': { name: 'hash of the second sector key' },
    '5F37': { name: 'signature' },
  },
  directory: { '61': { name: 'application template' }, '4F': { name: 'application identifier' }, '50': { name: 'label', value: 'text' } },
  file: {
    A1: { name: 'free text', inside: 'universal' },
    A2: { name: 'no place', inside: 'universal' },
    AA: { name: 'street', inside: 'universal' },
    AB: { name: 'city', inside: 'universal' },
    AC: { name: 'state', inside: 'universal' },
    AD: { name: 'country', inside: 'universal' },
    AE: { name: 'postal code', inside: 'universal' },
  },
};

/** What the data of a command and of its answer consist of; absent where they are octets without structure. */
export const commandParts: Readonly<Record<string, { readonly command?: PartName; readonly response?: PartName }>> = {
  SELECT: { response: 'selected' },
  'MSE:Set AT (PACE)': { command: 'pace' },
  'MSE:Set AT (CA, RI)': { command: 'key' },
  'MSE:Set DST': { command: 'issuer' },
  'MSE:Set AT (TA)': { command: 'terminal' },
  'PSO:VERIFY CERTIFICATE': { command: 'certificate' },
  'VERIFY auxiliary data': { command: 'auxiliary' },
  'COMPARE auxiliary data': { command: 'auxiliary' },
};

/** PACE passwords by number. */
export const passwords: Readonly<Record<number, string>> = { 1: 'MRZ', 2: 'CAN', 3: 'PIN', 4: 'PUK' };

/** Instructions whose data are a code: VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER. */
export const secretInstructions: ReadonlySet<number> = new Set([0x20, 0x21, 0x24, 0x2c]);
