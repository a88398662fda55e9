// What came of linking: done, with the way on; or why not, what to do, and who can help. It says the same of an account that is somebody else's and
// of one that does not exist.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import { homeOf, homePaths } from '../../homes.ts';
import { portalPage, sayIn, section, type View, workplace } from '../../pages/frame.ts';
import { sayLinking } from './words.ts';

export const linkingResults = ['linked', 'no', 'human', 'too-many', 'account.no-role', 'account.suspended'] as const;

export type LinkingResult = (typeof linkingResults)[number];

export function linkingResultPage(view: View, result: LinkingResult): Html {
  const say = sayLinking(view.language);
  const { account, language } = view;
  const title = say(`linking.${result}.title`);
  const isIn = result === 'linked' && account?.kind === 'worker';
  const main = html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="ds-paragraph">${say(`linking.${result}.text`)}</p>
${section(say('linking.result.next'), html`<p class="ds-paragraph">${say(`linking.${result}.next`)}</p>`)}
${result === 'linked' ? '' : section(say('linking.result.helps'), html`<p class="ds-paragraph">${say(`linking.${result}.helps`)}</p>`)}
${isIn ? section(say('linking.result.now'), workplace(sayIn(language), language, account)) : ''}
<div class="actions">${way()}</div>`;
  return portalPage(view, { id: 'portal.linking-result', state: result, title, main });

  function way(): Html {
    if (isIn) return html`<a class="ds-button" href="${homePaths[homeOf(account)]}">${say('linking.result.on')}</a>`;
    const again = result === 'no' ? html`<a class="ds-button" href="/linking/account">${say('linking.result.again')}</a>` : '';
    return html`${again}<a class="ds-button" data-variant="secondary" href="/">${say('linking.result.back')}</a>`;
  }
}
