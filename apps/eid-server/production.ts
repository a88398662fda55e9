// What a configuration for production may not have: anything of the demonstration's authorities, and addresses without TLS.
import { certificateOctets } from '../../io/keys/index.ts';
import { parseCertificates } from '../../lib/cvc/index.ts';
import { parseX509, type X509Certificate } from '../../lib/x509/index.ts';
import type { CompleteConfig } from './config.ts';
import { readFile } from './material.ts';

/** The authorities of the demonstration world say in their names what they are: X.509 ones at the beginning, card-verifiable ones anywhere. */
export async function demonstrationFaults(config: CompleteConfig): Promise<readonly { readonly field: string; readonly fault: string }[]> {
  const { countrySignerFiles, services, service, paos, attached, saml, documentLists, pinnedDocumentSigners } = config;
  const anchors: readonly (readonly [string, string])[] = [
    ...countrySignerFiles.map((file, i) => [`countrySignerFiles.${i}`, file] as const),
    ['service.clientAuthorityFile', service.clientAuthorityFile],
    ['service.certificateFile', service.certificateFile],
    ['paos.certificateFile', paos.certificateFile],
    ...(attached === undefined ? [] : [['attached.certificateFile', attached.certificateFile] as const]),
    ...(documentLists === undefined ? [] : [['documentLists.signerFile', documentLists.signerFile] as const]),
    ...(saml === undefined
      ? []
      : (['signing', 'encryption'] as const).map((use) => [`saml.${use}.certificateFile`, saml[use].certificateFile] as const)),
    ...services.flatMap(({ saml: own }, i) =>
      own === undefined ? [] : [[`services.${i}.saml.metadataSignerFile`, own.metadataSignerFile] as const],
    ),
    ...services.map(({ blockList }, i) => [`services.${i}.blockList.signerFile`, blockList.signerFile] as const),
  ];
  const judged = await Promise.all(
    anchors.map(async ([field, file]) => {
      const { subject, issuer } = await certificate(file);
      return [subject, issuer].some(({ commonName }) => commonName?.startsWith('DEMO'))
        ? [{ field, fault: 'configuration.demonstration' }]
        : [];
    }),
  );
  const chains = services.flatMap(({ certificateFiles, laterCertificateFiles }, i) => [
    ...certificateFiles.map((file, n) => [`services.${i}.certificateFiles.${n}`, file] as const),
    ...laterCertificateFiles.map((file, n) => [`services.${i}.laterCertificateFiles.${n}`, file] as const),
  ]);
  const terminals = await Promise.all(
    chains.map(async ([field, file]) => {
      const names = parseCertificates(await readFile(file)).flatMap(({ car, chr }) => [car.text, chr.text]);
      return names.some((name) => name.includes('DEMO')) ? [{ field, fault: 'configuration.demonstration' }] : [];
    }),
  );
  const pinned = pinnedDocumentSigners.length > 0 ? [{ field: 'pinnedDocumentSigners', fault: 'configuration.demonstration' }] : [];
  const insecure = services.flatMap(({ attached: its }, i) =>
    its?.returnAddress.startsWith('http:') ? [{ field: `services.${i}.attached.returnAddress`, fault: 'configuration.insecure' }] : [],
  );
  return [...judged.flat(), ...terminals.flat(), ...pinned, ...insecure];
}

/** The X.509 certificate of a file. */
export async function certificate(file: string): Promise<X509Certificate> {
  return parseX509(certificateOctets(await readFile(file)));
}
