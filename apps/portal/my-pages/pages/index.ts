// The page of one's own, and the states in which a person can meet it.
import type { PageRow } from '../../pages/index.ts';

export const myPageRows: readonly PageRow[] = [{ id: 'portal.my-pages', path: '/my-pages', states: ['default', 'ended', 'idp.down'] }];
