// Our client at our eID server, attached: one TLS session for token and PAOS, and none with a key.
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attach } from '../../apps/eid-server/testing/attached.ts';
import { serving } from '../../apps/eid-server/testing/server.ts';
import { authorities, person, usuallyWithout } from '../../apps/eid-server/testing/world.ts';
import { bytes } from '../../lib/bytes/index.ts';
import { signInWithOurClient } from '../our-client.ts';

const at = serving({}, async (world) => {
  const changes = await attach(world);
  const { raw } = new X509Certificate(readFileSync(changes.attached.certificateFile));
  const of = { subjectUrl: changes.attached.origin, commCertificates: [bytes(createHash('sha256').update(raw).digest())] };
  (await world.files.nextTerminal('HUAT00004', authorities.sectorKeys, usuallyWithout, of))();
  return changes;
});

test('our client signs in at our server attached, and leads the browser back to the relying party', async () => {
  const { session, eCardServerAddress = '' } = await at.party.useId({ operations: { givenNames: 'REQUIRED', restrictedId: 'REQUIRED' } });
  const destination = await signInWithOurClient(eCardServerAddress);
  expect(destination).toEqual({ kind: 'redirect', address: expect.stringMatching(/\/refresh\/[0-9a-f]{64}\?ResultMajor=ok$/) });
  const { personalData, result } = await at.party.getResult(session as NonNullable<typeof session>);
  expect([result.major, personalData?.givenNames]).toEqual(['ok', person.givenNames]);
});
