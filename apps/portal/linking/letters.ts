// Letters to the owner of an account: a card was linked to it, people are looking at it, or somebody else's card was tried.
import type { Kysely } from 'kysely';
import { linking as en } from '../../../lib/phrases/en/linking.ts';
import { linking as hu } from '../../../lib/phrases/hu/linking.ts';
import { type Language, speaker } from '../../../lib/phrases/index.ts';
import { post, type RegisteredAddress } from '../outbox/index.ts';
import type { Tables } from '../tables.ts';

/** What the owner is told of. */
export type News = 'linked' | 'human' | 'no' | 'confirmed-once' | 'refused';

const moments = {
  hu: new Intl.DateTimeFormat('hu', { timeZone: 'Europe/Budapest', dateStyle: 'long', timeStyle: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Budapest', dateStyle: 'long', timeStyle: 'short' }),
};

/** Posts it, in both languages, since the registers do not know which one the owner reads. */
export async function tellOwner(db: Kysely<Tables>, to: RegisteredAddress, news: News, now: number): Promise<void> {
  const part = (language: Language) => {
    const say = speaker(hu, en, language);
    return [
      say('linking.letter.hello'),
      say(`linking.letter.${news}`, { time: moments[language].format(now) }),
      say('linking.letter.not-you'),
    ].join('\n\n');
  };
  await post(
    db,
    { to, subject: `${hu['linking.letter.subject']} / ${en['linking.letter.subject']}`, text: `${part('hu')}\n\n--\n\n${part('en')}\n` },
    now,
  );
}
