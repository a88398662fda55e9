export { identifyForSectors } from './chip.ts';
export { type RiErrorCode, restrictedIdentificationProtocols, type SectorIdentifiers } from './messages.ts';
export { encodeSectorKey, identifierFor, parseSectorKey, type SectorKey, sectorKeyHash } from './sector-key.ts';
export { encodeIdentification, identify, parseIdentification } from './terminal.ts';
