import { expect, test } from 'vitest';
import { IdpConfig } from './config.ts';

const config = {
  issuer: 'https://idp.example',
  secureOrigin: 'https://idp.example',
  securePort: 443,
  tls: { certificateFile: 'c', keyFile: 'k' },
  eidServer: { url: 'https://eid.example/', certificateFile: 'c', keyFile: 'k', authorityFile: 'a', paosAddress: 'https://paos.example/' },
  directory: { url: 'https://directory.example', tokenFile: 't' },
  databaseUrlFile: 'd',
  keys: { signingFiles: ['s'], cookieFiles: ['c'], subjectFile: 's', storageFile: 's' },
  history: { sector: 'portal', tokenFile: 'h' },
  adminTokenFile: 'a',
} satisfies IdpConfig;
const problems = (changes: object) =>
  IdpConfig.safeParse({ ...config, ...changes }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

test('what is served to more than one computer is https', () => {
  const plain = { issuer: 'http://idp.example', port: 80 };
  expect(problems({})).toEqual([]);
  expect(problems(plain)).toEqual(['issuer: http is for demonstrations']);
  expect(problems({ ...plain, demonstration: true })).toEqual([]);
  expect(problems({ directory: { url: 'http://directory.example', tokenFile: 't' } })).toEqual(['directory: http leaves this computer']);
  expect(problems({ directory: { url: 'http://127.0.0.1:8084', tokenFile: 't' } })).toEqual([]);
});

test('an https issuer is its own secure origin, an http one needs a port', () => {
  expect(problems({ secureOrigin: 'https://other.example' })).toEqual(['secureOrigin: is the issuer where that is https']);
  expect(problems({ issuer: 'http://idp.localhost:8081', demonstration: true })).toEqual(['port: is needed for http']);
});

test('a key that the schema does not know is refused', () => {
  expect(problems({ acr: 'low' })).toHaveLength(1);
});
