// Waiting for the person, or the system, to say that it is enough.

/** Resolves at the first SIGINT, SIGTERM or SIGHUP; a second one ends the process at once. */
export function untilInterrupted(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  return new Promise((resolve) => {
    const end = () => {
      for (const signal of signals) process.on(signal, () => process.exit(1)).removeListener(signal, end);
      resolve();
    };
    for (const signal of signals) process.once(signal, end);
  });
}
