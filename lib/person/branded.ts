// Proof carried in the type: a text that one parser has accepted.

declare const brand: unique symbol;

/** A `Value` that only its own parser makes. */
export type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };
