// Where the engine keeps its things: relying parties in their register, everything else sealed and short-lived. A session of its own it
// does not keep at all: every sign-in asks the card, so nobody at a shared workstation inherits another's.
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Artifacts } from '../store/artifacts.ts';
import type { RelyingParties } from '../store/relying-parties.ts';
import { clientMetadata } from './registration.ts';

export interface AdapterNeeds {
  readonly artifacts: Artifacts;
  readonly relyingParties: RelyingParties;
  readonly secureOrigin: string;
}

/** Seconds that a record lives when the engine names no time. */
const longest = 3600;

export function createAdapter(needs: AdapterNeeds): (model: string) => Adapter {
  const special: Readonly<Record<string, Adapter>> = { Client: register(needs), Session: nowhere };
  return (model) => special[model] ?? records(model, needs.artifacts);
}

const nothing = async () => undefined;
const nowhere: Adapter = {
  upsert: nothing,
  find: nothing,
  findByUid: nothing,
  findByUserCode: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
};

function register({ relyingParties, secureOrigin }: AdapterNeeds): Adapter {
  return {
    ...nowhere,
    async find(id) {
      const registration = await relyingParties.find(id);
      return registration && clientMetadata(registration, secureOrigin);
    },
  };
}

function records(model: string, artifacts: Artifacts): Adapter {
  return {
    ...nowhere,
    async upsert(id, payload, seconds = longest) {
      const content = { ...payload };
      if (model !== 'ReplayDetection') return artifacts.save(model, id, content, seconds);
      if (!(await artifacts.saveOnce(model, id, content, seconds))) throw new errors.InvalidRequest('the assertion was used before');
    },
    async find(id) {
      const artifact = await artifacts.find(model, id);
      return artifact && ({ ...artifact.payload, ...(artifact.consumed ? { consumed: true } : {}) } as AdapterPayload);
    },
    async consume(id) {
      if (!(await artifacts.consume(model, id))) throw new errors.InvalidGrant('used before');
    },
    destroy: (id) => artifacts.remove(model, id),
    revokeByGrantId: (grantId) => artifacts.removeGrant(model, grantId),
  };
}
