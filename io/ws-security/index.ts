export { type SigningKey, signSoap } from './sign.ts';
export { verifySoap, type WsSecurityErrorCode } from './verify.ts';
