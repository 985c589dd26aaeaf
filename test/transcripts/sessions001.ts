import type { Entry } from './entry.ts';

/** What stands before the sessions of tutorial 001, and where their print is no measure. */
export const sessions001: readonly Entry[] = [
  { id: '001-01', pending: true },
  { id: '001-02', pending: true },
  { id: '001-03', pending: true },
  { id: '001-04', pending: true },
  { id: '001-05', pending: true },
  { id: '001-06', pending: true },
  { id: '001-07', pending: true },
  { id: '001-08', pending: true },
];
