// eSzig Kliens on a computer whose only reader is held by another program, which no virtual reader ever is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EidClientConfig } from '../../apps/eid-client/config.ts';
import { localServer } from '../../apps/eid-client/local-server.ts';
import { openOwn } from '../../apps/eid-client/own/index.ts';
import { connectPaos } from '../../apps/eid-client/paos.ts';
import { createReception } from '../../apps/eid-client/reception.ts';
import { createTrust } from '../../apps/eid-client/trust/trust.ts';
import { createCryptography } from '../../io/crypto/index.ts';
import { listen } from '../../io/http/index.ts';
import { quiet } from '../../io/log/index.ts';
import type { Readers } from '../../io/reader/index.ts';
import { EidError } from '../../lib/error/index.ts';

const busy: Readers = {
  list: () => [
    {
      name: 'busy reader',
      kind: 'pcsc',
      pinPad: false,
      presence: 'in-use',
      connect: async () => {
        throw new EidError('card.in-use');
      },
    },
  ],
  watch: () => ({ [Symbol.dispose]: () => undefined }),
  [Symbol.asyncDispose]: async () => undefined,
};

/** The client's own parts around that reader, on the port where the world's client was. */
export async function clientWithBusyReader(port: number): Promise<AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const config = EidClientConfig.parse({ port, pcsc: false, window: { mode: 'tab' }, demonstration: true });
  const path = mkdtempSync(join(tmpdir(), 'eszig-busy-'));
  opened.defer(() => rmSync(path, { recursive: true, force: true }));
  const trust = createTrust([], createCryptography());
  const driver = () => 'not-used' as const;
  const own = opened.use(await openOwn({ config, path, readers: busy, driver, trust, clock: Date.now, log: quiet }));
  const hosts = [`127.0.0.1:${port}`];
  const means = {
    readers: busy,
    cryptography: createCryptography(),
    clock: Date.now,
    record: () => undefined,
    log: quiet,
    trace: () => undefined,
    trust,
    connect: connectPaos,
  };
  const reception = opened.use(createReception(config, means, own, () => `http://${hosts[0]}/window/open`));
  opened.use(await listen(localServer(hosts, reception, reception, own, { anyUser: true }), { port }));
  return opened.move();
}
