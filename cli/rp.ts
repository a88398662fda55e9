// `eszig rp add | list | remove`: the relying parties of the running world, through the identity provider's register.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createFetch, type Fetch } from '../io/http/index.ts';
import { certificateOctets } from '../io/keys/index.ts';
import { equal } from '../lib/bytes/index.ts';
import { EidError } from '../lib/error/index.ts';
import { type ClaimName, claimRows, isClaimName, roleScope, type ScopeName } from '../lib/oidc/index.ts';
import { type Command, exit, MissingError, UsageError } from './command.ts';
import { exampleScript } from './rp/example.ts';
import { runningWorld } from './up/folder.ts';

export const add: Command = {
  options: {
    name: { value: 'TEXT' },
    'redirect-uri': { value: 'URL', repeated: true },
    claims: { value: 'NAME,…', repeated: true },
    role: {},
    example: { value: 'FILE' },
    data: { value: 'DIR' },
  },
  async run(input, terminal) {
    const name = input.text('name');
    const redirectUris = input.texts('redirect-uri');
    if (name === undefined || redirectUris.length === 0) throw new UsageError('--name and --redirect-uri are needed');
    const claims = input.texts('claims').flatMap((list) => list.split(',').map((claim) => claim.trim()));
    const asked = { claims: claims.map(claimNamed), role: input.flag('role') };
    using admin = openAdmin(input.text('data'));
    const registration = {
      name: { hu: name, en: name },
      purpose: { hu: `Belépés: ${name}`, en: `Sign-in: ${name}` },
      kind: redirectUris.every(isLoopback) ? 'native' : 'web',
      redirectUris,
      scopes: scopesOf(asked),
      ...(asked.claims.length > 0 && { claims: [...asked.claims, ...(asked.role ? workerClaims : [])] }),
    };
    const answer = await admin.call('POST', '/admin/relying-parties', registration);
    if (answer.status === 400) throw new UsageError('the identity provider refuses this', problems(await answer.json()));
    const { clientId, issuer } = z.looseObject({ clientId: z.string(), issuer: z.string() }).parse(await answer.json());
    const scope = ['openid', ...registration.scopes].join(' ');
    const example = exampleScript({ issuer, clientId, redirectUri: redirectUris[0] ?? '', scope });
    const file = input.text('example');
    if (file !== undefined) writeFileSync(file, example);
    terminal.json({ clientId, issuer, redirectUris, scope, example });
    terminal.say([`client id  ${clientId}`, `issuer     ${issuer}`, `scope      ${scope}`].join('\n'));
    terminal.say(file === undefined ? `\n${example.trimEnd()}` : `program    ${file}`);
    return exit.done;
  },
};

export const list: Command = {
  options: { data: { value: 'DIR' } },
  async run(input, terminal) {
    using admin = openAdmin(input.text('data'));
    const answer = await admin.call('GET', '/admin/relying-parties');
    const { relyingParties } = listAnswer.parse(await answer.json());
    for (const { clientId, redirectUris, scopes } of relyingParties) {
      terminal.say(`${clientId.padEnd(28)} ${['openid', ...scopes].join(' ')}  ${redirectUris.join(' ')}`);
    }
    terminal.json(relyingParties);
    return exit.done;
  },
};

export const remove: Command = {
  operands: '<client-id>',
  options: { data: { value: 'DIR' } },
  async run(input, terminal) {
    const [clientId] = input.operands;
    if (clientId === undefined) throw new UsageError('which relying party?', 'eszig rp list');
    using admin = openAdmin(input.text('data'));
    const { status } = await admin.call('DELETE', `/admin/relying-parties/${encodeURIComponent(clientId)}`);
    if (status === 404) throw new UsageError(`no relying party '${clientId}'`, 'eszig rp list');
    terminal.say(`removed ${clientId}`);
    terminal.json({ removed: clientId });
    return exit.done;
  },
};

const listAnswer = z.object({
  relyingParties: z.array(z.looseObject({ clientId: z.string(), redirectUris: z.array(z.string()), scopes: z.array(z.string()) })),
});

const workerClaims = claimRows.filter((row) => row.scope === roleScope).map((row) => row.claim);

function claimNamed(name: string): ClaimName {
  if (isClaimName(name)) return name;
  throw new UsageError(`unknown claim '${name}'`, [...new Set(claimRows.map((row) => row.claim))].join(', '));
}

/** The scopes that a relying party needs for these claims; a claim named alone is one of a citizen. */
function scopesOf({ claims, role }: { readonly claims: readonly ClaimName[]; readonly role: boolean }): ScopeName[] {
  const rows = claimRows.filter((row) => row.mode === 'citizen' && claims.includes(row.claim));
  const scopes: ScopeName[] = rows.map((row) => row.scope);
  return [...new Set<ScopeName>(role ? [...scopes, roleScope] : scopes)];
}

function isLoopback(address: string): boolean {
  return /^http:\/\/(127\.0\.0\.1|\[::1\])[:/]/.test(address);
}

interface Admin extends Disposable {
  call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): ReturnType<Fetch>;
}

/** The register of the world that runs on a data folder. Over TLS it must have the certificate that the world made. */
function openAdmin(data = 'data'): Admin {
  const world = runningWorld(data);
  const issuer = world?.addresses['idp'];
  if (issuer === undefined) throw new MissingError(`no world runs on '${data}'`, 'npm start, or --data DIR');
  const config = JSON.parse(readFileSync(join(data, 'config', 'idp.json'), 'utf8'));
  const token = readFileSync(config.adminTokenFile, 'utf8').trim();
  const own = certificateOctets(readFileSync(config.tls.certificateFile));
  const fetch = createFetch({ accept: (certificate) => equal(certificate, own) });
  return {
    async call(method, path, body) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(new URL(path, issuer), { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
      if (answer.status === 401 || answer.status >= 500) throw new EidError(answer.status === 503 ? 'database.unreachable' : 'internal');
      return answer;
    },
    [Symbol.dispose]: () => fetch[Symbol.dispose](),
  };
}

function problems(answer: unknown): string {
  const told = z.object({ problems: z.array(z.object({ at: z.string(), message: z.string() })) }).safeParse(answer);
  return told.success ? told.data.problems.map(({ at, message }) => `${at}: ${message}`).join('; ') : '';
}
