// The profile of the Hungarian card as data: which data group holds what. Its public part follows TR-03110-4; the slots marked "ours" are not
// public and were chosen for this project, as docs/decisions says. Nothing else in the code knows them.
import { hex } from '../../bytes/index.ts';
import { numeric, optionalItem, text } from '../contents.ts';
import { dataGroup, standardDataGroups } from '../data-groups.ts';

const {
  documentType,
  issuingState,
  dateOfExpiry,
  givenNames,
  familyNames,
  dateOfBirth,
  placeOfBirth,
  nationality,
  sex,
  birthName,
  writtenSignature,
  dateOfIssuance,
  placeOfResidence,
  communityId,
} = standardDataGroups;

export const hungarian = {
  name: 'hungarian',
  issuingState: 'HUN',
  documentType: 'ID',
  dataGroups: {
    documentType,
    issuingState,
    dateOfExpiry,
    givenNames,
    familyNames,
    dateOfBirth,
    placeOfBirth,
    nationality,
    sex,
    /** Ours: social security number, one optional item below the arc that X.660 keeps for examples (2.999, then 348 for Hungary). */
    taj: dataGroup(12, optionalItem('2.999.348.1', numeric(/^\d{9}$/))),
    birthName,
    writtenSignature,
    dateOfIssuance,
    /** Ours: mother's name at birth. */
    motherName: dataGroup(16, text),
    placeOfResidence,
    communityId,
    /** Ours: tax identifier; never writable, in no certificate of the EESZT. */
    taxId: dataGroup(21, numeric(/^\d{10}$/)),
    /** Ours: personal identifier; never writable, in no certificate of the EESZT. */
    personalId: dataGroup(22, numeric(/^\d{11}$/)),
  },
  /** Data groups that only cards issued on this day or later carry. */
  since: { placeOfResidence: '2019-11-28', communityId: '2019-11-28', personalId: '2019-11-28' },
  /**
   * Chip generations by year. `pace` and `chipAuthentication`: last arc of the suite (2: AES-128, 4: AES-256); of PACE there may be several.
   * `keys`: key ids; `individual` is a key of this one chip, for privileged terminals, beside the one that a series may share.
   */
  generations: {
    '2016': {
      atr: hex`3B 87 80 01 80 31 B9 73 84 21 60 B8`,
      issuedFrom: '2016-01-01',
      pace: [2],
      chipAuthentication: 2,
      keys: { chip: 1, individual: undefined, pseudonym: 2, blocking: 3 },
    },
    '2024': {
      atr: hex`3B 8B 80 01 20 90 00 00 00 00 00 08 EE 27 7F 04`,
      issuedFrom: '2024-01-01',
      pace: [4, 2],
      chipAuthentication: 4,
      keys: { chip: 41, individual: 45, pseudonym: 5, blocking: 6 },
    },
  },
  /** ISO 3166-1 numeric, first in a municipality identifier: 0348, then the code of KSH on six digits. */
  municipalityPrefix: '03480',
  /** Lengths of the codes, in digits. */
  codes: { activationPin: 5, pin: 6, can: 6, puk: 10 },
  /** Whether the pseudonym key is carried to the holder's next card (official pages say so; users report linking again). */
  pseudonymSurvives: true,
  /** Whether the PUK also sets a new PIN ("unblocks and changes"). */
  pukSetsPin: true,
  /** Whether a terminal with PIN management sets a new PUK: the client's guide tells how to get one, so there is a way; which one is not public, and this is ours. */
  pukIsRenewable: true,
  /** Whether the card tells the PIN's counter to a bare VERIFY; MSE:Set AT tells it anyway. */
  pinCounterQuery: false,
} as const;
