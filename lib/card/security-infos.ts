// SecurityInfos: what the card can do, in EF.CardAccess and EF.CardSecurity. TR-03110-3 A.1.1.
import type { Bytes } from '../bytes/index.ts';
import type { CurveName, HashName } from '../crypto/index.ts';
import { EidError } from '../error/index.ts';
import { asn1, content, oid, parseOid, parseTlvs, sequence, setOf, TlvReader, tlv } from '../tlv/index.ts';
import type { CardErrorCode } from './error.ts';
import { type Row, rows } from './security-info-rows.ts';

/** The statements that we know. `protocol` is the dotted identifier, which names cipher or hash where there is one. */
export type KnownSecurityInfo =
  | { readonly kind: 'pace'; readonly protocol: string; readonly version: number; readonly parameterId?: number }
  | { readonly kind: 'pace-domain-parameters'; readonly protocol: string; readonly curve?: CurveName; readonly parameterId?: number }
  | { readonly kind: 'terminal-authentication'; readonly protocol: string; readonly version: number }
  | { readonly kind: 'chip-authentication'; readonly protocol: string; readonly version: number; readonly keyId?: number }
  | {
      readonly kind: 'chip-authentication-domain-parameters';
      readonly protocol: string;
      /** Absent for finite fields and curves that we do not speak. */
      readonly curve?: CurveName;
      readonly keyId?: number;
    }
  | {
      readonly kind: 'chip-authentication-public-key';
      readonly protocol: string;
      readonly curve?: CurveName;
      /** 04‖x‖y; not yet checked to be on the curve. */
      readonly point: Bytes;
      readonly keyId?: number;
    }
  | {
      readonly kind: 'restricted-identification';
      readonly protocol: string;
      readonly version: number;
      readonly keyId: number;
      /** True: needs the right of restricted identification (pseudonym). False: any authentication terminal (blocking identifier). */
      readonly authorizedOnly: boolean;
    }
  | { readonly kind: 'restricted-identification-domain-parameters'; readonly protocol: string; readonly curve?: CurveName }
  | { readonly kind: 'card-info'; readonly protocol: string; readonly url: string }
  | {
      readonly kind: 'eid-security';
      readonly protocol: string;
      /** Absent for algorithms that we do not speak. */
      readonly hash?: HashName;
      readonly dataGroups: readonly { readonly number: number; readonly hash: Bytes }[];
    }
  | { readonly kind: 'privileged-terminal'; readonly protocol: string; readonly infos: readonly SecurityInfo[] };

export type SecurityInfo = KnownSecurityInfo | { readonly kind: 'unknown'; readonly protocol: string };

/** A statement with its octets, by which two files are compared. */
export type ReadSecurityInfo = SecurityInfo & { readonly raw: Bytes };

export type OfKind<K extends SecurityInfo['kind']> = Extract<SecurityInfo, { kind: K }>;

/** The octets of a SET OF SecurityInfo. Domain parameters are written as standardised identifiers. Throws `card.unsupported` for unknown kinds. */
export function encodeSecurityInfos(infos: readonly SecurityInfo[]): Bytes {
  return setOf(...infos.map(encodeInfo));
}

/**
 * The SecurityInfos of a file; those of unknown protocols come as `unknown` and are to be skipped. Throws `card.malformed`, `card.unsupported` or a code
 * of lib/tlv when the set or a known statement is malformed.
 */
export function parseSecurityInfos(octets: Uint8Array): readonly ReadSecurityInfo[] {
  return parseSet(octets, 0);
}

/** The statements of one kind. */
export function infosOfKind<K extends SecurityInfo['kind']>(infos: readonly SecurityInfo[], kind: K): readonly OfKind<K>[] {
  return infos.filter((info): info is OfKind<K> => info.kind === kind);
}

/** The first statement of a kind for which the condition holds. */
export function findInfo<K extends SecurityInfo['kind']>(
  infos: readonly SecurityInfo[],
  kind: K,
  condition: (info: OfKind<K>) => boolean = () => true,
): OfKind<K> | undefined {
  return infosOfKind(infos, kind).find(condition);
}

function parseSet(octets: Uint8Array, depth: number): readonly ReadSecurityInfo[] {
  if (depth > 1) throw new EidError<CardErrorCode>('card.malformed', { field: 'security infos' });
  return parseTlvs(content(octets, asn1.set)).map(({ tag, value }) => {
    if (tag !== asn1.sequence) throw new EidError<CardErrorCode>('card.malformed', { field: 'security infos' });
    return { ...parseInfo(value, depth), raw: tlv(tag, value) };
  });
}

function parseInfo(value: Uint8Array, depth: number): SecurityInfo {
  const reader = new TlvReader(value);
  const protocol = parseOid(reader.take(asn1.oid));
  const kind = (Object.keys(rows) as KnownSecurityInfo['kind'][]).find((name) => rows[name].identifier.test(protocol));
  if (kind === undefined) return { kind: 'unknown', protocol };
  const fields = rows[kind].read(reader, (set) => parseSet(set, depth + 1));
  reader.end();
  return { kind, protocol, ...fields } as KnownSecurityInfo;
}

function encodeInfo(info: SecurityInfo): Bytes {
  if (info.kind === 'unknown') throw new EidError<CardErrorCode>('card.unsupported', { protocol: info.protocol });
  const row = rows[info.kind] as Row<KnownSecurityInfo>;
  return sequence(oid(info.protocol), ...row.write(info, encodeSecurityInfos));
}
