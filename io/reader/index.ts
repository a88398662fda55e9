export { chooseOffer, type EstablishPace, hostPace, type PaceMaker, type PaceRequest, type PaceResult } from './pace.ts';
export { openPcscReaders, type PcscOptions, type PcscService } from './pcsc.ts';
export { createKeypad, type Key, type Keypad, type Message } from './pin-pad/keypad.ts';
export { openVirtualPinPad } from './pin-pad/virtual.ts';
export {
  type Card,
  type CardChannel,
  joinReaders,
  type Presence,
  type Reader,
  type ReaderErrorCode,
  type ReaderKind,
  type Readers,
} from './reader.ts';
export { openVirtualReader, type VirtualReaderOptions } from './virtual.ts';
