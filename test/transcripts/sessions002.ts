import type { Entry } from './entry.ts';

/** What stands before the sessions of tutorial 002, and where their print is no measure. */
export const sessions002: readonly Entry[] = [
  { id: '002-01', pending: true },
  { id: '002-02', pending: true },
  { id: '002-03', pending: true },
  { id: '002-04', pending: true },
  { id: '002-05', pending: true },
  { id: '002-06', pending: true },
  { id: '002-07', pending: true },
  { id: '002-08', pending: true },
  { id: '002-09', pending: true },
  { id: '002-10', pending: true },
  { id: '002-11', pending: true },
];
