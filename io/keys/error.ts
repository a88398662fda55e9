// What reading and using key files may throw.

/** `keys.unreadable`: the system refused · `keys.not-private`: others may read a secret · `keys.malformed`: no key that we speak. */
export type KeysErrorCode = 'keys.unreadable' | 'keys.not-private' | 'keys.malformed';
