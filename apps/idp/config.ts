// What the identity provider is started with. Secrets are in files, readable by their owner only.
import { z } from 'zod';
import { Registration } from './engine/registration.ts';

const file = z.string().min(1);
const port = z.number().int().min(0).max(65_535);
const origin = z.url({ protocol: /^https?$/ }).refine((text) => new URL(text).origin === text, 'an origin, without a path');

export const IdpConfig = z
  .strictObject({
    /** What relying parties know us by, and where browsers go. */
    issuer: origin,
    /** Our https twin: the client fetches the TC token there and nowhere else. The same as the issuer where that is https. */
    secureOrigin: origin.refine((text) => text.startsWith('https:'), 'https'),
    /** Absent where the issuer is https. */
    port: z.exactOptional(port),
    securePort: port,
    /** PEM. */
    tls: z.strictObject({ certificateFile: file, keyFile: file }),
    /** Where the browser finds eSzig Kliens: the port of TR-03124 unless the world's client has another. */
    clientAddress: origin.default('http://127.0.0.1:24727'),
    eidServer: z.strictObject({
      /** Of the eID interface. */
      url: z.url({ protocol: /^https$/ }),
      /** Our client certificate, PEM, and the authority of the server's. */
      certificateFile: file,
      keyFile: file,
      authorityFile: file,
      /**
       * The certificate (PEM) by which the server signs its answers: with it requests are signed too, by the key of our client certificate. The server's
       * configuration has to say `signature: required` for us.
       */
      answersSignedByFile: z.exactOptional(file),
      /** Where the client finds the eID server when useID does not say. */
      paosAddress: z.url({ protocol: /^https$/ }),
    }),
    directory: z.strictObject({ url: z.url(), tokenFile: file }),
    /** File that holds the PostgreSQL URL. */
    databaseUrlFile: file,
    keys: z.strictObject({
      /** P-256 private keys (PKCS #8 PEM) that sign tokens, newest first. */
      signingFiles: z.array(file).min(1),
      /** Keys of the cookies' signatures, newest first. */
      cookieFiles: z.array(file).min(1),
      /** 32 octets in base64url: pseudonym → `sub`. Must never change. */
      subjectFile: file,
      /** 32 octets in base64url: rows at rest. */
      storageFile: file,
    }),
    /** Where people see their own sign-ins: whose `sub` names them, and the bearer token by which it asks. */
    history: z.strictObject({ sector: z.string().min(1), tokenFile: file }),
    /** Bearer token for /admin. */
    adminTokenFile: file,
    /** Registered at start, beside those that the register holds. */
    relyingParties: z.array(Registration).default([]),
    /** Allows http addresses, which are for one computer only. */
    demonstration: z.boolean().default(false),
    /** PEM authority of the relying parties' own addresses, where it is not one of the system's. */
    relyingPartyAuthorityFile: z.exactOptional(file),
    /** Milliseconds between questions to the eID server for cards that have ended. */
    askEndedEvery: z.number().int().min(100).max(30_000).default(5000),
  })
  .check(({ value: { issuer, secureOrigin, port, directory, demonstration }, issues }) => {
    const refuse = (path: string, message: string, input: unknown) => issues.push({ code: 'custom', path: [path], message, input });
    if (!demonstration && issuer.startsWith('http:')) refuse('issuer', 'http is for demonstrations', issuer);
    if (!demonstration && new URL(directory.url).protocol === 'http:' && !/^(127\.|localhost$)/.test(new URL(directory.url).hostname))
      refuse('directory', 'http leaves this computer', directory.url);
    if (issuer.startsWith('https:') && issuer !== secureOrigin) refuse('secureOrigin', 'is the issuer where that is https', secureOrigin);
    if (issuer.startsWith('http:') && port === undefined) refuse('port', 'is needed for http', port);
  });

export type IdpConfig = z.input<typeof IdpConfig>;
