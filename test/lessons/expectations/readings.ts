import { crashes } from './crashes.ts';
import { labels } from './labels.ts';
import { nodes } from './nodes.ts';
import { objects } from './objects.ts';
import { pods } from './pods.ts';
import type { Readings } from './reading.ts';
import { replicaSets } from './replicaSets.ts';
import { rollingUpdate } from './rollingUpdate.ts';
import { rollouts } from './rollouts.ts';
import { services } from './services.ts';
import { strategies } from './strategies.ts';

/** How every expectation is read. */
export const readings: Readings = {
  ...rollingUpdate,
  ...pods,
  ...nodes,
  ...rollouts,
  ...crashes,
  ...services,
  ...objects,
  ...replicaSets,
  ...strategies,
  ...labels,
};
