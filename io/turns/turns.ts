// One piece of work per turn of the event loop, so that many sign-ins at once do not hold up everything else: requests that arrive in the same
// moment begin one after the other, with timers, answers of the database and everybody else in between.

/** Runs the work when its turn comes; what it throws rejects. */
export type Turns = <T>(work: () => T | Promise<T>) => Promise<T>;

export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  let running = false;
  const next = () => {
    const work = waiting.shift();
    running = work !== undefined;
    if (work === undefined) return;
    work();
    setImmediate(next);
  };
  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push(() => {
        try {
          resolve(work());
        } catch (thrown) {
          reject(thrown);
        }
      });
      if (!running) next();
    });
}

/** The turns of this process: it has one event loop, whatever listens in it. */
export const turns: Turns = createTurns();
