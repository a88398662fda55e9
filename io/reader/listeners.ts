// Who wants to be told when readers or cards change.

export interface Listeners {
  watch(changed: () => void): Disposable;
  tell(): void;
}

export function createListeners(): Listeners {
  const listeners = new Set<() => void>();
  return {
    watch(changed) {
      const listener = () => changed();
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    tell() {
      for (const listener of [...listeners]) listener();
    },
  };
}
