import type { Entry } from './entry.ts';

/** What stands before the sessions of tutorial 004, and where their print is no measure. */
export const sessions004: readonly Entry[] = [
  { id: '004-01', pending: true },
  { id: '004-02', pending: true },
  { id: '004-03', pending: true },
  { id: '004-04', pending: true },
  { id: '004-05', pending: true },
  { id: '004-06', pending: true },
];
