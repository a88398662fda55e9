// Which message a body is: the name of the file that decodes it, at both ends of the road.
import { optionalChild, schemaType, type XmlElement } from '../xml/index.ts';
import { ecard, iso } from './namespaces.ts';

/** What the server may send. */
export type ServerMessageName =
  | 'initialize-framework'
  | 'did-authenticate-eac1'
  | 'did-authenticate-eac2'
  | 'eac-additional-input'
  | 'transmit'
  | 'start-paos-response';

/** What the client may send; `did-authenticate` answers EAC1, EAC2 and the additional input, told apart by what was asked. */
export type ClientMessageName = 'start-paos' | 'initialize-framework' | 'did-authenticate' | 'transmit';

const serverMessages: Readonly<Record<string, ServerMessageName>> = {
  [`${ecard} InitializeFramework`]: 'initialize-framework',
  [`${iso} Transmit`]: 'transmit',
  [`${iso} StartPAOSResponse`]: 'start-paos-response',
};

const protocolData: Readonly<Record<string, ServerMessageName>> = {
  EAC1InputType: 'did-authenticate-eac1',
  EAC2InputType: 'did-authenticate-eac2',
  EACAdditionalInputType: 'eac-additional-input',
};

const clientMessages: Readonly<Record<string, ClientMessageName>> = {
  [`${iso} StartPAOS`]: 'start-paos',
  [`${ecard} InitializeFrameworkResponse`]: 'initialize-framework',
  [`${iso} DIDAuthenticateResponse`]: 'did-authenticate',
  [`${iso} TransmitResponse`]: 'transmit',
};

/** The name of a server's message, or `undefined` for one that is not part of the procedure. */
export function serverMessageName(body: XmlElement): ServerMessageName | undefined {
  if (body.namespace === iso && body.name === 'DIDAuthenticate') {
    const data = optionalChild(body, 'AuthenticationProtocolData');
    const type = data && schemaType(data);
    return type !== undefined && Object.hasOwn(protocolData, type) ? protocolData[type] : undefined;
  }
  return serverMessages[`${body.namespace} ${body.name}`];
}

/** The name of a client's message, or `undefined`. */
export function clientMessageName(body: XmlElement): ClientMessageName | undefined {
  return clientMessages[`${body.namespace} ${body.name}`];
}
