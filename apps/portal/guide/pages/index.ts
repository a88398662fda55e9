// Pages of the guide, and the states in which a person can meet them.
import type { PageRow } from '../../pages/index.ts';
import { stepIds } from '../steps.ts';

export const guidePages: readonly PageRow[] = [
  { id: 'portal.guide', path: '/guide', states: ['default'] },
  { id: 'portal.guide-step', path: '/guide/:step', states: stepIds },
  { id: 'portal.notices', path: '/notices', states: ['default', 'none'] },
  { id: 'portal.windows', path: '/windows', states: ['asked', 'found', 'wrong-postcode'] },
  { id: 'portal.download', path: '/download', states: ['default', 'none'] },
];
