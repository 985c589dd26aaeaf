import type { ApiObject } from '#engine/api/meta.ts';
import { Run } from '../../media/panel/run.ts';
import { TraceBuilder } from './traceBuilder.ts';
import { node, pod } from './traceObjects.ts';

const nodes = 5000;
/** So many pods are ready at every moment of it. */
export const pods = 150_000;
const changes = 10_000;

/** A run of 150,000 running pods on 5,000 nodes, one of which is replaced every 5 ms. */
export function largeRun(): Run {
  const build = new TraceBuilder();
  for (let i = 1; i <= nodes; i++) build.put('bootstrap', null, 'the world has it', node(`n${i}`));
  for (let i = 0; i < pods; i++)
    build.put('bootstrap', null, 'the world has it', runningPod(`old-${i}`, (i % nodes) + 1));
  for (let i = 0; i < changes; i++) {
    build.at(1000 + i * 5);
    build.remove('kubelet', null, 'it ended', `Pod/default/old-${i}`);
    build.put('replicaset-controller', null, 'one is missing', runningPod(`new-${i}`, ((i * 7) % nodes) + 1));
  }
  const trace = build.trace();
  const run = new Run({ run: 'large', title: '', header: trace.header, origins: {}, whatIf: {} });
  run.add(trace.entries, trace.end);
  run.finish({ end: trace.end, outcome: 'quiet' });
  return run;
}

function runningPod(name: string, on: number): ApiObject {
  const made = pod(name, 'web', 'nginx:v1');
  return {
    ...made,
    spec: { ...(made['spec'] as object), nodeName: `n${on}` },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  };
}
