// Loaded before an app (`node --import`): measures by how much its event loop is late, and tells whoever forked it when asked.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolution = 1;
const histogram = monitorEventLoopDelay({ resolution });

process.on('message', (question) => {
  if (question === 'begin') {
    histogram.reset();
    histogram.enable();
  } else {
    histogram.disable();
    process.send?.(Math.max(0, histogram.percentile(99) / 1e6 - resolution));
  }
});

process.once('disconnect', () => process.exit());
// Listening to the parent does not keep a process alive that has stopped its work.
process.channel?.unref();
