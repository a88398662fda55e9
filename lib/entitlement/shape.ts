// Strict reading of JSON that a peer sent: every key there, none unknown, every value of its kind.
import { EidError } from '../error/index.ts';

/** A message of the directory that is not what it should be; fact `at` is the path to what is wrong, never its value. */
export type EntitlementErrorCode = 'entitlement.malformed';

/** Takes a value and the path to it, gives it back with its type, or throws `entitlement.malformed`. */
export type Reader<T> = (value: unknown, at: string) => T;

const refuse = (at: string): never => {
  throw new EidError<EntitlementErrorCode>('entitlement.malformed', { at });
};

/** A text of a pattern. */
export const text =
  <T extends string = string>(pattern: RegExp): Reader<T> =>
  (value, at) =>
    typeof value === 'string' && pattern.test(value) ? (value as T) : refuse(at);

/** One of a list of words. */
export const oneOf =
  <const T extends string>(words: readonly T[]): Reader<T> =>
  (value, at) =>
    words.find((word) => word === value) ?? refuse(at);

export const truth: Reader<boolean> = (value, at) => (typeof value === 'boolean' ? value : refuse(at));

export const orNull =
  <T>(read: Reader<T>): Reader<T | null> =>
  (value, at) =>
    value === null ? null : read(value, at);

/** At most ten thousand of one kind. */
export const listOf =
  <T>(read: Reader<T>): Reader<readonly T[]> =>
  (value, at) =>
    Array.isArray(value) && value.length <= 10_000 ? value.map((item, i) => read(item, `${at}[${i}]`)) : refuse(at);

/** An object with exactly these keys. */
export const object =
  <T extends object>(readers: { readonly [Key in keyof T]: Reader<T[Key]> }): Reader<T> =>
  (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(at);
    const stranger = Object.keys(value).find((key) => !Object.hasOwn(readers, key));
    if (stranger !== undefined) return refuse(at);
    const entries = Object.entries<Reader<unknown>>(readers as Record<string, Reader<unknown>>);
    return Object.fromEntries(
      entries.map(([key, read]) => [key, read((value as Record<string, unknown>)[key], at === '' ? key : `${at}.${key}`)]),
    ) as T;
  };

/** One of several objects, told apart by their `kind`. */
export const byKind =
  <T extends { readonly kind: string }>(kinds: { readonly [Kind in T['kind']]: Reader<Extract<T, { kind: Kind }>> }): Reader<T> =>
  (value, at) => {
    const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
    if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) return refuse(at);
    return kinds[kind as T['kind']](value, at);
  };
