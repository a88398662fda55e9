// TLS between servers, and for what is shown to a client beside the browser: no version, suite, curve or hash that TR-03116-4 2 does not want.

/** Version 1.2 or later; forward secrecy and authenticated encryption; curves of 256 bits or more; signatures with SHA-256 or more. */
export const strictTls = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES128-GCM-SHA256',
  ].join(':'),
  ecdhCurve: 'P-256:P-384:brainpoolP256r1:brainpoolP384r1:brainpoolP512r1',
  sigalgs: ['ECDSA', 'RSA-PSS', 'RSA'].flatMap((key) => ['SHA256', 'SHA384', 'SHA512'].map((hash) => `${key}+${hash}`)).join(':'),
} as const;
