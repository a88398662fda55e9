// What AusweisApp is told instead of its built-in trust: our country verifying authority, and addresses that lead nowhere.
import { toHex } from '../../lib/bytes/index.ts';

const suites = {
  web: ['ECDHE-ECDSA', 'ECDHE-RSA'].flatMap((kind) => [`${kind}-AES256-GCM-SHA384`, `${kind}-AES128-GCM-SHA256`]),
  psk: ['AES256-GCM-SHA384', 'AES256-CBC-SHA384', 'AES128-GCM-SHA256', 'AES128-CBC-SHA256', 'AES256-CBC-SHA'].map(
    (cipher) => `RSA-PSK-${cipher}`,
  ),
  local: ['ECDHE-PSK-AES128-CBC-SHA256', 'ECDHE-PSK-AES256-CBC-SHA384'],
};
const curves = ['brainpoolP512r1', 'brainpoolP384r1', 'brainpoolP256r1', 'secp384r1', 'prime256v1'];
const hashes = ['SHA512', 'SHA384', 'SHA256'];
const rsa = hashes.map((hash) => `RSA+${hash}`);
const both = [...rsa, ...hashes.map((hash) => `ECDSA+${hash}`)];

const sizes = (modulus: number) => ({ Rsa: modulus, Dsa: modulus, Dh: modulus, Ec: 250 });
const tls = (
  ciphers: readonly string[],
  ellipticCurves: readonly string[],
  signatureAlgorithms: readonly string[],
  ocspStapling = true,
) => ({
  protocolVersion: 'TlsV1_2',
  ocspStapling,
  ciphers,
  ellipticCurves,
  signatureAlgorithms,
});
const nowhere = 'https://localhost:1/';

/**
 * The `config.json` of AusweisApp 1.26 to 2.5. `trusted` and `unrelated` are CVCA certificates (7F21); the program wants both lists filled,
 * and would take the trusted one for a test authority, under developer mode, when it stood in the other.
 */
export function configuration(trusted: Uint8Array, unrelated: Uint8Array): object {
  return {
    vendor: 'eszig',
    cvRootCertificates: [toHex(unrelated)],
    cvRootCertificatesTest: [toHex(trusted)],
    updateCertificates: [],
    tlsSettings: tls(suites.web, curves, both),
    tlsSettingsPsk: tls(suites.psk, [], rsa),
    tlsSettingsRemoteIfd: tls(suites.web.slice(2), curves, both, false),
    tlsSettingsRemoteIfdPairing: tls(suites.psk, [], rsa, false),
    tlsSettingsLocalIfd: tls(suites.local, curves, both, false),
    minStaticKeySizes: sizes(2000),
    minEphemeralKeySizes: sizes(2000),
    minKeySizes: sizes(3000),
    sizesIfd: { createRsa: 3072, min: sizes(2000) },
    selfAuthentication: { url: nowhere, testUrl: nowhere },
    updateServer: { baseUrl: `${nowhere}u` },
    whitelistServer: { baseUrl: `${nowhere}w` },
    updates: { release: `${nowhere}r`, beta: `${nowhere}b` },
    smart: { personalizationUrl: '', personalizationTestUrl: '', serviceId: '', versionTag: '', ssdAid: '' },
    localIfd: { packageName: '', minVersion: '1.100.0', allowedCertificateHashes: [], minPskSize: 256 },
  };
}
