// A service provider in the configuration: what is wrong is told by its field, and what has an end is shown with it.
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bytes } from '../../../lib/bytes/index.ts';
import type { EidServerConfig } from '../config.ts';
import { check } from '../main.ts';
import { pair, withSaml } from '../testing/saml.ts';
import { serving } from '../testing/server.ts';
import { authorities, noon, usuallyWithout } from '../testing/world.ts';

let made: Awaited<ReturnType<typeof withSaml>> | undefined;
const at = serving({ operations: { port: 0 } }, async (world) => {
  made = await withSaml(world);
  const { attached } = made.config;
  const hashes = [attached.certificateFile, world.files.config.paos.certificateFile].map((file) => {
    const { raw } = new X509Certificate(readFileSync(file));
    return bytes(createHash('sha256').update(raw).digest());
  });
  (
    await world.files.nextTerminal('HUAT00007', authorities.sectorKeys, usuallyWithout, {
      subjectUrl: attached.origin,
      commCertificates: hashes,
    })
  )();
  return made.config;
});
const saml = () => {
  if (made === undefined) throw new Error('before the first test');
  return made;
};
const faultsOf = (change: Partial<EidServerConfig> = {}) =>
  check({ ...at.world.files.config, ...saml().config, ...change }, { clock: () => noon });
/** The first relying party, changed. */
const first = (change: object) => {
  const [one, ...others] = saml().config.services;
  return { services: [{ ...one, ...change } as typeof one & object, ...others] } as Partial<EidServerConfig>;
};

test('a server with SAML has no faults, also with a service provider that has no client certificate', async () => {
  expect(await faultsOf()).toEqual([]);
  expect(await faultsOf(first({ clientCertificateFile: undefined }))).toEqual([]);
});

test('SAML needs the origin of the attached model, a service provider needs SAML, and who has neither SAML nor a certificate cannot come', async () => {
  expect(await faultsOf({ attached: undefined })).toContainEqual({ field: 'attached', fault: expect.any(String) });
  expect(await faultsOf({ saml: undefined })).toEqual([{ field: 'saml', fault: expect.any(String) }]);
  expect(await faultsOf(first({ saml: undefined, clientCertificateFile: undefined }))).toEqual([
    { field: 'services.0.clientCertificateFile', fault: expect.any(String) },
  ]);
});

test('keys and metadata that cannot be used are told by their field', async () => {
  const { config, register } = saml();
  const { signing, encryption } = config.saml;
  expect(await faultsOf({ saml: { ...config.saml, encryption: signing } })).toEqual([
    { field: 'saml.encryption.certificateFile', fault: 'configuration.key' },
  ]);
  expect(await faultsOf({ saml: { ...config.saml, signing: { ...signing, keyFile: encryption.keyFile } } })).toEqual([
    { field: 'saml.signing.keyFile', fault: 'material.mismatch' },
  ]);
  const ofService = config.services[0]?.saml as object;
  expect(await faultsOf(first({ saml: { ...ofService, metadataFile: '/nowhere' } }))).toEqual([
    { field: 'services.0.saml.metadataFile', fault: 'keys.unreadable' },
  ]);
  const stranger = await pair('stranger', 'P-256');
  const wrong = [
    ['saml.signature', () => register({}, stranger)],
    ['saml.metadata', () => register({ validUntil: noon })],
    ['saml.metadata', () => register({ encryption: undefined } as never)],
  ] as const;
  for (const [fault, write] of wrong) {
    await at.world.renew(1, () => void write());
    expect(await faultsOf()).toEqual([{ field: 'services.0.saml.metadataFile', fault }]);
  }
  await at.world.renew(1, () => void register());
  expect(await faultsOf()).toEqual([]);
});

test('the figures count the days of both keys and of the metadata', async () => {
  const figures = await (await fetch(`http://127.0.0.1:${at.server.operationsPort}/metrics`)).text();
  expect(figures).toMatch(/eid_certificate_days_left\{certificate="saml signing"\} \d+/);
  expect(figures).toMatch(/eid_certificate_days_left\{certificate="saml encryption"\} \d+/);
  expect(figures).toContain('eid_list_seconds_left{list="saml metadata first"} 604800');
});
