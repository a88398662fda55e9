// Loaded before an app (`node --import`): measures by how much its event loop is late, and tells whoever forked it when asked.
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds at the 99th percentile. */
export interface Lateness {
  /** By which a timer of one millisecond came late: what whoever asks this process has to wait, whoever is to blame. */
  readonly late: number;
  /** Processor time of the process between two such timers: what of the waiting is its own doing, on however busy a computer. */
  readonly own: number;
}

const resolution = 1;
// Records the time from one firing to the next: an idle loop shows the resolution itself.
const delay = monitorEventLoopDelay({ resolution });
const own = createHistogram();
let used = process.threadCpuUsage();
const look = () => {
  const { user, system } = process.threadCpuUsage();
  own.record(Math.max(1, user + system - used.user - used.system));
  used = { user, system };
};
let timer: NodeJS.Timeout | undefined;

process.on('message', (question) => {
  if (question === 'begin') {
    delay.reset();
    delay.enable();
    own.reset();
    used = process.threadCpuUsage();
    timer = setInterval(look, resolution).unref();
  } else if (question === 'end') {
    delay.disable();
    clearInterval(timer);
    process.send?.({ late: Math.max(0, delay.percentile(99) / 1e6 - resolution), own: own.percentile(99) / 1e3 } satisfies Lateness);
  }
});

process.once('disconnect', () => process.exit());
// Listening to the parent does not keep a process alive that has stopped its work.
process.channel?.unref();
