// What is written to the institution when its report moves, and the letter on paper that goes into the parcel.
import type { Transaction } from 'kysely';
import { letter } from '../../../io/print/index.ts';
import type { Bytes } from '../../../lib/bytes/index.ts';
import { type Event, parcelItems, type Symptom } from '../../../lib/fault-report/index.ts';
import { faultLetters as en } from '../../../lib/phrases/en/fault-letters.ts';
import { faultLetters as hu } from '../../../lib/phrases/hu/fault-letters.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';
import { post, type RegisteredAddress } from '../outbox/index.ts';
import type { Tables } from '../tables.ts';
import { sayFaults } from './pages/say.ts';
import type { Report } from './store.ts';

const say = (language: Language) => speaker(hu, en, language);

/** Posts the letter of a move to the registered address, in the language of the report; there is none without such an address. */
export async function tellOf(
  work: Transaction<Tables>,
  report: Report,
  event: Event | 'submit',
  note: string,
  { origin, now }: { readonly origin: string; readonly now: number },
): Promise<void> {
  if (report.notify === null) return;
  const text = say(report.language);
  const draft = event === 'submit' && report.confirm_key !== null;
  const facts = { number: report.number, serial: report.serial, reporter: report.reporter };
  const lines = [
    text('letter.greeting', { institution: report.institution_name }),
    draft ? text('letter.draft', facts) : text(`letter.${event}`, facts),
    ...(draft ? [`${origin}/faults/confirm/${report.confirm_key}`] : []),
    ...(event === 'order-courier'
      ? [
          text('letter.courier', {
            day: writeDay(report.pickup_day, report.language),
            hours: report.pickup_window,
            code: report.handover_code ?? '',
          }),
        ]
      : []),
    ...(event === 'replace' ? [text('letter.replacement', { serial: report.replacement ?? '' })] : []),
    ...(event === 'reject' && report.reason !== null ? [sayFaults(report.language)(`faults.reason.${report.reason as 'no-fault'}`)] : []),
    ...(event === 'receive' && report.missing !== '[]' ? [text('letter.missing', { items: missingOf(report) })] : []),
    ...(note === '' ? [] : [text('letter.note'), note]),
    ...(draft ? [] : [text('letter.follow'), `${origin}/faults/reports`]),
    text('letter.signature'),
  ];
  const subject = text(draft ? 'letter.subject.draft' : 'letter.subject', facts);
  await post(work, { to: report.notify as RegisteredAddress, subject, text: `${lines.join('\n\n')}\n` }, now);
}

/** What is missing in the parcel, in words. */
export function missingOf({ missing, language }: Pick<Report, 'missing' | 'language'>, as: Language = language): string {
  const items = JSON.parse(missing) as readonly (typeof parcelItems)[number][];
  return items.map((item) => sayFaults(as)(`faults.parcel.${item}`)).join(', ');
}

/** The letter with the symptoms that goes into the parcel: number as text and as QR code, and what else must be in it. */
export function parcelLetter(report: Report): Promise<Bytes> {
  const { language } = report;
  const [text, words] = [say(language), sayFaults(language)];
  const symptoms = (JSON.parse(report.symptoms) as readonly Symptom[]).map((symptom) => words(`faults.symptom.${symptom}`));
  return letter({
    language,
    title: text('paper.title'),
    facts: [
      [text('paper.number'), report.number],
      [text('paper.institution'), `${report.institution_name} (${report.institution})`],
      [text('paper.reader'), report.model],
      [text('paper.serial'), report.serial],
      [text('paper.contact'), `${report.reporter}, ${report.phone}`],
      [text('paper.pickup'), `${report.postal_code} ${report.city}, ${report.street}`],
      [text('paper.day'), `${writeDay(report.pickup_day, language)} ${report.pickup_window}`],
      [text('paper.symptoms'), symptoms.join('; ')],
    ],
    paragraphs: report.description === '' ? [text('paper.lead')] : [text('paper.lead'), report.description],
    checklist: { title: text('paper.checklist'), items: parcelItems.map((item) => words(`faults.parcel.${item}`)) },
    signatures: [text('paper.giver'), text('paper.courier')],
    qr: { content: report.number, label: text('paper.qr', { number: report.number }) },
  });
}

const days = {
  hu: new Intl.DateTimeFormat('hu', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
};

/** `2026-11-23` as `2026. november 23.` or `23 November 2026`. */
export function writeDay(day: string, language: Language): string {
  return days[language].format(Date.parse(`${day}T00:00:00Z`));
}
