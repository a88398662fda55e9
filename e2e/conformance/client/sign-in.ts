// B, C2 and D: the messages of PAOS, the rights, and what the window shows and asks.
import { expect } from 'vitest';
import { createAuthorities } from '../../../apps/eid-client/testing/authorities.ts';
import { readDg4, selectApplication } from '../../../apps/eid-client/testing/eid-server.ts';
import { putInto } from '../../../apps/eid-client/testing/virtual-card.ts';
import { auxiliaryIdentifiers, dataGroups, encodeAuxiliaryData, profiles } from '../../../lib/card/index.ts';
import { parseChat, rightsOf } from '../../../lib/cvc/index.ts';
import { encodeStartPaosResponse, failed, ok, parseInitializeFrameworkResponse, parseTransmitResponse } from '../../../lib/ecard/index.ts';
import { oid } from '../../../lib/tlv/index.ts';
import type { Checks, clientCases } from '../cases.ts';
import { misbehave, newCard, openTab, run, service } from './driver.ts';

type Change = Parameters<typeof misbehave>[0];

/** The sign-in ends before any question, and the card is not touched. */
async function stopsBeforeThePin(change: Change, trusted = [service.authorities.cvca]): Promise<void> {
  misbehave();
  expect((await run({ trusted: [service.authorities.cvca] })).minor).toBeUndefined();
  misbehave(change);
  const { minor, holder, seen } = await run({ trusted });
  expect([minor, holder.asked.permission, holder.asked.pins, seen]).toEqual(['clientError', undefined, [], []]);
}

/** A message of this schema type as another. */
const inMessage = (type: string, edit: (message: string) => string) => (message: string) =>
  message.includes(`iso:${type}`) ? edit(message) : message;
const element = (name: string) => new RegExp(`<${name}>[^<]*</${name}>`, 'g');
const missing = (type: string, name: string) => inMessage(type, (message) => message.replace(element(name), ''));
const doubled = (type: string, name: string) => inMessage(type, (message) => message.replace(element(name), '$&$&'));

const faultyElements = [
  missing('EAC1InputType', 'Certificate'),
  missing('EAC1InputType', 'CertificateDescription'),
  doubled('EAC1InputType', 'CertificateDescription'),
  doubled('EAC1InputType', 'RequiredCHAT'),
  doubled('EAC1InputType', 'OptionalCHAT'),
  doubled('EAC1InputType', 'TransactionInfo'),
  missing('EAC2InputType', 'EphemeralPublicKey'),
  doubled('EAC2InputType', 'EphemeralPublicKey'),
  doubled('EAC2InputType', 'Signature'),
];

/** The answer to the one Transmit: the Result and the status words. */
async function carried(commands: NonNullable<Change>['commands'] & object) {
  misbehave({ commands });
  const { minor } = await run();
  const message = service.heard.messages.find(({ name }) => name === 'TransmitResponse');
  const { result, outputs } = parseTransmitResponse(message as NonNullable<typeof message>);
  return { minor, major: result.major, statuses: outputs.length === service.heard.outputs.length ? service.heard.outputs : [] };
}

const grantedRights = () => {
  const chat = service.heard.eac1?.chat;
  return chat && rightsOf(parseChat(chat));
};

async function tabWithCard(pin = {}) {
  const tab = await openTab();
  const card = newCard(pin);
  card.card = { ...card.card, atr: profiles.hungarian.generations['2024'].atr };
  service.chipKey = card.chipKey;
  await putInto(card, tab.readerPort);
  return tab;
}

async function permissionPage(): Promise<string> {
  misbehave();
  await using tab = await openTab();
  await tab.activate();
  return await tab.until('permission');
}

export const signingIn = {
  async B_01() {
    misbehave();
    expect((await run()).minor).toBeUndefined();
    const names = service.heard.messages.map(({ name }) => name);
    expect(names).toEqual(['StartPAOS', 'DIDAuthenticateResponse', 'DIDAuthenticateResponse', 'TransmitResponse']);
    expect(service.heard).toMatchObject({ authenticated: true, outputs: [0x9000, 0x9000] });
  },
  async B_03() {
    misbehave({ withSignature: false });
    expect((await run()).minor).toBeUndefined();
    expect(service.heard.messages.filter(({ name }) => name === 'DIDAuthenticateResponse')).toHaveLength(3);
  },
  async B_04() {
    misbehave();
    await run({ script: { permit: ['readDg5'] } });
    expect(grantedRights()).not.toContain('readDg4');
    expect(service.heard.outputs).toEqual([0x9000, 0x6982]);
  },
  async B_05() {
    const card = newCard();
    const { dateOfBirth, dateOfExpiry, communityId } = dataGroups;
    const contents = [
      [dateOfBirth.number, dateOfBirth.encode('1990-06-15')],
      [dateOfExpiry.number, dateOfExpiry.encode('2036-06-15')],
      [communityId.number, communityId.encode('019415')],
    ] as const;
    card.card = { ...card.card, dataGroups: new Map([...card.card.dataGroups, ...contents]) };
    const verify = (item: keyof typeof auxiliaryIdentifiers) => ({
      command: { cla: 0x80, ins: 0x20, p1: 0x80, p2: 0, data: oid(auxiliaryIdentifiers[item]) },
      acceptable: ['9000', '6300'],
    });
    misbehave({
      rights: ['restrictedIdentification', 'ageVerification', 'communityIdVerification'],
      optional: ['ageVerification', 'communityIdVerification'],
      auxiliaryData: encodeAuxiliaryData({ dateOfBirth: '2008-06-15', dateOfExpiry: '2026-06-15', communityId: '0195' }),
      commands: [
        { command: selectApplication, acceptable: ['9000'] },
        ...(['dateOfBirth', 'dateOfExpiry', 'communityId'] as const).map(verify),
      ],
    });
    const { minor, holder } = await run({ card });
    expect(minor).toBeUndefined();
    expect(service.heard.outputs).toEqual([0x9000, 0x9000, 0x9000, 0x6300]);
    expect(holder.asked.permission).toMatchObject({ bornBy: '2008-06-15', place: '0195' });
  },
  async B_06() {
    const either = ['6a82', '9000'];
    const batch = [selectApplication, readDg4].map((command) => ({ command, acceptable: either }));
    expect(await carried(batch)).toEqual({ minor: undefined, major: 'ok', statuses: [0x9000, 0x9000] });
  },
  async B_07() {
    const acceptable = ['9000'];
    const batch = [selectApplication, { ...readDg4, p1: 0x95 }, readDg4].map((command) => ({ command, acceptable }));
    expect(await carried(batch)).toMatchObject({ major: 'error', statuses: [0x9000, 0x6a82] });
  },
  async 'B_11–15'() {
    for (const reword of faultyElements) {
      let changed = false;
      const edit = (message: string) => {
        const other = reword(message);
        changed ||= other !== message;
        return other;
      };
      misbehave({ reword: edit });
      const { minor } = await run();
      expect([reword('<iso:EAC1InputType/>'), changed, minor]).toEqual([expect.anything(), true, 'clientError']);
    }
  },
  async 'B_20–23'() {
    const words = [encodeStartPaosResponse(ok).markup, encodeStartPaosResponse(failed('internalError')).markup];
    for (const word of words) {
      for (const type of ['EAC1InputType', 'EAC2InputType']) {
        misbehave({ reword: inMessage(type, () => word) });
        expect([type, (await run()).minor]).toEqual([type, 'serverError']);
      }
    }
    misbehave({ lastWord: failed('internalError') });
    expect((await run()).minor).toBe('serverError');
  },
  B_24: () =>
    stopsBeforeThePin({ certificates: (terminal, dv) => [terminal, dv.map((octet, i) => (i === dv.length - 1 ? octet ^ 1 : octet))] }),
  B_28: () => stopsBeforeThePin({ terminalValidity: { effective: '2020-01-01', expiration: '2020-02-01' } }),
  B_29: () => stopsBeforeThePin({}, [createAuthorities('HUOTHER00001').cvca]),
  async B_25() {
    misbehave({ initializeFramework: true });
    expect((await run()).minor).toBeUndefined();
    const answer = service.heard.messages.find(({ name }) => name === 'InitializeFrameworkResponse');
    const { result, version } = parseInitializeFrameworkResponse(answer as NonNullable<typeof answer>);
    expect([result.major, version]).toEqual(['ok', { major: 1, minor: 1, subminor: 5 }]);
  },
  async B_33() {
    const acceptable = ['90'];
    expect((await carried([selectApplication, readDg4].map((command) => ({ command, acceptable })))).major).toBe('ok');
    const unreadable = { ...readDg4, p1: 0x95 };
    const batch = [selectApplication, unreadable, readDg4].map((command) => ({ command, acceptable }));
    expect(await carried(batch)).toMatchObject({ major: 'error', statuses: [0x9000, 0x6a82] });
  },

  async C2_01() {
    misbehave();
    await run({ script: { permit: ['readDg4'] } });
    expect(grantedRights()).toEqual(['readDg4', 'restrictedIdentification']);
  },
  async C2_02() {
    misbehave();
    const { holder } = await run();
    expect(holder.asked.permission?.optional).not.toContain('writeDg17');
    expect(grantedRights()).not.toContain('writeDg17');
  },

  async 'D_02–04'() {
    const page = await permissionPage();
    for (const shown of ['Teszt azonosítás', service.origin, 'Teszt DV', 'https://dv.example', 'Belépés.\nSign-in.'])
      expect(page).toContain(shown);
    const day = new Intl.DateTimeFormat('hu', { dateStyle: 'long', timeZone: 'UTC' });
    expect(page).toContain(`${day.format(Date.now())} – ${day.format(Date.now() + 10 * 24 * 3600_000)}`);
  },
  async D_10() {
    misbehave();
    await using tab = await tabWithCard();
    await tab.activate();
    await tab.fill(await tab.until('permission'), {});
    await tab.fill(await tab.until('pin'), { code: '111111' });
    let page = await tab.until('pin');
    for (let i = 0; i < 200 && !page.includes('data-state="wrong"'); i++) page = await tab.until('pin');
    expect(page).toContain('Hátralévő próbálkozások: 2');
  },
  async D_13() {
    misbehave();
    const { minor, holder } = await run({ card: newCard({ triesLeft: 1 }), script: { cans: ['500540'] } });
    expect([minor, holder.asked.cans.length, holder.asked.pins.length]).toEqual([undefined, 1, 1]);
  },
  async D_15() {
    await using tab = await tabWithCard({ triesLeft: 0 });
    await tab.get('/eID-Client?ShowUI=PINManagement');
    await tab.fill(await tab.until('card-home'), { choice: 'unblock' });
    expect(await tab.until('card-code')).toContain('data-state="puk"');
  },
  async 'D_18–24'() {
    const page = await permissionPage();
    expect(page).toContain('EESZT Portál');
    expect(page.match(/<input[^>]*type="checkbox"[^>]*>/g)).toEqual([
      expect.stringMatching(/value="readDg5" checked/),
      expect.stringMatching(/value="readDg4" checked/),
    ]);
    expect(page).not.toMatch(/value="restrictedIdentification"/);
    misbehave({ rights: ['restrictedIdentification', 'readDg4'] });
    expect((await run()).holder.asked.permission?.optional).toEqual(['readDg4']);
  },
} satisfies Partial<Checks<typeof clientCases>>;
