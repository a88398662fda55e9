// Pages of the eID server, and the states in which its operator, or a person whom a service provider sends by SAML, can meet them.
import { samlRefusals } from '../saml/refusal.ts';

export const pages = [{ id: 'eid-server.operations', path: '/', states: ['ready', 'not-ready'] }] as const;

export const samlPages = [
  { id: 'eid-server.saml-sign-in', path: '/saml/sign-in/{identity}', states: ['leaving', 'no-answer'] },
  { id: 'eid-server.saml-leaving', path: '/saml/refresh/{identity}/{word}', states: ['default'] },
  { id: 'eid-server.saml-refused', path: '/saml/sign-in', states: samlRefusals },
] as const;
