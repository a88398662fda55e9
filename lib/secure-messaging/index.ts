export { exportChannel, importChannel, openChannel, type SecureChannel } from './channel.ts';
export { isSecured, receive, respond } from './chip.ts';
export { failureStatus, type SecureMessagingErrorCode } from './objects.ts';
export { protect, protectAll, secured, transmitInside, unprotect, unprotectAll } from './terminal.ts';
