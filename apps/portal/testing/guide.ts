// A guide of an operator who has published nothing yet.
import type { Guide } from '../guide/index.ts';

export const emptyGuide: Guide = {
  windows: { value: { source: { hu: 'x', en: 'x' }, asOf: '2026-11-01', closedDays: [], windows: [] } },
  notices: { value: [] },
  downloads: { list: async () => [], path: async () => undefined },
  clientAddress: 'http://127.0.0.1:24727',
};
