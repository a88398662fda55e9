// Rows in memory, for the benchmark alone: what the protocol costs without its database.
import type { Artifact, Artifacts } from '../store/artifacts.ts';
import type { SignIns, StoredSignIn } from '../store/sign-ins.ts';

export function memoryArtifacts(): Artifacts {
  const rows = new Map<string, Artifact>();
  const at = (model: string, id: string) => `${model}:${id}`;
  return {
    save: async (model, id, payload) => void rows.set(at(model, id), { payload, consumed: false }),
    async saveOnce(model, id, payload) {
      if (rows.has(at(model, id))) return false;
      rows.set(at(model, id), { payload, consumed: false });
      return true;
    },
    find: async (model, id) => rows.get(at(model, id)),
    async consume(model, id) {
      const row = rows.get(at(model, id));
      if (row === undefined || row.consumed) return false;
      rows.set(at(model, id), { ...row, consumed: true });
      return true;
    },
    remove: async (model, id) => void rows.delete(at(model, id)),
    removeGrant: async () => undefined,
  };
}

export function memorySignIns(): SignIns {
  const rows = new Map<string, StoredSignIn>();
  return {
    async create(id, signIn) {
      if (rows.has(id)) return false;
      rows.set(id, { signIn, revision: 1 });
      return true;
    },
    find: async (id) => rows.get(id),
    async replace(id, revision, signIn) {
      if (rows.get(id)?.revision !== revision) return false;
      rows.set(id, { signIn, revision: revision + 1 });
      return true;
    },
  };
}
