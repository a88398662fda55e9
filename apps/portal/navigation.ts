// The menu at the head of every page: an entry is shown to whom the policy lets in to its route.
import type { Language } from '../../lib/phrases/index.ts';
import type { Account } from './account.ts';
import { mayEnter, type RouteName, ruleOf } from './policy.ts';

type Entry = {
  readonly route: RouteName & `GET ${string}`;
  /** Short: on a phone all entries stand one below the other. */
  readonly label: Readonly<Record<Language, string>>;
};

/** In the order in which they are shown. */
const entries: readonly Entry[] = [
  { route: 'GET /guide', label: { hu: 'Felkészülés', en: 'Getting ready' } },
  { route: 'GET /link-cases', label: { hu: 'Összekapcsolások', en: 'Links' } },
  { route: 'GET /who-you-are', label: { hu: 'Ki vagyok?', en: 'Who am I?' } },
  { route: 'GET /my-pages', label: { hu: 'Saját oldalam', en: 'My page' } },
  { route: 'GET /people', label: { hu: 'Szerepkörök', en: 'Roles' } },
  { route: 'GET /reader-request', label: { hu: 'Olvasóigénylés', en: 'Ask for readers' } },
  { route: 'GET /desk/reader-requests', label: { hu: 'Igénylések', en: 'Requests' } },
  { route: 'GET /readiness', label: { hu: 'Felkészültség', en: 'Readiness' } },
  { route: 'GET /faults', label: { hu: 'Hibás kártyaolvasó', en: 'Broken reader' } },
  { route: 'GET /desk/faults', label: { hu: 'Bejelentések', en: 'Reports' } },
  { route: 'GET /desk/readers', label: { hu: 'Olvasókészlet', en: 'Reader stock' } },
];

/** The menu of a person, or of nobody. */
export function menuOf(account: Account | undefined, language: Language): readonly { readonly href: string; readonly label: string }[] {
  const open = entries.filter(({ route }) => mayEnter(ruleOf(route), account));
  return open.map(({ route, label }) => ({ href: route.slice('GET '.length), label: label[language] }));
}
