// Cases of requests by SAML. Which fault the guideline's own ids stand for is not public: ours take the faults that its chapter names, in the order below.
import { expect } from 'vitest';
import { browser } from '../../../apps/eid-server/testing/attached.ts';
import { type Ask, pair, withSaml } from '../../../apps/eid-server/testing/saml.ts';
import { byClient, byForm } from '../../../apps/eid-server/testing/saml-sign-in.ts';
import { serving } from '../../../apps/eid-server/testing/server.ts';
import { personalise } from '../../../apps/eid-server/testing/world.ts';
import { createChat } from '../../../lib/cvc/index.ts';
import { encodeEncryptedExtension } from '../../../lib/saml/index.ts';
import { xml } from '../../../lib/xml/index.ts';

let registered: Awaited<ReturnType<typeof withSaml>> | undefined;
const at = serving({}, async (world) => {
  registered = await withSaml(world);
  return registered.config;
});
const provider = () => {
  if (registered === undefined) throw new Error('before the first test');
  return registered.clinic;
};

const without = (element: RegExp) => (markup: string) => markup.replace(element, '');

/** One fault each. */
const faults = {
  '02': { edit: without(/<saml2:Issuer.*<\/saml2:Issuer>/) },
  '03': { issuer: 'https://nobody.example/saml' },
  '04': { edit: without(/<samlp:Extensions>.*<\/samlp:Extensions>/) },
  '05': { extensions: xml`` },
  '06': { extensions: encodeEncryptedExtension(xml``) },
  '07': { asked: { operations: { ageVerification: 'REQUIRED' } } },
  '08': { asked: { operations: { placeVerification: 'REQUIRED' } } },
} as const satisfies Readonly<Record<string, Ask>>;

/** Status 400 and a page with the code, no way on from there, and no session. */
async function expectRefused(send: (person: ReturnType<typeof browser>) => ReturnType<ReturnType<typeof browser>['get']>): Promise<void> {
  const sessions = async () => Number((await at.world.database.query('select count(*) from eid_server.session')).rows[0].count);
  const before = await sessions();
  using person = browser();
  const { status, location, text } = await send(person);
  expect([status, location]).toEqual([400, undefined]);
  expect(text).toMatch(/data-page="eid-server.saml-refused" data-state="saml\.[a-z-]+"/);
  expect(text).not.toContain('SAMLResponse');
  expect(await sessions()).toBe(before);
}

const refused = (door: 'client' | 'browser', ask: Ask) => () => expectRefused((person) => person.get(provider().redirect(door, ask)));

const permit = () => createChat([]);

/** An attribute that the profile does not have, in place of another. */
const shoeSize = (isRequired: boolean): Ask => ({
  edit: (markup) =>
    markup.replace(/naturalperson\/DateOfBirth"(.*?)isRequired="true"/, `naturalperson/ShoeSize"$1isRequired="${isRequired}"`),
});

export const saml = {
  B1_3_02: refused('client', faults['02']),
  B1_3_03: refused('client', faults['03']),
  B1_3_04: refused('client', faults['04']),
  B1_3_05: refused('client', faults['05']),
  B1_3_06: refused('client', faults['06']),
  B1_3_07: refused('client', faults['07']),
  B1_3_08: refused('client', faults['08']),
  B1_6_02: refused('browser', faults['02']),
  B1_6_03: refused('browser', faults['03']),
  B1_6_04: refused('browser', faults['04']),
  B1_6_05: refused('browser', faults['05']),
  B1_6_06: refused('browser', faults['06']),
  B1_6_07: refused('browser', faults['07']),
  B1_6_08: refused('browser', faults['08']),
  async D1_1_4() {
    const { status, assertion } = await byForm(provider(), shoeSize(true));
    expect([status.code, status.reason, assertion]).toEqual(['Requester', 'InvalidAttrNameOrValue', undefined]);
    const { attributes = [] } = await byForm(provider(), shoeSize(false));
    expect(attributes.map(({ name }) => name.split('/').at(-1))).toEqual(['PersonIdentifier', 'CurrentFamilyName', 'CurrentGivenName']);
  },
  async D1_2_08() {
    for (const by of [byForm, byClient]) {
      const { status, assertion } = await by(provider(), {}, { card: personalise(), permit });
      expect([by.name, status.code, status.reason, assertion]).toEqual([by.name, 'Responder', 'RequestDenied', undefined]);
    }
  },
  async D2_01() {
    const bare = (address: string) => address.replace(/&SigAlg=.*/, '');
    const halfBare = (address: string) => address.replace(/&Signature=.*/, '');
    for (const change of [bare, halfBare]) await expectRefused((person) => person.get(change(provider().redirect('client'))));
    const { action, fields } = provider().form();
    const unsigned = Buffer.from(fields['SAMLRequest'] ?? '', 'base64')
      .toString('utf8')
      .replace(/<ds:Signature .*<\/ds:Signature>/, '');
    await expectRefused((person) => person.submit(action, { SAMLRequest: Buffer.from(unsigned).toString('base64') }));
  },
  async D2_02() {
    const stranger = { privateKey: (await pair('stranger', 'RSA-3072')).key.pem };
    await refused('client', { signing: stranger })();
    await refused('browser', { signing: stranger })();
    const { action, fields } = provider().form({ signing: stranger });
    await expectRefused((person) => person.submit(action, fields));
    const sha1 = encodeURIComponent('http://www.w3.org/2000/09/xmldsig#rsa-sha1');
    await expectRefused((person) =>
      person.get(
        provider()
          .redirect('client')
          .replace(/SigAlg=[^&]*/, `SigAlg=${sha1}`),
      ),
    );
  },
};
