import { clientPrograms } from './clients.ts';
import { environmentPrograms } from './environment.ts';
import { filePrograms } from './files.ts';
import { kill } from './kill.ts';
import { namePrograms } from './names.ts';
import type { Program } from './program.ts';

/** The programs that a simulated container can run: what they do follows from the cluster. */
export const programs: readonly Program[] = [
  kill,
  ...clientPrograms,
  ...environmentPrograms,
  ...namePrograms,
  ...filePrograms,
  { name: 'true', run: () => 0 },
  { name: 'false', run: () => 1 },
];
