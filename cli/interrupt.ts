// Waiting for the person, or the system, to say that it is enough.

/** Ctrl-C comes from the terminal and from the program that started us, at almost the same time. */
const sameTime = 300;

/** Resolves at the first SIGINT, SIGTERM or SIGHUP; a later one ends the process at once. */
export function untilInterrupted(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  return new Promise((resolve) => {
    const end = () => {
      const first = performance.now();
      const again = () => {
        if (performance.now() - first > sameTime) process.exit(1);
      };
      for (const signal of signals) process.on(signal, again).removeListener(signal, end);
      resolve();
    };
    for (const signal of signals) process.once(signal, end);
  });
}
