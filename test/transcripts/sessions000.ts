import type { Entry } from './entry.ts';

/** What stands before the sessions of tutorial 000, and where their print is no measure. */
export const sessions000: readonly Entry[] = [
  { id: '000-01', pending: true },
  { id: '000-02', pending: true },
  { id: '000-03', pending: true },
  { id: '000-04', pending: true },
  { id: '000-05', pending: true },
  { id: '000-06', pending: true },
  { id: '000-07', pending: true },
  { id: '000-08', pending: true },
  { id: '000-09', pending: true },
  { id: '000-10', pending: true },
  { id: '000-11', pending: true },
];
