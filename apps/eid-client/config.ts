// The configuration of the client: plain JSON, secrets none.
import { z } from 'zod';

const loopbackName = /^(localhost|[a-z0-9-]+\.localhost|127\.0\.0\.1|\[::1\])$/;

/** An https origin and the http origin of the same loopback name. */
const twin = ([https, http]: [string, string]) => {
  const [from, to] = [URL.parse(https), URL.parse(http)];
  if (from === null || to === null) return false;
  const origins = from.origin === https && to.origin === http && from.protocol === 'https:' && to.protocol === 'http:';
  return origins && from.hostname === to.hostname && loopbackName.test(from.hostname);
};

/** Our PIN-pad reader: where cards connect to, and where its display and keys are drawn. */
const PinPadConfig = z.strictObject({
  port: z.int().min(0).max(65535).default(24729),
  pagePort: z.int().min(0).max(65535).default(24730),
  /** Seconds that it waits for a code. */
  patience: z.number().positive().default(60),
});

export const EidClientConfig = z.strictObject({
  /** 24727 unless another program needs it; 0 takes a free one. */
  port: z.int().min(0).max(65535).default(24727),
  /** Readers of this computer by PC/SC. */
  pcsc: z.boolean().default(true),
  /** The virtual reader, to which cards connect over the vpcd protocol on 127.0.0.1. */
  virtualReader: z.strictObject({ port: z.int().min(0).max(65535).default(24728), pinPad: PinPadConfig.optional() }).optional(),
  window: z
    .strictObject({
      /** `app`: a window of its own; `tab`: a tab of the browser, for the demonstration only; `auto`: the first where it is possible. */
      mode: z.enum(['auto', 'app', 'tab']).default('auto'),
      /** A Chromium-family browser; the first one found when absent. */
      browser: z.string().min(1).optional(),
      browserArguments: z.array(z.string()).default([]),
    })
    .prefault({}),
  /** The demonstration world: the window may be a tab of the browser, labelled so. */
  demonstration: z.boolean().default(false),
  /** At the very end of a sign-in: https origin → http origin, loopback names only. */
  addressTwins: z
    .record(z.string(), z.string())
    .refine((table) => Object.entries(table).every(twin), 'an https origin and the http origin of the same loopback name')
    .default({}),
  /** Files with trusted CVCA certificates (DER): a request under any other is refused before any question. */
  trust: z.array(z.string().min(1)).default([]),
  /** Where the client keeps what it remembers; the folder of the user who runs it when absent. */
  dataFolder: z.string().min(1).optional(),
  /** What the diagnosis looks at beside this computer: a page of the identity provider (any other authority than the system's in a PEM file), the PAOS address. */
  diagnosis: z
    .strictObject({
      signIn: z.strictObject({ url: z.url({ protocol: /^https$/ }), authorityFile: z.string().min(1).optional() }).optional(),
      eidServer: z.strictObject({ url: z.url({ protocol: /^https$/ }) }).optional(),
    })
    .prefault({}),
  /** Reports to the institution's readiness map: whether a reader is there and which version runs, under the institution's key. */
  workstation: z
    .strictObject({
      address: z.url({ protocol: /^https?$/ }),
      keyFile: z.string().min(1),
      code: z.string().min(1).max(40),
      minutes: z.number().positive().default(30),
    })
    .optional(),
  activationsPerMinute: z.int().positive().default(60),
});

export type EidClientConfig = z.input<typeof EidClientConfig>;
export type CompleteConfig = z.output<typeof EidClientConfig>;
