// Rows in memory, for the benchmark alone: what the protocol costs without its database.
import type { Registration } from '../engine/registration.ts';
import type { Artifact } from '../store/artifacts.ts';
import type { StoredSignIn } from '../store/sign-ins.ts';
import type { Stores } from '../testing/idp.ts';

export function memoryStores(registration: Registration): Stores {
  const artifacts = new Map<string, Artifact>();
  const signIns = new Map<string, StoredSignIn>();
  const at = (model: string, id: string) => `${model}:${id}`;
  return {
    artifacts: {
      save: async (model, id, payload) => void artifacts.set(at(model, id), { payload, consumed: false }),
      saveOnce: async (model, id, payload) => artifacts.size < artifacts.set(at(model, id), { payload, consumed: false }).size,
      find: async (model, id) => artifacts.get(at(model, id)),
      async consume(model, id) {
        const row = artifacts.get(at(model, id));
        if (row === undefined || row.consumed) return false;
        artifacts.set(at(model, id), { ...row, consumed: true });
        return true;
      },
      remove: async (model, id) => void artifacts.delete(at(model, id)),
      removeGrant: async () => undefined,
      removeAccount: async () => undefined,
    },
    signIns: {
      create: async (id, signIn) => signIns.size < signIns.set(id, { signIn, revision: 1 }).size,
      find: async (id) => signIns.get(id),
      async replace(id, revision, signIn) {
        signIns.set(id, { signIn, revision: revision + 1 });
        return true;
      },
      remove: async (id) => void signIns.delete(id),
    },
    pseudonyms: { lasting: async (current) => current },
    cardSignIns: { keep: async () => undefined, end: async () => [], due: async () => [], remove: async () => undefined },
    relyingParties: {
      find: async () => registration,
      list: async () => [registration],
      put: async () => undefined,
      remove: async () => false,
    },
  };
}
