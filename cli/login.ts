// `eszig login`: one complete sign-in without a browser, through the real processes; shows each hop with its time.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { insertCard } from '../apps/chip/insert.ts';
import { EidClientConfig } from '../apps/eid-client/config.ts';
import type { Means } from '../apps/eid-client/login/index.ts';
import { connectPaos } from '../apps/eid-client/paos.ts';
import { createTrust } from '../apps/eid-client/trust/trust.ts';
import { layout } from '../apps/pki/index.ts';
import { createCryptography } from '../io/crypto/index.ts';
import { createFetch } from '../io/http/index.ts';
import { createLogger } from '../io/log/index.ts';
import { hostPace, openVirtualReader } from '../io/reader/index.ts';
import type { Hop } from '../io/road/index.ts';
import { bytes } from '../lib/bytes/index.ts';
import { parseCertificate } from '../lib/cvc/index.ts';
import type { Person } from '../world/index.ts';
import { madeCard, personOf } from './card/world-card.ts';
import { terminalHolder } from './client/holder.ts';
import { type Command, exit, type Input, MissingError, type Terminal, UsageError } from './command.ts';
import { createRecorder, type Recorder } from './login/record.ts';
import { ownRoad, type Road, remoteRoad } from './login/road.ts';
import { createRobot } from './login/robot.ts';
import { type SignedIn, signInAtPortal, type Wanted } from './login/sign-in.ts';
import { secretOptions } from './secret.ts';
import { runningWorld, worldClock } from './up/folder.ts';
import { secretText } from './up/secrets.ts';
import { startWorld } from './up/world.ts';

export const command: Command = {
  options: {
    card: { value: 'PERSON' },
    as: { value: 'ROLE@INSTITUTION' },
    record: { value: 'DIR' },
    data: { value: 'DIR' },
    ...secretOptions('pin', 'can'),
  },
  async run(input, terminal) {
    const person = personOf(input.text('card'));
    const wanted = parseAs(input.text('as'));
    const data = resolve(input.text('data') ?? 'data');
    await using world = await findWorld(data, terminal);
    const folder = input.text('record');
    const recorder = folder === undefined ? undefined : createRecorder(resolve(folder));
    const { cvca, countrySigner } = layout(join(data, 'pki'));
    recorder?.anchors({ cvca: cvca.certificate, countrySigner: countrySigner.certificate, revocationList: countrySigner.revocationList });
    const { signedIn, steps } = await login({ input, terminal, person, wanted, data, world, recorder });
    recorder?.json('claims.json', signedIn);
    recorder?.json('hops.json', steps);
    for (const [name, value] of Object.entries(signedIn.claims))
      terminal.say(`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
    terminal.json({ claims: signedIn.claims, acr: signedIn.acr, steps });
    return exit.done;
  },
};

interface WorldAtHand extends AsyncDisposable {
  readonly portal: string;
  readonly road: Road;
}

interface Login {
  readonly input: Input;
  readonly terminal: Terminal;
  readonly person: Person;
  readonly wanted: Wanted | undefined;
  readonly data: string;
  readonly world: WorldAtHand;
  readonly recorder: Recorder | undefined;
}

type StepRow = Pick<Hop, 'hop' | 'from' | 'to' | 'milliseconds'>;

async function login({ input, terminal, person, wanted, data, world, recorder }: Login): Promise<{ signedIn: SignedIn; steps: StepRow[] }> {
  const config = EidClientConfig.parse(JSON.parse(readFileSync(join(data, 'config', 'eid-client.json'), 'utf8')));
  const cryptography = createCryptography();
  const pace = hostPace(cryptography);
  const began = Date.now();
  await using reader = await openVirtualReader({ host: '127.0.0.1', port: 0, pace });
  const card = await insertCard({
    file: madeCard(data, person.id),
    host: '127.0.0.1',
    port: reader.port,
    ...(recorder && { trace: recorder.card }),
  });
  await using _card = { [Symbol.asyncDispose]: () => card.remove() };
  using fetch = createFetch({ ca: readFileSync(layout(join(data, 'pki')).tlsAuthority.certificate, 'utf8') });
  const { card: codes } = person;
  const means: Means = {
    holder: terminalHolder({ input, terminal, consent: 'all', patience: 10_000, ...('pin' in codes ? { publishedPin: codes.pin } : {}) }),
    readers: recorder?.readers(reader, pace) ?? reader,
    cryptography,
    clock: worldClock(data),
    computerClock: Date.now,
    record: world.road.record,
    log: createLogger('eid-client', terminal.environment['ESZIG_DEBUG'] === undefined ? 'silent' : 'warn'),
    trace: recorder?.trace ?? (() => undefined),
    trust: createTrust(
      config.trust.map((file) => parseCertificate(bytes(readFileSync(file)))),
      cryptography,
    ),
    connect: (channel) => connectPaos(channel),
  };
  const shown = new Set<string>();
  const walked = async () => {
    for (const hop of await world.road.since(began)) {
      const name = `${hop.at} ${hop.hop} ${hop.from} ${hop.to} ${hop.milliseconds}`;
      if (!shown.has(name)) terminal.say(`${hop.milliseconds.toFixed(1).padStart(8)} ms  ${hop.hop.padEnd(24)} ${hop.from} → ${hop.to}`);
      shown.add(name);
    }
  };
  const robot = createRobot(fetch, terminal.language);
  const signedIn = await signInAtPortal({ robot, portal: world.portal, wanted, means, addressTwins: config.addressTwins, walked });
  const hops = await world.road.since(began);
  return { signedIn, steps: hops.map(({ hop, from, to, milliseconds }) => ({ hop, from, to, milliseconds })) };
}

/** The world that runs on the data folder, or one on free ports that is stopped again. */
async function findWorld(data: string, terminal: Terminal): Promise<WorldAtHand> {
  const running = runningWorld(data);
  if (running === undefined) {
    terminal.say(starting[terminal.language]);
    const world = await startWorld({ data, portBase: 'free', without: ['eid-client', 'hospital'], logLevel: 'silent' });
    return { portal: world.addresses.portal, road: ownRoad(world.collector), [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
  }
  const { portal, console: address } = running.addresses;
  const file = join(data, 'keys', 'road-token');
  if (portal === undefined || address === undefined || !existsSync(file))
    throw new MissingError(`${data} is not whole`, 'eszig up --fresh');
  const fetch = createFetch();
  return { portal, road: remoteRoad(address, await secretText(file), fetch), [Symbol.asyncDispose]: async () => fetch[Symbol.dispose]() };
}

function parseAs(text: string | undefined): Wanted | undefined {
  if (text === undefined) return undefined;
  const [, role, institution] = /^([a-z-]+)@(\d{6})$/.exec(text) ?? [];
  if (role === undefined || institution === undefined) throw new UsageError('--as wants ROLE@INSTITUTION', 'for example physician@104217');
  return { role, institution };
}

const starting = {
  hu: 'nem fut bemutatóvilág: indítunk egyet szabad portokon, és a végén leállítjuk',
  en: 'no world is running: starting one on free ports, and stopping it at the end',
} as const;
