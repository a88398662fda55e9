// The configuration of each app of the demonstration world: plain data, secrets by the path of their file.

import { join } from 'node:path';
import type { CardOfficeConfig } from '../../apps/card-office/config.ts';
import type { MachineConfig } from '../../apps/chip/machine/config.ts';
import type { DirectoryConfig } from '../../apps/directory/config.ts';
import type { EidClientConfig } from '../../apps/eid-client/config.ts';
import type { EidServerConfig } from '../../apps/eid-server/config.ts';
import type { IdpConfig } from '../../apps/idp/config.ts';
import type { PkiConfig } from '../../apps/pki/config.ts';
import type { Layout } from '../../apps/pki/index.ts';
import type { PortalConfig } from '../../apps/portal/config.ts';
import type { HospitalConfig } from '../../world/hospital/config.ts';
import { issuedBeforeFile } from './register.ts';
import { publicHalf, type SecretFiles } from './secrets.ts';
import type { Plan } from './world.ts';

/** What the operator of the demonstration publishes. */
const guideFolder = join(import.meta.dirname, '../../world/guide');

/** By app name, as written to `data/config/<app>.json`. */
export async function configurations(plan: Plan, pki: Layout, secrets: SecretFiles) {
  const { ports, addresses, https } = plan;
  const databaseUrlFile = secrets['database-url'];
  const tls = (name: keyof Layout['tls']) => ({ certificateFile: pki.tls[name].certificate, keyFile: pki.tls[name].key });
  const idpOrigin = secureIdp(plan);
  return {
    pki: {
      folder: plan.folder.pki,
      origin: idpOrigin,
      service: { port: ports.pki, tokenFile: secrets['pki-token'] },
    } satisfies PkiConfig,
    directory: {
      port: ports.directory,
      databaseUrlFile,
      callers: [
        { name: 'idp', tokenFile: secrets['idp-token'], rights: ['resolve-link', 'match'] },
        { name: 'portal', tokenFile: secrets['portal-token'], rights: ['read', 'matrix', 'cases'] },
        { name: 'office', tokenFile: secrets['office-token'], rights: ['link', 'registers'] },
      ],
      matching: { keyFile: secrets['matching-key'] },
    } satisfies DirectoryConfig,
    'eid-server': {
      service: { port: ports.eid, ...tls('eid-interface'), clientAuthorityFile: pki.tlsAuthority.certificate },
      paos: { port: ports.paos, address: addresses.paos, ...tls('paos') },
      databaseUrlFile,
      clusterKeyFile: secrets['cluster-key'],
      sessionKeyFile: secrets['session-key'],
      services: [
        {
          name: 'idp',
          clientCertificateFile: pki.tls['idp-client'].certificate,
          certificateFiles: [pki.terminal.chain],
          keyFile: pki.terminal.key,
          descriptionFile: pki.terminal.description,
          sectorKeyFiles: { pseudonym: pki.sectors.pseudonym, previous: pki.sectors.previous, blocking: pki.sectors.blocking },
          blockList: { file: pki.blockList.list, signerFile: pki.blockList.certificate },
          // A signature on every message too, where everything is done with all its might: TLS proves the same, and is cheaper.
          ...(https ? { signature: 'required' as const } : {}),
        },
      ],
      countrySignerFiles: [pki.countrySigner.certificate],
      revocationListFiles: [pki.countrySigner.revocationLists],
      documentLists: {
        masterListFile: pki.lists.masterList,
        defectListFile: pki.lists.defectList,
        signerFile: pki.lists.certificate,
      },
      operations: { port: ports.operations },
      levelOfAssurance: 'http://eidas.europa.eu/LoA/high',
    } satisfies EidServerConfig,
    idp: {
      issuer: addresses.idp,
      secureOrigin: idpOrigin,
      ...(https ? {} : { port: ports.idp }),
      securePort: ports.idpTls,
      tls: tls('idp'),
      clientAddress: addresses.client,
      eidServer: {
        url: addresses.eid,
        ...tls('idp-client'),
        authorityFile: pki.tlsAuthority.certificate,
        ...(https ? { answersSignedByFile: tls('eid-interface').certificateFile } : {}),
        paosAddress: addresses.paos,
      },
      directory: { url: addresses.directory, tokenFile: secrets['idp-token'] },
      databaseUrlFile,
      keys: {
        signingFiles: [secrets['signing-key']],
        cookieFiles: [secrets['cookie-key']],
        subjectFile: secrets['subject-key'],
        storageFile: secrets['storage-key'],
      },
      history: { sector: 'eeszt-portal', tokenFile: secrets['history-token'] },
      adminTokenFile: secrets['admin-token'],
      relyingParties: await relyingParties(plan, secrets),
      demonstration: true,
      ...(https ? { relyingPartyAuthorityFile: pki.tlsAuthority.certificate } : {}),
    } satisfies IdpConfig,
    portal: {
      port: https ? ports.portalTls : ports.portal,
      ...(https ? { tls: tls('portal') } : {}),
      origin: addresses.portal,
      issuer: addresses.idp,
      ...(https ? { authorityFile: pki.tlsAuthority.certificate } : {}),
      clientId: 'eeszt-portal',
      linkingClientId: 'eeszt-linking',
      historyTokenFile: secrets['history-token'],
      clientKeyFile: secrets['portal-client-key'],
      databaseUrlFile,
      directory: { url: addresses.directory, tokenFile: secrets['portal-token'] },
      readersFile: plan.folder.readers,
      readerRounds: [{ from: '2026-01-12', until: '2026-02-27' }],
      mail: { host: '127.0.0.1', port: ports.mail, from: 'ertesites@eeszt.example' },
      guide: {
        windowsFile: join(guideFolder, 'government-windows.json'),
        noticesFile: join(guideFolder, 'notices.json'),
        downloadsFolder: join(plan.folder.root, 'downloads'),
        clientAddress: addresses.client,
      },
    } satisfies PortalConfig,
    'card-machine': {
      port: ports.machine,
      tokenFile: secrets['machine-token'],
      keyFile: secrets['machine-key'],
      cards: plan.folder.cards,
    } satisfies MachineConfig,
    'card-office': {
      port: https ? ports.officeTls : ports.office,
      ...(https ? { tls: tls('office'), authorityFile: pki.tlsAuthority.certificate } : {}),
      origin: addresses.office,
      issuer: addresses.idp,
      clientId: 'card-office',
      clientKeyFile: secrets['office-client-key'],
      databaseUrlFile,
      issuedBeforeFile: issuedBeforeFile(plan.folder),
      window: {
        readerPort: ports.windowReader,
        chainFile: pki.window.chain,
        keyFile: pki.window.key,
        countrySignerFile: pki.countrySigner.certificate,
        revocationListFile: pki.countrySigner.revocationLists,
      },
      machine: { url: `http://127.0.0.1:${ports.machine}`, tokenFile: secrets['machine-token'] },
      authorities: { url: `http://127.0.0.1:${ports.pki}`, tokenFile: secrets['pki-token'] },
    } satisfies CardOfficeConfig,
    hospital: {
      port: https ? ports.hospitalTls : ports.hospital,
      ...(https ? { tls: tls('hospital'), authorityFile: pki.tlsAuthority.certificate } : {}),
      origin: addresses.hospital,
      issuer: addresses.idp,
      clients: { staff: 'borbala-his', patient: 'borbala-admission' },
    } satisfies HospitalConfig,
    'eid-client': {
      port: ports.client,
      pcsc: true,
      virtualReader: { port: ports.reader, pinPad: { port: ports.pinPad, pagePort: ports.pinPadPage } },
      window: { mode: 'auto', browserArguments: [] },
      demonstration: true,
      addressTwins: https ? {} : { [idpOrigin]: addresses.idp },
      trust: [pki.cvca.certificate],
      dataFolder: plan.folder.client,
      diagnosis: { signIn: { url: idpOrigin, authorityFile: pki.tlsAuthority.certificate }, eidServer: { url: addresses.paos } },
      activationsPerMinute: 60,
    } satisfies EidClientConfig,
  };
}

/** The identity provider's https origin: what the terminal certificate names, and where the client fetches the TC token. */
export function secureIdp({ ports }: Pick<Plan, 'ports'>): string {
  return `https://idp.localhost:${ports.idpTls}`;
}

/** The applications of `world/`, with the addresses of this world; portal and office prove themselves by their keys. */
async function relyingParties({ people: world, addresses }: Plan, secrets: SecretFiles): Promise<NonNullable<IdpConfig['relyingParties']>> {
  const here = (address: string) =>
    address.replace('{portal}', addresses.portal).replace('{office}', addresses.office).replace('{hospital}', addresses.hospital);
  const keys = {
    'eeszt-portal': [await publicHalf(secrets['portal-client-key'])],
    'eeszt-linking': [await publicHalf(secrets['portal-client-key'])],
    'card-office': [await publicHalf(secrets['office-client-key'])],
  } as Readonly<Record<string, [Awaited<ReturnType<typeof publicHalf>>]>>;
  return world.relyingParties.map(({ id, redirectUris, postLogoutRedirectUris, backChannelLogoutUri, ...registration }) => ({
    clientId: id,
    ...registration,
    redirectUris: redirectUris.map(here),
    postLogoutRedirectUris: postLogoutRedirectUris.map(here),
    ...(backChannelLogoutUri === undefined ? {} : { backChannelLogoutUri: here(backChannelLogoutUri) }),
    ...(keys[id] === undefined ? {} : { keys: keys[id] }),
  }));
}
