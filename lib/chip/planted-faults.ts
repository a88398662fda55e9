// Checks of the chip that are taken away one at a time, to show that a test misses each: where it stands, what is put in its place, who notices.

export interface PlantedFault {
  /** What the chip does no more. */
  readonly missing: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly text: string;
  readonly instead: string;
  /** The smallest selection of tests that has to turn red. */
  readonly tests: string;
}

const chip = 'lib/chip/chip.ts';
const pace = 'lib/chip/commands/pace.ts';
const pin = 'lib/chip/commands/pin.ts';
const keys = 'lib/chip/commands/chip-keys.ts';
const terminal = 'lib/chip/commands/terminal-authentication.ts';
const reading = 'lib/chip/commands/reading.ts';
const auxiliary = 'lib/chip/commands/auxiliary.ts';
const session = 'lib/chip/session.ts';
const files = 'lib/chip/files.ts';
const eacPace = 'lib/eac/pace/chip.ts';
const ta = 'lib/eac/ta/chip.ts';
const trust = 'lib/eac/ta/trust.ts';
const ca = 'lib/eac/ca/chip.ts';
const ri = 'lib/eac/ri/chip.ts';
const messaging = 'lib/secure-messaging/chip.ts';
const objects = 'lib/secure-messaging/objects.ts';
const store = 'apps/chip/card-store.ts';

const ofCommands = 'lib/chip/commands.test.ts';
const ofPace = 'lib/chip/pace.test.ts';
const ofPin = 'lib/chip/pin.test.ts';
const ofTerminals = 'lib/chip/terminal-authentication.test.ts';
const ofKeys = 'lib/chip/chip-keys.test.ts';
const ofFiles = 'lib/chip/data-groups.test.ts';
const ofSignIn = 'lib/chip/authentication.test.ts';
const ofMessaging = 'lib/secure-messaging/secure-messaging.test.ts';
const ofDisk = 'apps/chip/torn-write.property.test.ts';

export const plantedFaults: readonly PlantedFault[] = [
  // The channel, chains and classes.
  {
    missing: 'a plain command ends the channel',
    file: chip,
    text: 'channel === undefined ? chip : powerOn(chip.card)',
    instead: 'chip',
    tests: ofCommands,
  },
  {
    missing: 'a failure of secure messaging ends the channel',
    file: chip,
    text: "if (typeof opened === 'number') return { session: freshSession,",
    instead: "if (typeof opened === 'number') return { session: chip.session,",
    tests: ofSignIn,
  },
  {
    missing: 'octets that are no command end the channel',
    file: chip,
    text: 'if (command === undefined) return { session: freshSession,',
    instead: 'if (command === undefined) return { session: chip.session,',
    tests: ofCommands,
  },
  {
    missing: 'a protected command without a channel is refused',
    file: chip,
    text: 'if (channel === undefined) return { session: chip.session, response: status(statusWord.secureMessagingNotSupported) };',
    instead: 'if (channel === undefined) return { session: chip.session, response: status(statusWord.ok) };',
    tests: ofCommands,
  },
  {
    missing: 'another command does not go on a chain',
    file: chip,
    text: 'if (broken) return',
    instead: 'if (false) return',
    tests: ofCommands,
  },
  {
    missing: 'a chain has a length',
    file: chip,
    text: 'if (data.length > longestChain) return',
    instead: 'if (false) return',
    tests: ofCommands,
  },
  {
    missing: 'only commands that may be chained are',
    file: chip,
    text: 'if (row.chained === undefined) return',
    instead: 'if (false) return',
    tests: ofCommands,
  },
  {
    missing: 'another command ends a protocol under way',
    file: chip,
    text: 'row.agreement === true && agreement',
    instead: 'agreement',
    tests: ofPace,
  },
  {
    missing: 'a class that the instruction has not is refused',
    file: chip,
    text: 'if (ofClass.length === 0) return statusWord.unknownClass;',
    instead: '',
    tests: ofCommands,
  },
  {
    missing: 'the checksum is compared',
    file: objects,
    text: 'if (!equal(mac(channel, header, objects), given)) throw',
    instead: 'if (false) throw',
    tests: ofMessaging,
  },
  {
    missing: 'a protected command has a checksum',
    file: messaging,
    text: "if (mac?.tag !== tag.mac) throw failure('secure-messaging.missing');",
    instead: "if (mac?.tag !== tag.mac) throw failure('secure-messaging.malformed');",
    tests: ofSignIn,
  },
  {
    missing: 'each command has a counter of its own',
    file: messaging,
    text: 'const next = { ...channel, counter: channel.counter + 1 };\n  const { cla,',
    instead: 'const next = { ...channel, counter: channel.counter };\n  const { cla,',
    tests: ofMessaging,
  },
  {
    missing: 'padding is checked',
    file: objects,
    text: "if (padded[end] !== 0x80) throw failure('secure-messaging.malformed');",
    instead: '',
    tests: ofMessaging,
  },

  // PACE and its passwords.
  {
    missing: 'the guess of the PIN is charged before it is judged',
    file: pace,
    text: 'triesLeft: card.passwords.pin.triesLeft - 1',
    instead: 'triesLeft: card.passwords.pin.triesLeft',
    tests: ofPin,
  },
  { missing: 'the charge is kept before the verdict', file: pace, text: 'if (charged !== card) yield charged;', instead: '', tests: ofPin },
  {
    missing: 'the right PIN sets the counter back',
    file: pace,
    text: 'if (paidBack !== charged) yield paidBack;',
    instead: '',
    tests: ofPin,
  },
  {
    missing: 'a blocked PIN is not judged',
    file: pace,
    text: "if (password === 'pin' && pin.triesLeft === 0) return",
    instead: 'if (false) return',
    tests: ofPace,
  },
  {
    missing: 'a deactivated PIN is not judged',
    file: pace,
    text: "if (password === 'pin' && !pin.active) return",
    instead: 'if (false) return',
    tests: ofPace,
  },
  {
    missing: 'a suspended PIN waits for the CAN',
    file: pace,
    text: "if (password === 'pin' && pin.triesLeft === 1 && !isOpenedWith(session, 'can')) return",
    instead: 'if (false) return',
    tests: ofPin,
  },
  {
    missing: 'the CAN resumes, and no other password',
    file: pace,
    text: "!isOpenedWith(session, 'can')",
    instead: "session.authentication.step !== 'password'",
    tests: ofPace,
  },
  {
    missing: 'a failed PACE clears the session',
    file: pace,
    text: 'return [freshSession, status(wrongWord(',
    instead: 'return [session, status(wrongWord(',
    tests: ofPace,
  },
  { missing: 'wrong guesses make the next answer late', file: pace, text: 'delay: delayAfter(wrong)', instead: 'delay: 0', tests: ofPace },
  {
    missing: 'a wrong guess of CAN or zone is counted',
    file: pace,
    text: 'withWrongGuesses(card, password, wrong + 1)',
    instead: 'withWrongGuesses(card, password, wrong)',
    tests: ofPace,
  },
  {
    missing: 'delays have an end',
    file: pace,
    text: 'Math.min(firstDelay * 2 ** (wrong - 1), longestDelay)',
    instead: 'firstDelay * 2 ** (wrong - 1)',
    tests: ofPace,
  },
  {
    missing: 'a right guess is as late as a wrong one',
    file: pace,
    text: 'verdict.response, delay];',
    instead: 'verdict.response, 0];',
    tests: ofPace,
  },
  {
    missing: 'the activation PIN leads no terminal on',
    file: pace,
    text: "pin: ({ passwords }) => passwords.pin.kind === 'pin',",
    instead: 'pin: () => true,',
    tests: ofPin,
  },
  {
    missing: 'the CAN leads a terminal on only with its right',
    file: pace,
    text: "can: (_, chat) => hasRight(chat, 'canAllowed'),",
    instead: 'can: () => true,',
    tests: ofPace,
  },
  { missing: 'the PUK leads no terminal on', file: pace, text: 'puk: () => false,', instead: 'puk: () => true,', tests: ofPace },
  { missing: 'the zone leads no terminal on', file: pace, text: 'mrz: () => false,', instead: 'mrz: () => true,', tests: ofPace },
  {
    missing: 'only authentication terminals come',
    file: pace,
    text: "(chat !== undefined && chat.role !== 'AT')",
    instead: 'false',
    tests: ofPace,
  },
  {
    missing: 'trust points are told to terminals only',
    file: pace,
    text: 'chat === undefined ? [] : trustPoints(card)',
    instead: 'trustPoints(card)',
    tests: ofPace,
  },
  {
    missing: 'PACE is over after chip authentication',
    file: pace,
    text: "if (session.authentication.step === 'chip') return",
    instead: 'if (false) return',
    tests: ofSignIn,
  },
  {
    missing: 'the token is compared',
    file: eacPace,
    text: 'if (!equal(token, authenticationToken(channel.keys.mac, offer.protocol, ownKey))) return',
    instead: 'if (false) return',
    tests: ofPin,
  },
  {
    missing: 'steps of PACE come in order',
    file: eacPace,
    text: 'if (object?.tag !== terminalTag[state.expect]) return refuse(0x6985);',
    instead: '',
    tests: ofPace,
  },
  {
    missing: 'a step of PACE is chained, the last is not',
    file: eacPace,
    text: "if (chained === (state.expect === 'token')) return refuse(0x6883);",
    instead: '',
    tests: ofPace,
  },
  {
    missing: 'a mapping key is a point',
    file: eacPace,
    text: 'if (!curve.isPoint(value)) return refuse(0x6a80);',
    instead: '',
    tests: 'lib/eac/pace/pace.test.ts lib/chip/pace.test.ts',
  },
  {
    missing: 'parameters that are not offered are refused',
    file: eacPace,
    text: 'if (offer === undefined) return',
    instead: 'if (offer === undefined && known.length === 0) return',
    tests: ofPace,
  },

  // The PIN's life.
  { missing: 'a new PIN has six digits', file: pin, text: '/^\\d{6}$/.test(value)', instead: 'true', tests: ofPin },
  {
    missing: 'a new PIN is not empty',
    file: pin,
    text: 'if (octets.length === 0) return statusWord.wrongData;',
    instead: '',
    tests: ofPin,
  },
  {
    missing: 'a new PIN needs the PIN, the PUK or an office',
    file: pin,
    text: "allowed: (session) => isOpenedWith(session, 'pin') || hasEffectiveRight(session, 'pinManagement'),",
    instead: 'allowed: () => true,',
    tests: ofPin,
  },
  {
    missing: 'the counter is set back by PUK or office only',
    file: pin,
    text: "allowed: (session) => hasEffectiveRight(session, 'pinManagement'),",
    instead: 'allowed: () => true,',
    tests: ofPin,
  },
  {
    missing: 'a deactivated PIN is not set back',
    file: pin,
    text: 'if (!card.passwords.pin.active) return',
    instead: 'if (false) return',
    tests: ofSignIn,
  },
  {
    missing: 'a PUK has ten uses',
    file: pin,
    text: 'if (byPuk && card.passwords.puk.uses === 0) return',
    instead: 'if (false) return',
    tests: ofPin,
  },
  { missing: 'each use of the PUK is counted', file: pin, text: 'byPuk ? withPukUsed(card) : card', instead: 'card', tests: ofPin },
  {
    missing: 'the profile says whether the PUK sets a PIN',
    file: pin,
    text: "byPuk: (card) => ruleOf(card, 'pukSetsPin'),",
    instead: 'byPuk: () => true,',
    tests: 'lib/chip/pin-life.property.test.ts',
  },
  {
    missing: 'an office only switches the PIN on and off',
    file: pin,
    text: "if (!hasEffectiveRight(chip.session, 'pinManagement')) return",
    instead: 'if (false) return',
    tests: ofPin,
  },
  {
    missing: 'an office only sets a new PUK',
    file: pin,
    text: 'if (!managed) return',
    instead: 'if (false) return',
    tests: 'lib/chip/authentication.test.ts',
  },
  {
    missing: 'the counter is told where the rules let it',
    file: pin,
    text: "if (!ruleOf(chip.card, 'pinCounterQuery')) return",
    instead: 'if (false) return',
    tests: ofCommands,
  },

  // Terminal authentication.
  {
    missing: 'terminal authentication needs PACE that let a terminal in',
    file: terminal,
    text: "if (authentication.step !== 'password' || authentication.chat === undefined) {",
    instead: "if (authentication.step !== 'password') {",
    tests: ofPace,
  },
  {
    missing: 'terminal authentication happens once',
    file: terminal,
    text: 'if (isTerminalAuthenticated(session)) return refuse({ card, session }, statusWord.conditionsNotSatisfied);',
    instead: '',
    tests: ofTerminals,
  },
  {
    missing: 'who comes by the CAN has the right from the authority too',
    file: terminal,
    text: "if (password === 'can' && !hasRight(step.terminal.chat, 'canAllowed')) {",
    instead: 'if (false) {',
    tests: ofTerminals,
  },
  {
    missing: 'new trust is kept',
    file: terminal,
    text: 'if (step.trust !== undefined && step.trust !== trust) yield { ...card, ...step.trust };',
    instead: '',
    tests: ofTerminals,
  },
  {
    missing: 'a selected issuer is good for one certificate',
    file: ta,
    text: 'return { ...go({ ...rest, imported })',
    instead: 'return { ...go({ ...state, imported })',
    tests: ofTerminals,
  },
  {
    missing: 'an unknown issuer drops the one before',
    file: ta,
    text: 'selectIssuer({ issuer: _, ...state }, { data }, { trust }) {',
    instead: 'selectIssuer(state, { data }, { trust }) {',
    tests: ofTerminals,
  },
  {
    missing: 'a certificate is for the terminal type that PACE let in',
    file: ta,
    text: 'key === undefined || key.chat.role !== chat.role',
    instead: 'key === undefined',
    tests: 'lib/eac/ta/ta.test.ts',
  },
  {
    missing: 'only a terminal claims to be one',
    file: ta,
    text: "key === undefined || holderOf(key.certificate.chat) !== 'terminal'",
    instead: 'key === undefined',
    tests: ofTerminals,
  },
  {
    missing: 'the claim names the protocol of the key',
    file: ta,
    text: 'if (key.certificate.publicKey.oid !== claim.protocol) return go(state, 0x6a80);',
    instead: '',
    tests: ofTerminals,
  },
  {
    missing: 'a challenge is spent',
    file: ta,
    text: 'if (!right) return go(state, 0x6300);',
    instead: 'if (!right) return go({ ...state, challenge }, 0x6300);',
    tests: ofTerminals,
  },
  { missing: 'the signature is verified', file: ta, text: 'if (!right) return', instead: 'if (false) return', tests: ofTerminals },
  {
    missing: 'PACE bounds the rights',
    file: ta,
    text: 'chat: intersect(key.chat, chat),',
    instead: 'chat: intersect(key.chat, key.chat),',
    tests: ofTerminals,
  },
  {
    missing: 'the chain bounds the rights',
    file: trust,
    text: 'intersect(issuer.chat, certificate.chat)',
    instead: 'intersect(certificate.chat, certificate.chat)',
    tests: ofTerminals,
  },
  {
    missing: 'a certificate names its issuer',
    file: trust,
    text: 'if (certificate.car.text !== issuer.certificate.chr.text) return undefined;',
    instead: '',
    tests: ofTerminals,
  },
  { missing: 'the hierarchy is kept', file: trust, text: '|| !mayIssue(above, holder)', instead: '', tests: ofTerminals },
  {
    missing: 'the terminal type of a chain is one',
    file: trust,
    text: 'certificate.chat.role !== issuer.chat.role || ',
    instead: '',
    tests: 'lib/eac/ta/ta.test.ts lib/chip/terminal-authentication.test.ts',
  },
  {
    missing: 'an expired certificate is refused',
    file: trust,
    text: '(certificate.expiration < currentDate || ',
    instead: '(false || ',
    tests: ofTerminals,
  },
  {
    missing: 'an expired issuer is refused',
    file: trust,
    text: ' || (issuer.trustPoint && issuer.certificate.expiration < currentDate)',
    instead: '',
    tests: ofTerminals,
  },
  {
    missing: 'a certificate begins before its issuer ends',
    file: trust,
    text: 'if (!link && certificate.effective > issuer.certificate.expiration) return undefined;',
    instead: '',
    tests: ofTerminals,
  },
  {
    missing: 'domain parameters stand in link certificates and nowhere else',
    file: trust,
    text: 'if (link !== (certificate.publicKey.curve !== undefined)) return undefined;',
    instead: '',
    tests: ofTerminals,
  },
  {
    missing: 'a certified key is a point',
    file: trust,
    text: '!cryptography.curve(key.curve).isPoint(key.point) || ',
    instead: '',
    tests: ofTerminals,
  },
  {
    missing: 'the signature of a certificate is verified',
    file: trust,
    text: '!verifyCertificate(certificate, issuer.key, cryptography)',
    instead: 'false',
    tests: ofTerminals,
  },
  {
    missing: 'foreign verifiers move no date',
    file: trust,
    text: "issuer.domestic && holder !== 'dv-other'",
    instead: 'issuer.domestic',
    tests: ofTerminals,
  },
  {
    missing: 'the date moves forward only',
    file: trust,
    text: 'date > trust.currentDate ? { ...trust, currentDate: date } : trust',
    instead: '{ ...trust, currentDate: date }',
    tests: ofTerminals,
  },
  {
    missing: 'a name that is trusted keeps its key',
    file: trust,
    text: 'if (known !== undefined) return equal(known.publicKey.point, certificate.publicKey.point) ? trust : undefined;',
    instead: '',
    tests: ofTerminals,
  },
  {
    missing: 'a link comes from the current trust point',
    file: trust,
    text: 'if (current === undefined || certificate.car.text !== current.chr.text) return undefined;',
    instead: 'if (current === undefined) return undefined;',
    tests: ofTerminals,
  },
  {
    missing: 'two trust points are kept',
    file: trust,
    text: 'trustPoints: [certificate.raw, current.raw]',
    instead: 'trustPoints: [certificate.raw, ...trust.trustPoints]',
    tests: ofTerminals,
  },

  // Chip authentication and restricted identification.
  {
    missing: 'chip authentication needs a terminal',
    file: keys,
    text: "if (session.authentication.step !== 'terminal') return refuse(chip, statusWord.securityNotSatisfied);",
    instead: '',
    tests: ofKeys,
  },
  {
    missing: 'chip authentication happens once',
    file: keys,
    text: "if (session.authentication.step === 'chip') return refuse(chip, statusWord.conditionsNotSatisfied);",
    instead: '',
    tests: ofKeys,
  },
  {
    missing: 'the key of chip authentication is the one that was bound',
    file: ca,
    text: "if (!equal(compress(terminalKey), boundKey)) return { kind: 'refused', response: status(0x6984) };",
    instead: '',
    tests: ofKeys,
  },
  { missing: 'the key of chip authentication is a point', file: ca, text: ' || !curve.isPoint(terminalKey)', instead: '', tests: ofKeys },
  {
    missing: 'a key that was not bound ends the session',
    file: keys,
    text: 'agreed.response.status === statusWord.notUsable ? freshSession : session',
    instead: 'session',
    tests: ofKeys,
  },
  {
    missing: 'the individual key is for privileged terminals',
    file: keys,
    text: 'isPrivileged(session) ? card.chipKeys : ',
    instead: 'session ? card.chipKeys : ',
    tests: ofKeys,
  },
  {
    missing: 'restricted identification needs chip authentication',
    file: keys,
    text: "  if (session.authentication.step !== 'chip') return refuse(chip, statusWord.conditionsNotSatisfied);\n  const key = keyOf(card.identityKeys",
    instead:
      "  if (session.authentication.step === 'none' || session.authentication.step === 'password') return refuse(chip, statusWord.conditionsNotSatisfied);\n  const key = keyOf(card.identityKeys",
    tests: ofKeys,
  },
  {
    missing: 'the pseudonym needs its right',
    file: keys,
    text: 'if (key.authorizedOnly && !entitled) return',
    instead: 'if (false) return',
    tests: ofKeys,
  },
  {
    missing: 'the certificate names the sector key',
    file: ri,
    text: '!equal(sectorKeyHash(encoded, hash, cryptography), expected)',
    instead: 'false',
    tests: ofKeys,
  },
  {
    missing: 'a sector key is of the curve and protocol of the own',
    file: ri,
    text: 'if (sector.curve !== key.curve || sector.protocol !== key.protocol) return undefined;',
    instead: '',
    tests: ofKeys,
  },
  { missing: 'sectors come in order, each once', file: ri, text: ' || !ordered', instead: '', tests: ofKeys },

  // Files and auxiliary data.
  {
    missing: 'an application that the card has not is not found',
    file: files,
    text: "= ['masterFile', 'eId', 'eSign']",
    instead: "= ['masterFile', 'eId', 'eSign', 'ePassport']",
    tests: ofCommands,
  },
  {
    missing: 'EF.CardSecurity needs a terminal',
    file: files,
    text: "name: 'EF.CardSecurity', mayRead: isTerminalAuthenticated,",
    instead: "name: 'EF.CardSecurity', mayRead: () => true,",
    tests: ofCommands,
  },
  {
    missing: 'EF.ChipSecurity needs a privileged terminal',
    file: files,
    text: "name: 'EF.ChipSecurity', mayRead: isPrivileged,",
    instead: "name: 'EF.ChipSecurity', mayRead: isTerminalAuthenticated,",
    tests: ofKeys,
  },
  {
    missing: 'a data group is read with its right',
    file: reading,
    text: 'if (!file.mayRead(chip.session)) return',
    instead: 'if (false) return',
    tests: ofFiles,
  },
  {
    missing: 'a data group is written with its right',
    file: reading,
    text: 'if (!file.mayWrite(chip.session, chip.card)) return',
    instead: 'if (false) return',
    tests: ofFiles,
  },
  {
    missing: 'a data group is written with its own right',
    file: files,
    text: 'right !== undefined && hasEffectiveRight(session, right)',
    instead: 'right !== undefined',
    tests: ofFiles,
  },
  {
    missing: 'rights count after chip authentication only',
    file: session,
    text: "return authentication.step === 'chip' && hasRight(",
    instead: "return (authentication.step === 'chip' || authentication.step === 'terminal') && hasRight(",
    tests: ofKeys,
  },
  {
    missing: 'whoever let a terminal in is no owner any more',
    file: session,
    text: ' && authentication.chat === undefined',
    instead: '',
    tests: ofPin,
  },
  {
    missing: 'a file grows without a gap',
    file: reading,
    text: 'if (offset > content.length) return',
    instead: 'if (false) return',
    tests: ofCommands,
  },
  {
    missing: 'a file has a greatest size',
    file: reading,
    text: 'if (offset + added.length > largestFile) return',
    instead: 'if (false) return',
    tests: ofCommands,
  },
  {
    missing: 'an answer fits into a short response',
    file: reading,
    text: 'Math.min(command.expected, largestShortAnswer)',
    instead: 'command.expected',
    tests: ofSignIn,
  },
  {
    missing: 'auxiliary data are compared after chip authentication',
    file: auxiliary,
    text: "if (authentication.step !== 'chip') return",
    instead: "if (authentication.step !== 'chip' && authentication.step !== 'terminal') return",
    tests: ofSignIn,
  },
  {
    missing: 'auxiliary data are compared with the right to that',
    file: auxiliary,
    text: 'if (right !== undefined && !hasRight(chat, right)) return',
    instead: 'if (false) return',
    tests: ofFiles,
  },
  {
    missing: 'an incomplete birth date is the latest it can be',
    file: auxiliary,
    text: 'holds: (own, reference) => latest(own) <= reference',
    instead: "holds: (own, reference) => own.replaceAll(' ', '0') <= reference",
    tests: ofFiles,
  },

  // The disk.
  { missing: 'a file is synced before it takes the name', file: store, text: '      await handle.sync();\n', instead: '', tests: ofDisk },
];
