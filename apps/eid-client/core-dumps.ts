// What the kernel may write down of this process when it crashes: nothing of its memory, where a PIN may just be.
import { writeFileSync } from 'node:fs';

/** Takes every mapping of memory out of core dumps, for this process and those that it starts; elsewhere than on Linux it changes nothing. @see core(5) */
export function withoutCoreDumps(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // No such file: no such switch.
  }
}
