// Our certificates, lists and signed files before other programs (OpenSSL; cvc-print of Debian's openpace), and theirs before us.
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCryptography } from '../../io/crypto/index.ts';
import { certificateOctets, readSigner } from '../../io/keys/index.ts';
import { bytes } from '../../lib/bytes/index.ts';
import { createCardSecurity, encodeSecurityInfos, verifyCardSecurity } from '../../lib/card/index.ts';
import { parseCertificate } from '../../lib/cvc/index.ts';
import { isIssuedBy, parseRevocationList, parseRevocationLists, parseX509 } from '../../lib/x509/index.ts';
import { establish, type Layout, layout, renewCountrySigner, renewRoot } from './index.ts';

const cryptography = createCryptography();
const config = `
[req]
distinguished_name=name
[name]
[ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[signer]
keyUsage=critical,digitalSignature
2.23.136.1.1.6.2=DER:30:09:02:01:00:31:04:13:02:49:44
[lists]
database=index.txt
crlnumber=number.txt
default_md=sha256
[ca_command]
default_ca=lists
`;

const infos = [{ kind: 'pace', protocol: '0.4.0.127.0.7.2.2.4.2.2', version: 2, parameterId: 13 }] as const;

let folder: string;
let files: Layout;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eszig-interop-'));
  files = layout(join(folder, 'pki'));
  await establish(join(folder, 'pki'), { clock: Date.now, cryptography, origin: 'https://idp.localhost:8181' });
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const at = (...names: string[]) => join(folder, ...names);
const read = async (path: string) => bytes(await readFile(path));
/** Runs a program in the test's folder; what it writes to both outputs. Throws when it fails. */
const runs = (program: string, ...words: string[]) =>
  execFileSync(program, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('OpenSSL', () => {
  it('verifies the document signer under the country signer, with the revocation list', () => {
    const list = at('list.pem');
    runs('openssl', 'crl', '-inform', 'DER', '-in', files.countrySigner.revocationList, '-out', list);
    const ca = files.countrySigner.certificate;
    expect(runs('openssl', 'verify', '-crl_check', '-CRLfile', list, '-CAfile', ca, files.documentSigner.certificate)).toContain('OK');
  });

  it('verifies every TLS certificate for its name and purpose', () => {
    for (const [name, { certificate }] of Object.entries(files.tls)) {
      const words = name === 'idp-client' ? ['-purpose', 'sslclient'] : ['-purpose', 'sslserver', '-verify_hostname', `${name}.localhost`];
      expect(runs('openssl', 'verify', '-x509_strict', ...words, '-CAfile', files.tlsAuthority.certificate, certificate)).toContain('OK');
    }
  });

  it('accepts an EF.CardSecurity of ours', async () => {
    const by = {
      certificate: parseX509(certificateOctets(await read(files.documentSigner.certificate))),
      signer: await readSigner(files.documentSigner.key),
    };
    await writeFile(at('card-security.cms'), createCardSecurity(infos, by, cryptography));
    const ca = files.countrySigner.certificate;
    runs('openssl', 'cms', '-verify', '-inform', 'DER', '-in', 'card-security.cms', '-CAfile', ca, '-purpose', 'any', '-out', 'infos.der');
    expect(await read(at('infos.der'))).toEqual(encodeSecurityInfos(infos));
  });

  it('accepts a block list of ours', () => {
    const { list, certificate } = files.blockList;
    runs('openssl', 'cms', '-verify', '-inform', 'DER', '-in', list, '-CAfile', certificate, '-purpose', 'any', '-out', 'list.der');
    expect(runs('openssl', 'asn1parse', '-inform', 'DER', '-in', 'list.der')).toContain('OCTET STRING');
  });
});

describe('OpenSSL and the next generation', () => {
  const later = { clock: Date.now, cryptography };

  it('verifies the link certificate of a country signer, a document signer below the next one by it, and the lists of both', async () => {
    const own = at('own');
    await mkdir(own);
    const old = files.countrySigner.certificate;
    await copyFile(old, join(own, 'old.pem'));
    await copyFile(files.documentSigner.certificate, join(own, 'signer.pem'));
    await renewCountrySigner(join(folder, 'pki'), later);
    const link = join(files.countrySigner.generations, '001', 'link.pem');
    const trusted = ['-partial_chain', '-CAfile', join(own, 'old.pem')];
    expect(runs('openssl', 'verify', ...trusted, link)).toContain('OK');
    const [first, second] = parseRevocationLists(await read(files.countrySigner.revocationLists));
    for (const [list, ca, signer] of [
      [first, files.countrySigner.certificate, files.documentSigner.certificate],
      [second, join(own, 'old.pem'), join(own, 'signer.pem')],
    ] as const) {
      await writeFile(join(own, 'list.crl'), list?.raw ?? '');
      runs('openssl', 'crl', '-inform', 'DER', '-in', join(own, 'list.crl'), '-out', join(own, 'list.pem'));
      expect(runs('openssl', 'verify', '-crl_check', '-CRLfile', join(own, 'list.pem'), '-CAfile', ca, signer)).toContain('OK');
    }
  });

  it('accepts master list and defect list, and finds the country signers in it', async () => {
    const ca = files.countrySigner.certificate;
    for (const list of [files.lists.masterList, files.lists.defectList]) {
      runs('openssl', 'cms', '-verify', '-inform', 'DER', '-in', list, '-CAfile', ca, '-purpose', 'any', '-out', 'list.der');
      const printed = runs('openssl', 'asn1parse', '-inform', 'DER', '-in', 'list.der');
      if (list === files.lists.masterList) expect(printed.match(/DEMO CSCA Hungary/g)?.length).toBe(6);
    }
    expect(runs('openssl', 'cms', '-cmsout', '-print', '-inform', 'DER', '-in', files.lists.masterList)).toContain('signingTime');
  });
});

describe('what OpenSSL makes', () => {
  it('a document signer with explicit curve parameters, its revocation list and its signature pass passive authentication', async () => {
    await mkdir(at('theirs'));
    await writeFile(at('theirs', 'config'), config);
    await writeFile(at('theirs', 'infos'), encodeSecurityInfos(infos));
    await writeFile(at('theirs', 'index.txt'), '');
    await writeFile(at('theirs', 'number.txt'), '01\n');
    const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: at('theirs'), stdio: ['ignore', 'pipe', 'pipe'] });
    const request = ['req', '-new', '-x509', '-config', 'config', '-days', '30'];
    openssl('ecparam', '-name', 'brainpoolP384r1', '-genkey', '-noout', '-out', 'ca.key');
    openssl(...request, '-key', 'ca.key', '-subj', '/C=HU/CN=CSCA', '-extensions', 'ca', '-sha384', '-out', 'ca.pem');
    openssl('ecparam', '-name', 'brainpoolP256r1', '-param_enc', 'explicit', '-genkey', '-noout', '-out', 'ds.key');
    const signer = ['-key', 'ds.key', '-subj', '/C=HU/CN=DS', '-extensions', 'signer', '-CA', 'ca.pem', '-CAkey', 'ca.key'];
    openssl(...request, ...signer, '-sha384', '-out', 'ds.pem');
    openssl(
      'ca',
      '-config',
      'config',
      '-name',
      'lists',
      '-gencrl',
      '-cert',
      'ca.pem',
      '-keyfile',
      'ca.key',
      '-crldays',
      '5',
      '-out',
      'crl.pem',
    );
    openssl('crl', '-in', 'crl.pem', '-outform', 'DER', '-out', 'crl.der');
    const sign = [
      'cms',
      '-sign',
      '-binary',
      '-nodetach',
      '-md',
      'sha256',
      '-signer',
      'ds.pem',
      '-inkey',
      'ds.key',
      '-econtent_type',
      '0.4.0.127.0.7.3.2.1',
    ];
    openssl(...sign, '-in', 'infos', '-outform', 'DER', '-out', 'signed');

    const country = parseX509(certificateOctets(await read(at('theirs', 'ca.pem'))));
    expect(isIssuedBy(parseX509(certificateOctets(await read(at('theirs', 'ds.pem')))), country, cryptography)).toBe(true);
    const trust = {
      countrySigners: [country],
      revocationLists: [parseRevocationList(await read(at('theirs', 'crl.der')))],
      documentTypes: ['ID'],
    };
    const signed = { cardSecurity: await read(at('theirs', 'signed')), cardAccess: encodeSecurityInfos(infos) };
    expect(verifyCardSecurity(signed, trust, Date.now() + 1000, cryptography)).toMatchObject({ kind: 'genuine' });
  });
});

describe('RSA document signers of OpenSSL', () => {
  it.each([
    ['PKCS #1', []],
    ['PSS', ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:digest']],
  ])('sign with %s, and pass passive authentication under an RSA country signer', async (name, padding) => {
    const place = at(`rsa-${padding.length}`);
    await mkdir(place);
    await writeFile(join(place, 'config'), config);
    await writeFile(join(place, 'infos'), encodeSecurityInfos(infos));
    await writeFile(join(place, 'index.txt'), '');
    await writeFile(join(place, 'number.txt'), '01\n');
    const openssl = (words: string) => execFileSync('openssl', words.split(' '), { cwd: place, stdio: ['ignore', 'pipe', 'pipe'] });
    const sigopt = padding.length === 0 ? '' : ' -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest';
    for (const key of ['ca', 'ds']) openssl(`genrsa -out ${key}.key 2048`);
    openssl(`req -new -x509 -config config -days 30 -key ca.key -subj /C=HU/CN=CSCA -extensions ca -sha256${sigopt} -out ca.pem`);
    const issuer = '-CA ca.pem -CAkey ca.key';
    openssl(
      `req -new -x509 -config config -days 30 -key ds.key -subj /C=HU/CN=DS -extensions signer ${issuer} -sha256${sigopt} -out ds.pem`,
    );
    openssl(`ca -config config -name lists -gencrl -cert ca.pem -keyfile ca.key -crldays 5${sigopt} -out crl.pem`);
    openssl('crl -in crl.pem -outform DER -out crl.der');
    const type = '-econtent_type 0.4.0.127.0.7.3.2.1';
    const how = padding.length === 0 ? '' : ` ${padding.join(' ')}`;
    openssl(`cms -sign -binary -nodetach -md sha256 -signer ds.pem -inkey ds.key${how} ${type} -in infos -outform DER -out signed`);
    const trust = {
      countrySigners: [parseX509(certificateOctets(await read(join(place, 'ca.pem'))))],
      revocationLists: [parseRevocationList(await read(join(place, 'crl.der')))],
      documentTypes: ['ID'],
    };
    const signed = { cardSecurity: await read(join(place, 'signed')), cardAccess: encodeSecurityInfos(infos) };
    expect(verifyCardSecurity(signed, trust, Date.now() + 1000, cryptography), name).toMatchObject({ kind: 'genuine' });
    const changed = { ...signed, cardSecurity: signed.cardSecurity.map((octet, i, { length }) => (i === length - 1 ? octet ^ 1 : octet)) };
    expect(verifyCardSecurity(changed, trust, Date.now() + 1000, cryptography)).toMatchObject({ fault: 'signature' });
  });
});

describe('cvc-print of openpace', () => {
  /** It looks trusted certificates up by the name of their key. */
  async function trusted() {
    await mkdir(at('trusted'), { recursive: true });
    for (const { certificate } of [files.cvca, files.dv]) {
      await copyFile(certificate, at('trusted', parseCertificate(await read(certificate)).chr.text));
    }
    return `--cvc-dir=${at('trusted')}`;
  }

  it('verifies CVCA, document verifier and terminal', async () => {
    const folderOfTrust = await trusted();
    for (const { certificate } of [files.cvca, files.dv, files.terminal]) {
      expect(runs('cvc-print', `--cvc=${certificate}`, folderOfTrust)).toMatch(/^certificate verified/m);
    }
  });

  it('names the rights of the terminal and finds its description matching', async () => {
    const printed = runs(
      'cvc-print',
      `--cvc=${files.terminal.certificate}`,
      `--description=${files.terminal.description}`,
      await trusted(),
    );
    expect(printed).toContain('certificate description matches certificate');
    for (const words of ['Restricted Identification', 'Read DG 4', 'Read DG 5', 'Read DG 8', 'Read DG 12'])
      expect(printed).toContain(words);
    expect(printed).not.toMatch(/Read DG (21|22)/);
  });

  it('reads the request for the terminal certificate', () => {
    expect(runs('cvc-print', `--csr=${files.terminal.request}`)).toContain('HUEESZTAT00001');
  });

  it('verifies the next CVCA, its link under the CVCA before, and the document verifier and terminal below', async () => {
    const folderOfTrust = await trusted();
    await renewRoot(join(folder, 'pki'), { clock: Date.now, cryptography, origin: 'https://idp.localhost:8181' });
    const link = join(files.cvca.links, 'HUCVCADEMO00002.cvcert');
    expect(runs('cvc-print', `--cvc=${link}`, folderOfTrust)).toMatch(/^certificate verified/m);
    await trusted();
    for (const { certificate } of [files.cvca, files.dv, files.terminal]) {
      expect(runs('cvc-print', `--cvc=${certificate}`, folderOfTrust)).toMatch(/^certificate verified/m);
    }
  });
});
