// Pages of the eID server for people whom a service provider sends to be identified.
import type { saml as hu } from '../hu/saml.ts';

export const saml: Readonly<Record<keyof typeof hu, string>> = {
  'saml.brand': 'Identification with the ID card',
  'saml.again': 'Try again',
  'saml.back': 'Back to the service, without being identified',
  'saml.leaving.title': 'We are taking you back to the service',
  'saml.leaving.text': 'There is nothing more to do here. The service goes on at the next page.',
  'saml.leaving.button': 'Go on to the service',
};
