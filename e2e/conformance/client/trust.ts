// B_27: the authorities that the client trusts, and how there come to be more of them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { earlierGenerations } from '../../../apps/chip/earlier-generations.ts';
import { cryptography } from '../../../apps/eid-client/testing/authorities.ts';
import { openTrust } from '../../../apps/eid-client/trust/trust.ts';
import { quiet } from '../../../io/log/index.ts';
import { parseCertificate } from '../../../lib/cvc/index.ts';
import type { Checks, clientCases } from '../cases.ts';
import { misbehave, run, service } from './driver.ts';

export const trust = {
  async B_27() {
    const { trustPoint, links } = earlierGenerations(service.authorities.cvca, 3, cryptography);
    const oldest = parseCertificate(trustPoint);
    const folder = mkdtempSync(join(tmpdir(), 'eszig-b27-'));
    const start = () => openTrust([oldest], { cryptography, folder, now: Date.now(), log: quiet });
    const raw = links.map((link) => link.raw);
    const shown = async (...more: readonly Uint8Array[]) => {
      misbehave({ certificates: (terminal, dv) => [terminal, ...(more as typeof raw), dv] });
      const { minor, holder } = await run({ trust: await start() });
      return [minor, holder.asked.pins.length];
    };

    // Nobody vouches for the new root; a link is missing; all of them, in the wrong order; then none is needed any more, also not after a new start.
    expect(await shown()).toEqual(['clientError', 0]);
    expect(await shown(...raw.slice(1))).toEqual(['clientError', 0]);
    expect(await shown(...raw.toReversed())).toEqual([undefined, 1]);
    expect(await shown()).toEqual([undefined, 1]);
    rmSync(folder, { recursive: true });
  },
} satisfies Partial<Checks<typeof clientCases>>;
