export { answerLogout } from './answer.ts';
export { createLogoutReceiver, type LogoutErrorCode, type LogoutReceiver } from './receiver.ts';
