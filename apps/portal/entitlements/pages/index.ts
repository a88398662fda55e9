// Every page about roles, where it is, and the states in which a person can meet it.
import type { PageRow } from '../../pages/index.ts';

export const entitlementPages: readonly PageRow[] = [
  { id: 'portal.standing', path: '/standing', states: ['entitled', 'no-role', 'suspended'] },
  { id: 'portal.people', path: '/people', states: ['default', 'waiting'] },
  { id: 'portal.people-find', path: '/people/new', states: ['default', 'faulty'] },
  { id: 'portal.staff-new', path: '/people/staff', states: ['default', 'faulty'] },
  { id: 'portal.people-history', path: '/people/history', states: ['default', 'empty'] },
  { id: 'portal.person', path: '/people/:person', states: ['default', 'own-staff'] },
  { id: 'portal.grant', path: '/people/:person/grant', states: ['default', 'own', 'faulty'] },
  { id: 'portal.take-away', path: '/people/:person/take-away', states: ['default', 'faulty'] },
  { id: 'portal.invitation', path: '/people/:person/invite', states: ['default'] },
  { id: 'portal.decide', path: '/people/waiting/:wish', states: ['default', 'faulty'] },
];
