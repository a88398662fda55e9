// Who has the port at which browsers look for the client. TR-03124-1 2.1, 2.2.5.
import { createFetch } from '../../../io/http/index.ts';
import { isEidError } from '../../../lib/error/index.ts';
import { status } from '../version.ts';

/** The port that the standard gives to eID clients. */
export const standardPort = 24727;

const longestName = 60;

export interface PortHolder {
  readonly holder: 'ours' | 'free' | 'other-client' | 'foreign';
  /** What another eID client calls itself: its own words. */
  readonly name?: string;
}

/** Asks the port for its status, as any program may. */
export async function holderOfPort(port: number, timeout = 2_000): Promise<PortHolder> {
  using fetch = createFetch({ timeout });
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/eID-Client?Status`);
    const title = /^Implementation-Title:\s*(.*?)\s*$/im.exec(answer.ok ? await answer.text() : '')?.[1];
    if (title === undefined) return { holder: 'foreign' };
    return title === status['Implementation-Title'] ? { holder: 'ours' } : { holder: 'other-client', name: title.slice(0, longestName) };
  } catch (thrown) {
    return isEidError(thrown, 'http.unreachable') && thrown.facts['reason'] === 'ECONNREFUSED' ? { holder: 'free' } : { holder: 'foreign' };
  }
}
