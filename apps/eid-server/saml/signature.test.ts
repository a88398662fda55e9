// By which algorithm an answer is signed: as the metadata of the service provider say that it can verify.
import { expect, test } from 'vitest';
import { signatureAlgorithms } from '../../../io/xml-signature/index.ts';
import { browser, caller, formOn } from '../testing/attached.ts';
import { withSaml } from '../testing/saml.ts';
import { pageOf, walk } from '../testing/saml-sign-in.ts';
import { serving } from '../testing/server.ts';

const [pss, sha256] = [signatureAlgorithms['rsa-pss-sha256'], signatureAlgorithms['rsa-sha256']];

let known: Awaited<ReturnType<typeof withSaml>> | undefined;
const at = serving({}, async (world) => {
  known = await withSaml(world);
  return known.config;
});

/** The algorithm of an answer in a form and of one in an address, each verified and read by the service provider. */
async function algorithms() {
  if (known === undefined) throw new Error('before the first test');
  const { clinic } = known;
  using somebody = browser();
  const { action, fields } = clinic.form();
  const page = await pageOf(somebody, clinic, (await somebody.submit(action, fields)).location);
  using client = caller();
  const { back = '' } = await walk(client, page.tokenAddress ?? '');
  const { fields: answer } = formOn((await somebody.get(back)).text);
  expect(clinic.readForm(answer).status).toEqual({ code: 'Success' });
  const inside = /SignatureMethod Algorithm="([^"]+)"/.exec(Buffer.from(answer['SAMLResponse'] ?? '', 'base64').toString())?.[1];
  using other = caller();
  const walked = await walk(other, clinic.redirect('client'));
  const { location = '' } = await other.send('GET', walked.back ?? '');
  expect(clinic.readAddress(location).status).toEqual({ code: 'Success' });
  return [inside, new URL(location).searchParams.get('SigAlg')];
}

test('by RSA-SHA256 for who says nothing, by RSA-PSS for who lists it, in a form and in an address', async () => {
  expect(await algorithms()).toEqual([sha256, sha256]);
  await at.world.renew(1, () => void known?.register({ signatures: [sha256, pss] }));
  expect(await algorithms()).toEqual([pss, pss]);
});
