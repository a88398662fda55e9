// Our own metadata: what service providers and their software read about us. SAML Metadata 2.4.3.
import type { Bytes } from '../bytes/index.ts';
import { operationNames } from '../eid-service/index.ts';
import { attributesOf, type Markup, xml } from '../xml/index.ts';
import { attributeNames } from './attribute-names.ts';
import { type EidasName, eidasAttributes } from './eidas-attributes.ts';
import { type Binding, bindings, namespaces, transientNameId, uriNameFormat } from './names.ts';
import { type EncryptionMethod, encodeKey } from './service-provider.ts';
import { instantText } from './values.ts';

export interface IdentityProvider {
  readonly entityId: string;
  /** Milliseconds since 1970. */
  readonly validUntil: number;
  /** DER; the certificates of the keys that we sign with. */
  readonly signing: readonly Bytes[];
  /** DER; the certificate of the key that requests are encrypted for, and what we can read. */
  readonly encryption: Bytes;
  readonly methods: readonly EncryptionMethod[];
  readonly services: readonly { readonly binding: Binding; readonly location: string }[];
}

/** The element of our metadata, in canonical form, ready to be signed. `id` is what the signature refers to. */
export function encodeIdentityProvider(provider: IdentityProvider, id: string): Markup {
  const start = attributesOf({
    'xmlns:md': namespaces.md,
    ID: id,
    entityID: provider.entityId,
    validUntil: instantText(provider.validUntil),
  });
  const role = attributesOf({ WantAuthnRequestsSigned: true, protocolSupportEnumeration: namespaces.samlp });
  const keys = provider.signing.map((certificate) => encodeKey('signing', certificate));
  const services = provider.services.map(
    ({ binding, location }) =>
      xml`<md:SingleSignOnService${attributesOf({ Binding: bindings[binding], Location: location })}></md:SingleSignOnService>`,
  );
  const national = operationNames.map((name) => attribute({ Name: attributeNames[name] }));
  const eidas = (Object.keys(eidasAttributes) as EidasName[]).map((name) =>
    attribute({ FriendlyName: eidasAttributes[name].friendlyName, Name: `${namespaces.person}/${name}`, NameFormat: uriNameFormat }),
  );
  return xml`<md:EntityDescriptor${start}><md:IDPSSODescriptor${role}>${keys}${encodeKey('encryption', provider.encryption, provider.methods)}<md:NameIDFormat>${transientNameId}</md:NameIDFormat>${services}${national}${eidas}</md:IDPSSODescriptor></md:EntityDescriptor>`;
}

function attribute(names: Readonly<Record<string, string>>): Markup {
  return xml`<saml2:Attribute${attributesOf({ 'xmlns:saml2': namespaces.saml2, ...names })}></saml2:Attribute>`;
}
