export { identifyForSectors } from './chip.ts';
export type { RiErrorCode, SectorIdentifiers } from './messages.ts';
export { encodeSectorKey, identifierFor, parseSectorKey, type SectorKey, sectorKeyHash } from './sector-key.ts';
export { encodeIdentification, identify, parseIdentifier } from './terminal.ts';
