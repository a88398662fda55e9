export { isOlder, neededVersion, newerClientNeeded, parseVersion, versionText } from './client-version.ts';
export type { DidAddress, DidResponse } from './did-authenticate.ts';
export {
  type Eac1Input,
  type Eac1Output,
  encodeDidAuthenticateEac1,
  encodeDidAuthenticateEac1Response,
  parseDidAuthenticateEac1,
  parseDidAuthenticateEac1Response,
} from './did-authenticate-eac1.ts';
export {
  type Eac2Input,
  type Eac2Output,
  encodeDidAuthenticateEac2,
  encodeDidAuthenticateEac2Response,
  parseDidAuthenticateEac2,
  parseDidAuthenticateEac2Response,
} from './did-authenticate-eac2.ts';
export { type EacAdditionalInput, encodeEacAdditionalInput, parseEacAdditionalInput } from './eac-additional-input.ts';
export {
  encodeInitializeFramework,
  encodeInitializeFrameworkResponse,
  type InitializeFrameworkResponse,
  parseInitializeFramework,
  parseInitializeFrameworkResponse,
} from './initialize-framework.ts';
export { type ClientMessageName, clientMessageName, type ServerMessageName, serverMessageName } from './message-names.ts';
export { type EacProtocol, eacProtocols } from './namespaces.ts';
export { encodeClientPaos, encodeServerPaos, type PaosEnvelope, paosContentType, paosHeaders, parsePaos } from './paos.ts';
export {
  type EcardErrorCode,
  failed,
  isRedirectMinor,
  ok,
  type RedirectMinor,
  type ResultMinor,
  redirectMinor,
  resultMinor,
} from './result.ts';
export { encodeStartPaos, parseStartPaos, type StartPaos, type Version } from './start-paos.ts';
export { encodeStartPaosResponse, parseStartPaosResponse } from './start-paos-response.ts';
export {
  type AttachedChannel,
  attachedChannel,
  encodeTcToken,
  encodeTcTokenError,
  parseTcToken,
  type TcToken,
  type TcTokenError,
  type TrustedChannel,
  tcTokenContentType,
  trustedChannel,
} from './tc-token.ts';
export {
  encodeTransmit,
  encodeTransmitResponse,
  type InputApdu,
  isAcceptable,
  parseTransmit,
  parseTransmitResponse,
  type Transmit,
  type TransmitResponse,
} from './transmit.ts';
