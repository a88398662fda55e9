// Where everything of a world listens. One number, the port base, moves all of it together.
import { createServer } from 'node:net';

/** Ports by part. The client's and the virtual reader's move with the base too, so that several worlds fit on one computer. */
export interface Ports {
  readonly portal: number;
  readonly idp: number;
  readonly office: number;
  readonly hospital: number;
  readonly directory: number;
  readonly eid: number;
  readonly paos: number;
  readonly console: number;
  /** The world's post (SMTP). */
  readonly mail: number;
  /** What whoever runs the eID server looks at. */
  readonly operations: number;
  readonly portalTls: number;
  readonly idpTls: number;
  readonly officeTls: number;
  readonly hospitalTls: number;
  readonly client: number;
  readonly reader: number;
  /** Where cards connect to our PIN-pad reader, and where it is drawn. */
  readonly pinPad: number;
  readonly pinPadPage: number;
  /** The reader at the office's window, the authorities' service, and the machine that makes cards. */
  readonly windowReader: number;
  readonly pki: number;
  readonly machine: number;
}

export const standardBase = 8080;
const standardClient = 24727;

/** The ports of a base from 1024 to 48000. At 8080 the client has the port that TR-03124-1 2.1 gives it. */
export function portsOf(base: number): Ports {
  const client = standardClient + base - standardBase;
  return {
    portal: base,
    idp: base + 1,
    office: base + 2,
    hospital: base + 3,
    directory: base + 4,
    eid: base + 5,
    paos: base + 6,
    console: base + 7,
    mail: base + 8,
    operations: base + 9,
    portalTls: base + 100,
    idpTls: base + 101,
    officeTls: base + 102,
    hospitalTls: base + 103,
    client,
    reader: client + 1,
    pinPad: client + 2,
    pinPadPage: client + 3,
    windowReader: client + 4,
    pki: client + 5,
    machine: client + 6,
  };
}

/** The addresses that people and apps use, as `data/world.json` has them. */
export interface Addresses {
  readonly portal: string;
  readonly idp: string;
  readonly office: string;
  readonly hospital: string;
  readonly directory: string;
  readonly eid: string;
  readonly paos: string;
  readonly console: string;
  /** The operator's page of the eID server. */
  readonly operations: string;
  readonly client: string;
  /** The drawn PIN-pad reader. */
  readonly pinPad: string;
}

export function addressesOf(ports: Ports, https: boolean): Addresses {
  const page = (name: 'portal' | 'idp' | 'office' | 'hospital') =>
    https ? `https://${name}.localhost:${ports[`${name}Tls`]}` : `http://${name}.localhost:${ports[name]}`;
  return {
    portal: page('portal'),
    idp: page('idp'),
    office: page('office'),
    hospital: page('hospital'),
    directory: `http://127.0.0.1:${ports.directory}`,
    eid: `https://127.0.0.1:${ports.eid}`,
    paos: `https://localhost:${ports.paos}`,
    operations: `http://127.0.0.1:${ports.operations}`,
    console: `http://world.localhost:${ports.console}`,
    client: `http://127.0.0.1:${ports.client}`,
    pinPad: `http://reader.localhost:${ports.pinPadPage}`,
  };
}

/** A base all of whose ports are free at this moment. */
export async function freeBase(): Promise<number> {
  for (;;) {
    const base = 10_000 + 10 * Math.floor(Math.random() * 2_000);
    const taken = await firstTaken(base);
    if (taken === undefined) return base;
  }
}

/** The first port of a base that another program has; undefined when all are free. */
async function firstTaken(base: number): Promise<number | undefined> {
  for (const port of Object.values(portsOf(base))) if (!(await isFree(port))) return port;
  return undefined;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
