import type { AdmissionPlugin } from '../strategy.ts';

/** The admission plugins in the API server's order; quota is last, as it must see what the others made of the object. */
export const admissionPlugins: readonly AdmissionPlugin[] = [];
