import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establish, registerDocuments } from '../apps/pki/index.ts';
import { createCryptography } from '../io/crypto/index.ts';
import { namedCurves } from '../lib/crypto/index.ts';
import { type Command, exit, type Input, type Terminal, UsageError } from './command.ts';
import { exportCertificates, issue, revokeDocument } from './pki.ts';

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'eszig-cli-pki-'));
  await establish(join(data, 'pki'), { clock: Date.now, cryptography: createCryptography(), origin: 'https://idp.localhost:8181' });
}, 60_000);
afterAll(() => rm(data, { recursive: true }));

async function run(command: Command, operands: string[], options: Record<string, string> = {}) {
  const given: Record<string, string> = { data, ...options };
  const documents: unknown[] = [];
  const input: Input = {
    operands,
    text: (option) => given[option],
    texts: () => [],
    flag: () => false,
    number: () => undefined,
  };
  const terminal: Terminal = {
    language: 'en',
    isJson: true,
    say: () => {},
    json: (document) => documents.push(document),
    askHidden: async () => undefined,
    readLine: async () => undefined,
    environment: {},
  };
  return { status: await command.run(input, terminal), document: documents[0] };
}

describe('eszig pki', () => {
  it.each([
    ['cvca', ['HUCVCAeID00001.cvcert']],
    ['chain', ['HUCVCAeID00001.cvcert', 'HUDVeID0100001.cvcert', 'HUEESZTAT00001.cvcert', 'description.der']],
    ['csca', ['csca.pem', 'revocation-list.crl']],
  ])('export %s writes certificates, and never a key', async (what, names) => {
    const out = join(data, `out-${what}`);
    const { status } = await run(exportCertificates, [what], { out });
    expect(status).toBe(exit.done);
    expect((await readdir(out)).sort()).toEqual(names);
  });

  it('issue-terminal gives the next certificate of the same holder', async () => {
    const { document } = await run(issue, []);
    expect(document).toMatchObject({ chr: 'HUEESZTAT00002', holder: 'terminal' });
  });

  it('revoke wants a document that was issued here', async () => {
    await registerDocuments(join(data, 'pki'), [{ documentNumber: '000001AE', blockingKey: namedCurves.brainpoolP256r1.parameters.G }]);
    expect((await run(revokeDocument, ['000001AE'])).document).toMatchObject({ revoked: '000001AE' });
    await expect(run(revokeDocument, ['000009AE'])).rejects.toThrow(UsageError);
    await expect(run(revokeDocument, [])).rejects.toThrow(UsageError);
  });

  it('a folder without authorities, and an unknown export, are wrong usage', async () => {
    await expect(run(exportCertificates, ['cvca'], { data: join(data, 'none') })).rejects.toThrow(UsageError);
    await expect(run(exportCertificates, ['toString'])).rejects.toThrow(UsageError);
  });
});
