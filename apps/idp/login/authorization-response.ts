// The end of a sign-in: its claims, the engine's grant, and the way back to the relying party with a code (OpenID Connect Core 3.1.2.5).
import type Provider from 'oidc-provider';
import type { RoleEntry, WorkerRecord } from '../../../lib/entitlement/index.ts';
import { type ClaimName, cardAmr, isClaimName, policyAcr, type SignInPlan, tajClaim } from '../../../lib/oidc/index.ts';
import type { CardData } from './sign-in.ts';

type Claims = Partial<Record<ClaimName, string>>;

/** The claims of a citizen: the planned ones that the holder permitted and the card held. Hungarian names are family name first. */
export function citizenClaims({ claims }: SignInPlan, { givenNames, familyNames, dateOfBirth, taj }: CardData): Claims {
  const name = givenNames !== undefined && familyNames !== undefined ? `${familyNames} ${givenNames}` : undefined;
  return only(claims, { given_name: givenNames, family_name: familyNames, name, birthdate: dateOfBirth, [tajClaim]: taj });
}

/** Who a worker is in the EESZT, in whatever role or none. */
export function userClaims({ claims }: SignInPlan, worker: WorkerRecord): Claims {
  return only(claims, { eeszt_user: worker.id });
}

/** The claims of a worker in one role. */
export function workerClaims({ claims }: SignInPlan, worker: WorkerRecord, { role, institution, unit }: RoleEntry): Claims {
  const { number, status, asOf } = worker.registration;
  return only(claims, {
    name: worker.name,
    eeszt_role: role,
    eeszt_org: institution.id,
    eeszt_unit: unit.id,
    professional_id: number ?? undefined,
    register_status: status,
    register_asof: asOf,
    eeszt_user: worker.id,
    // In a plan without linking nobody asks for it.
    linking_outcome: 'linked',
  });
}

function only(names: readonly ClaimName[], values: Partial<Record<ClaimName, string | undefined>>): Claims {
  return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
}

/** The engine's record of a request that a person is busy with. */
type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Lets the engine answer the relying party with a code; gives the address to go on to. */
export async function answerWithCode(provider: Provider, interaction: Interaction, claims: readonly ClaimName[]): Promise<string> {
  const { uid, params } = interaction;
  const grant = new provider.Grant({ accountId: uid, clientId: String(params['client_id']) });
  grant.addOIDCScope(String(params['scope']));
  const asked = askedOneByOne(params['claims']);
  const granted = asked.filter((claim) => claims.includes(claim));
  grant.addOIDCClaims(granted);
  grant.rejectOIDCClaims(asked.filter((claim) => !granted.includes(claim)));
  const grantId = await grant.save();
  const login = { accountId: uid, acr: policyAcr, amr: [...cardAmr], remember: false };
  return answerWith(interaction, { login, consent: { grantId } });
}

/** Lets the engine answer the relying party with an error. */
export function answerWithError(interaction: Interaction, error: string, description: string): Promise<string> {
  return answerWith(interaction, { error, error_description: description });
}

async function answerWith(interaction: Interaction, result: NonNullable<Interaction['result']>): Promise<string> {
  interaction.result = result;
  await interaction.persist();
  return interaction.returnTo;
}

function askedOneByOne(parameter: unknown): ClaimName[] {
  if (typeof parameter !== 'string') return [];
  const { userinfo, id_token: idToken } = JSON.parse(parameter) as Record<string, Record<string, unknown> | undefined>;
  return [...new Set([...Object.keys(userinfo ?? {}), ...Object.keys(idToken ?? {})])].filter(isClaimName);
}
