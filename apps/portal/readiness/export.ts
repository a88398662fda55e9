// The readiness map as a file for a spreadsheet: people first, then workstations.
import { entitlements as entitlementsEn } from '../../../lib/phrases/en/entitlements.ts';
import { entitlements as entitlementsHu } from '../../../lib/phrases/hu/entitlements.ts';
import type { Language } from '../../../lib/phrases/index.ts';
import { sayIn } from '../pages/frame.ts';
import { writeCsv } from './csv.ts';
import type { ReadinessMap } from './map.ts';
import { sayReadiness } from './pages/words.ts';

export function exportMap({ workers, workstations }: ReadinessMap, language: Language): string {
  const say = sayReadiness(language);
  const portal = sayIn(language);
  const { 'people.linked.yes': linked, 'people.linked.no': unlinked } = language === 'hu' ? entitlementsHu : entitlementsEn;
  const truth = (value: boolean) => say(value ? 'readiness.yes' : 'readiness.no');
  const time = (at: number | null) => (at === null ? '' : new Date(at).toISOString());
  return writeCsv([
    [say('readiness.workers')],
    [
      say('readiness.name'),
      say('readiness.number'),
      say('readiness.state'),
      say('readiness.roles'),
      say('readiness.linked'),
      say('readiness.register'),
      say('readiness.last-sign-in'),
      say('readiness.ticked'),
    ],
    ...workers.map((worker) => [
      worker.name,
      worker.number ?? '',
      say(`readiness.worker.${worker.state}`),
      worker.roles.map((role) => portal(`portal.role.${role}`)).join(', '),
      worker.linked ? linked : unlinked,
      worker.registerStatus === undefined ? '' : portal(`portal.register.${worker.registerStatus}`),
      worker.lastSignIn ?? '',
      truth(worker.ticked),
    ]),
    [],
    [say('readiness.workstations')],
    [
      say('readiness.code'),
      say('readiness.name'),
      say('readiness.column.site'),
      say('readiness.state'),
      say('readiness.readers-count'),
      say('readiness.client'),
      say('readiness.seen'),
    ],
    ...workstations.map((station) => [
      station.code,
      station.name,
      station.site ?? '',
      say(`readiness.workstation.${station.state}`),
      String(station.readers),
      station.clientVersion ?? '',
      time(station.seenAt),
    ]),
  ]);
}
