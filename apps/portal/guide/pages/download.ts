// The client's download: versions by system, with sizes and checksums, and how to compare them.
import { html } from 'hono/html';
import type { Html } from '../../../../io/http/index.ts';
import type { Language } from '../../../../lib/phrases/index.ts';
import { portalPage, section, type View } from '../../pages/frame.ts';
import type { Download } from '../downloads.ts';
import { sayGuide } from './say.ts';

/** The command of each system that computes a checksum. */
const commands = {
  linux: 'sha256sum',
  windows: 'certutil -hashfile',
  macos: 'shasum -a 256',
} as const;

export function downloadPage(view: View, downloads: readonly Download[]): Html {
  const say = sayGuide(view.language);
  const main = html`<h1 class="ds-heading" data-size="lg">${say('download.title')}</h1>
<p class="ds-paragraph">${say('download.lead')}</p>
${downloads.length === 0 ? nothing(view.language) : listed(downloads, view.language)}`;
  return portalPage(view, {
    id: 'portal.download',
    state: downloads.length === 0 ? 'none' : 'default',
    title: say('download.title'),
    main,
  });
}

function nothing(language: Language): Html {
  const say = sayGuide(language);
  return html`<p class="ds-alert" data-color="info">${say('download.none', { command: 'npm run executable' })}</p>
<p class="ds-paragraph">${say('download.none.world')}</p>`;
}

function listed(downloads: readonly Download[], language: Language): Html {
  const say = sayGuide(language);
  const heads = (['file', 'system', 'version', 'size', 'checksum'] as const).map((head) => say(`download.${head}`));
  const megabytes = new Intl.NumberFormat(language === 'hu' ? 'hu' : 'en-GB', { maximumFractionDigits: 0 });
  const systems = [...new Set(downloads.map(({ system }) => system))];
  return html`<div class="scroll" role="region" aria-label="${say('download.title')}" tabindex="0"><table class="ds-table">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${downloads.map(
    ({ file, system, processor, version, size, checksum }) => html`<tr>
<th scope="row"><a class="ds-link" href="/download/${file}">${file}</a></th><td>${say(`download.system.${system}`)} (${processor})</td>
<td>${version}</td><td>${megabytes.format(size / 1_000_000)} MB</td><td><code>${checksum}</code></td></tr>`,
  )}</tbody></table></div>
${section(
  say('download.how'),
  html`<p class="ds-paragraph">${say('download.how.text')}</p>
<dl class="facts">${systems.map((system) => html`<dt>${say(`download.system.${system}`)}</dt><dd><code>${commands[system]} eszig-kliens-…${system === 'windows' ? ' SHA256' : ''}</code></dd>`)}</dl>`,
)}`;
}
