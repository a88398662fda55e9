export { createLogoutReceiver, type LogoutErrorCode, type LogoutReceiver } from './receiver.ts';
