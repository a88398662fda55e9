// A relying party sends a browser here (OpenID Connect Core 3.1.2.1). The engine has judged the request; what it comes to is planned here.
import type { UnknownObject } from 'oidc-provider';
import { parseClaimRequests, planSignIn } from '../../../lib/oidc/index.ts';
import type { Registration } from '../engine/registration.ts';
import type { SignIn } from './sign-in.ts';

/** The sign-in that a request begins. Errors: `oidc.two-modes`, `oidc.claims-malformed`. */
export function authorizationRequest(params: UnknownObject, { clientId, name, purpose, scopes, claims }: Registration): SignIn {
  const requests = parseClaimRequests(typeof params['claims'] === 'string' ? JSON.parse(params['claims']) : {});
  const plan = planSignIn(String(params['scope'] ?? '').split(' '), requests, { scopes, ...(claims && { claims }) });
  return { clientId, name, purpose, plan, state: 'begun' };
}
