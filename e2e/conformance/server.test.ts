// Our own cases modelled on TR-03130-4, one test each, against the eID server: see docs/conformance-cases.md.
import { test } from 'vitest';
import { type Checks, serverCases } from './cases.ts';
import { cards } from './server/cards.ts';
import { channels } from './server/channels.ts';
import { saml } from './server/saml.ts';
import { useId } from './server/use-id.ts';

const checks: Checks<typeof serverCases> = { ...useId, ...cards, ...channels, ...saml };

for (const [id, check] of Object.entries(checks)) test(`${id}: ${serverCases[id as keyof typeof serverCases].rule}`, check);
