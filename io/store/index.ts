export { type Cluster, startCluster } from './cluster.ts';
export { type Migrations, openStore, type StoreErrorCode } from './store.ts';
