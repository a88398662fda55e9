export {
  type ApduErrorCode,
  type CommandApdu,
  encodeCommand,
  encodeResponse,
  isExtended,
  parseCommand,
  parseResponse,
  type ResponseApdu,
  status,
} from './apdu.ts';
export { type Protocol, run, runSync, type Transmit } from './protocol.ts';
