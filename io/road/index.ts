export { type Collector, createCollector, type SignIn } from './collector.ts';
export { type Hop, type Party, type RecordHop, recordHop, sessionMark } from './hop.ts';
export { hopsSchema, type RoadConfig, roadSchema, sendHops } from './remote.ts';
