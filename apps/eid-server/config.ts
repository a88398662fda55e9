// What the eID server is started with.
import { z } from 'zod';
import { parseVersion } from '../../lib/ecard/index.ts';
import { levelsOfAssurance } from '../../lib/eid-service/index.ts';

const port = z.number().int().min(0).max(65_535);
const file = z.string().min(1);
const clientVersion = z.string().transform((text, context) => {
  const version = parseVersion(text);
  if (version !== undefined) return version;
  context.addIssue({ code: 'custom', message: 'a version like 1.2.0' });
  return z.NEVER;
});
const milliseconds = z.number().int().min(1000);
/** One file, or several while a key is being replaced: newest first. */
const keyFiles = z.union([file.transform((only): [string] => [only]), z.tuple([file], file)]);

const keyPair = z.strictObject({ certificateFile: file, keyFile: file });

/** A relying party, recognised by its TLS client certificate, and the terminal certificate that reads cards for it. */
const Service = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  /**
   * PEM: one certificate, or several while its key is being replaced. It is recognised by the key, so that a certificate which was renewed for the same key needs
   * nothing here; what is new in the file counts at once. A service provider that comes by SAML alone has none.
   */
  clientCertificateFile: file.optional(),
  /** CV certificates (DER, 7F21), one or several in a file: the terminal's, its document verifier's, all link certificates; in any order. */
  certificateFiles: z.array(file).min(1),
  /** Further link certificates, sent only when a card asks for its authority; in any order. */
  laterCertificateFiles: z.array(file).default([]),
  /** Key of the terminal certificate. */
  keyFile: file,
  /** The certificate description. */
  descriptionFile: file,
  /**
   * Sector public keys (objects 7F49): first and second sector of the terminal certificate. While the provider moves from one pseudonym sector to the
   * next, the second one is `previous`, and cards are blocked in the first.
   */
  sectorKeyFiles: z.strictObject({ pseudonym: file, previous: file.optional(), blocking: file }),
  /**
   * Blocked cards of the blocking sector (CMS), the certificate that must have signed it, and the milliseconds for which it is believed: with an older one no
   * card is read. `changes`: what came onto the list and went off it since, in two files that take its place while they belong to it.
   */
  blockList: z.strictObject({
    file,
    signerFile: file,
    changes: z.strictObject({ addedFile: file, removedFile: file }).optional(),
    believedFor: milliseconds.default(86_400_000),
  }),
  /**
   * `required`: its requests carry a WS-Security signature by the key of its client certificate, and the answers one by the key of the interface. TLS proves
   * the same for one connection; the signature keeps it for a message.
   */
  signature: z.enum(['none', 'required']).default('none'),
  /**
   * Its clients fetch the TC token from us, at the origin of `attached` below: the answer to useID then has the address of the token in place of that of
   * PAOS. Browsers are led to the return address, with `session` (the PSK identity of that answer), `ResultMajor` and `ResultMinor`.
   */
  attached: z.strictObject({ returnAddress: z.url({ protocol: /^https?$/ }) }).optional(),
  /**
   * It comes by SAML (`saml` below): its metadata, signed by the key of a certificate (PEM) that was handed over in person, and the two letters of its
   * country, which a PersonIdentifier of eIDAS names. `plain`: values of attributes without `xsi:type`, for software that refuses them.
   */
  saml: z
    .strictObject({
      metadataFile: file,
      metadataSignerFile: file,
      attributes: z.enum(['typed', 'plain']).default('typed'),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .default('HU'),
    })
    .optional(),
  /**
   * Age and place verification: which values the authorisation behind the terminal certificate names (any, when it names none), and how many different ones
   * are answered about one card within so many milliseconds. A value that was answered before costs nothing.
   */
  comparisons: z
    .strictObject({
      ages: z.array(z.number().int().min(0).max(150)).min(1).optional(),
      places: z
        .array(z.string().regex(/^\d{2,20}$/))
        .min(1)
        .optional(),
      values: z.number().int().min(1).default(4),
      within: milliseconds.default(30 * 86_400_000),
    })
    .prefault({}),
  /** Sessions of this relying party at a time. */
  openSessions: z.number().int().min(1).default(2000),
});

const Whole = z.strictObject({
  /** Refuses to start with what is for demonstrations only. */
  production: z.boolean().default(false),
  /** The eID interface: SOAP over mutual TLS. */
  service: z.strictObject({
    host: z.string().default('127.0.0.1'),
    port,
    certificateFile: file,
    keyFile: file,
    /** Authority (PEM) of the relying parties' client certificates; of those only the registered ones count. */
    clientAuthorityFile: file,
    /** At a time, those that have not shown their certificate yet too. */
    connections: z.number().int().min(1).default(1000),
  }),
  /** PAOS over TLS-PSK; `address` is what the TC token names. */
  paos: z.strictObject({
    host: z.string().default('127.0.0.1'),
    port,
    address: z.url({ protocol: /^https$/ }),
    /** Where this node alone is reached, behind a balancer: a session whose key the relying party chose is served by the node that took the key. */
    nodeAddress: z.url({ protocol: /^https$/ }).optional(),
    certificateFile: file,
    keyFile: file,
    connections: z.number().int().min(1).default(4000),
    /** Asks the client first which edition of the eCard API it speaks. */
    initializeFramework: z.boolean().default(false),
    /** Signs a challenge that the client fetches after EAC2, instead of the one that came with EAC1. */
    lateSignature: z.boolean().default(false),
    /** The lowest version of a client by the name that it gives itself in StartPAOS, for example `{ "eSzig Kliens": "1.2.0" }`. */
    lowestClientVersions: z
      .record(z.string(), clientVersion)
      .default({})
      .transform((table) => new Map(Object.entries(table))),
  }),
  /** Attached sessions: TC token and PAOS at one https origin, over one TLS session. Clients of all other relying parties come by `paos`. */
  attached: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port,
      /** What `subjectURL` in the certificate description says. */
      origin: z.url({ protocol: /^https$/ }),
      certificateFile: file,
      keyFile: file,
      connections: z.number().int().min(1).default(4000),
    })
    .optional(),
  /**
   * The SAML processor, at the origin of `attached`: docs/saml.md. Two keys, since what signs does not decrypt (TR-03130-1 4.9).
   */
  saml: z
    .strictObject({
      /** How service providers know us; our metadata are at `/saml/metadata`. */
      entityId: z.url(),
      signing: keyPair,
      encryption: keyPair,
      /** Origin of the client on a person's computer. */
      client: z.url({ protocol: /^http$/ }).default('http://127.0.0.1:24727'),
      /** ISO 3166-1 alpha-2: the country that identifies, which a PersonIdentifier of eIDAS begins with. */
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .default('HU'),
      /** Milliseconds for which our metadata are valid. */
      metadataLifetime: milliseconds.default(7 * 86_400_000),
    })
    .optional(),
  /** File that holds the PostgreSQL URL. */
  databaseUrlFile: file,
  /** 32 octets or more that all nodes share: the PSK of every session is derived from it. */
  clusterKeyFile: keyFiles,
  /** 32 octets: what sessions are encrypted with in the database. */
  sessionKeyFile: keyFiles,
  services: z.array(Service).min(1),
  /** Sessions of all relying parties at a time. */
  openSessions: z.number().int().min(1).default(10_000),
  /** Health and figures (`/healthz`, `/readyz`, `/metrics`) on 127.0.0.1. */
  operations: z.strictObject({ port }).optional(),
  /** Country signers (X.509, DER or PEM) that are trusted, and revocation lists (DER, one or several in a file). */
  countrySignerFiles: z.array(file).min(1),
  revocationListFiles: z.array(file),
  /** SHA-256 (hexadecimal) of document signers that are believed without country signer and revocation list: for cards of others, in tests. */
  pinnedDocumentSigners: z.array(z.string().regex(/^[0-9a-f]{64}$/)).default([]),
  /** Master and defect list (CMS): further generations of the country signers, and what is known to be wrong with documents. */
  documentLists: z.strictObject({ masterListFile: file, defectListFile: file, signerFile: file }).optional(),
  /** Document types that a document signer must be allowed to sign. */
  documentTypes: z.array(z.string().min(1)).min(1).default(['ID']),
  /** Milliseconds between looks at files that others renew: certificates and lists. A listed card is refused within a minute. */
  reloadEvery: z.number().int().min(10).max(60_000).default(10_000),
  /** Milliseconds between looks for what has expired: rows, and what is held of them in memory. */
  sweepEvery: z.number().int().min(10).max(300_000).default(30_000),
  /** What a card is worth; relying parties that ask for a level are told. */
  levelOfAssurance: z.enum(levelsOfAssurance),
  /** Milliseconds until a session ends by itself: before the client reports, between its messages, before the result is collected. */
  lifetimes: z
    .strictObject({ start: milliseconds, step: milliseconds, result: milliseconds })
    .default({ start: 120_000, step: 300_000, result: 120_000 }),
});

export const EidServerConfig = Whole.superRefine(({ services, attached, saml }, context) => {
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  if (attached === undefined && services.some((one) => one.attached !== undefined))
    refuse(['attached'], 'is needed by a service that is attached');
  if (attached === undefined && saml !== undefined) refuse(['attached'], 'is needed by saml');
  if (saml === undefined && services.some((one) => one.saml !== undefined)) refuse(['saml'], 'is needed by a service that comes by SAML');
  services.forEach((one, i) => {
    if (one.clientCertificateFile === undefined && (one.saml === undefined || one.signature === 'required' || one.attached !== undefined))
      refuse(['services', i, 'clientCertificateFile'], 'is needed at the eID interface');
  });
});

export type EidServerConfig = z.input<typeof EidServerConfig>;
export type CompleteConfig = z.output<typeof EidServerConfig>;
