// The search in the register: by document number, TAJ number or whole name; what was found is written down with who searched and why.
import type { Kysely } from 'kysely';
import { parseDocumentNumber, parseTaj } from '../../../lib/person/index.ts';
import type { CardRow, HolderRow, Tables } from '../tables.ts';
import type { By, Register } from './register.ts';

export interface Found {
  readonly card: CardRow;
  readonly holder: HolderRow;
}

/** Most holders that a search shows: who gets more searches more exactly. */
const most = 20;

/** The cards that a clerk looks for, the newest of each holder first; each holder's log says so. */
export async function search(
  { db, register }: { db: Kysely<Tables>; register: Register },
  what: string,
  by: By,
): Promise<readonly Found[]> {
  const holders = await holdersBy(db, register, what);
  if (holders.length === 0) await register.look('searched', {}, by);
  const found: Found[] = [];
  for (const holder of holders) {
    await register.look('searched', { holderId: holder.id }, by);
    for (const card of await register.cardsOf(holder.id)) found.push({ card, holder });
  }
  return found;
}

async function holdersBy(db: Kysely<Tables>, register: Register, what: string): Promise<readonly HolderRow[]> {
  const number = parseDocumentNumber(what);
  if (number !== undefined) {
    const card = await register.cardByNumber(number);
    return card === undefined ? [] : [await register.holder(card.holder_id)];
  }
  const taj = parseTaj(what);
  if (taj !== undefined) {
    const holder = await register.holderByTaj(taj);
    return holder === undefined ? [] : [holder];
  }
  const [family = '', ...given] = what.split(' ');
  const query = db.selectFrom('holder').selectAll().where('family', '=', family);
  return (given.length === 0 ? query : query.where('given', '=', given.join(' '))).orderBy('given').limit(most).execute();
}
