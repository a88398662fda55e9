// The directory's part of the road, in order.
export { resolveLink } from './resolve-link.ts';
