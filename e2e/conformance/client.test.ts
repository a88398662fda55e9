// Our own cases modelled on TR-03124-2, one test each, against the eID client: see docs/conformance-cases.md.
import { afterAll, test } from 'vitest';
import { type Checks, clientCases } from './cases.ts';
import { activation } from './client/activation.ts';
import { channels } from './client/channels.ts';
import { service } from './client/driver.ts';
import { signingIn } from './client/sign-in.ts';
import { token } from './client/token.ts';
import { trust } from './client/trust.ts';

afterAll(() => service[Symbol.asyncDispose]());

const checks: Checks<typeof clientCases> = { ...activation, ...token, ...signingIn, ...trust, ...channels };

for (const [id, check] of Object.entries(checks)) test(`${id}: ${clientCases[id as keyof typeof clientCases].rule}`, check);
