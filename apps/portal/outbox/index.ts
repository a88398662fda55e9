export { type AddressedLetter, post, type RegisteredAddress } from './post.ts';
export { type Sender, startSender } from './sender.ts';
export { type OutboxTables, outboxMigrations } from './tables.ts';
