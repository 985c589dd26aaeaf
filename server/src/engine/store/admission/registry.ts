import type { AdmissionPlugin } from '../strategy.ts';
import { defaultTolerationSeconds } from './defaultTolerationSeconds.ts';
import { limitRanger } from './limitRanger.ts';
import { namespaceLifecycle } from './namespaceLifecycle.ts';
import { podSecurity } from './podSecurity.ts';
import { priority } from './priority.ts';
import { resourceQuota } from './resourceQuota.ts';
import { serviceAccount } from './serviceAccount.ts';

/** The admission plugins in the API server's order; quota is last, as it must see what the others made of the object. */
export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  priority,
  defaultTolerationSeconds,
  podSecurity,
  resourceQuota,
];
