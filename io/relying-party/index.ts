export { calling, openProvider, type Provider } from './provider.ts';
export { newSecret, opener, seal, unseal } from './seal.ts';
