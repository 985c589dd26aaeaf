import type { Entry } from './entry.ts';

/** What stands before the sessions of tutorial 003, and where their print is no measure. */
export const sessions003: readonly Entry[] = [
  { id: '003-01', pending: true },
  { id: '003-02', pending: true },
  { id: '003-03', pending: true },
  { id: '003-04', pending: true },
  { id: '003-05', pending: true },
  { id: '003-06', pending: true },
  { id: '003-07', pending: true },
  { id: '003-08', pending: true },
  { id: '003-09', pending: true },
  { id: '003-10', pending: true },
  { id: '003-11', pending: true },
  { id: '003-12', pending: true },
  { id: '003-13', pending: true },
  { id: '003-14', pending: true },
];
