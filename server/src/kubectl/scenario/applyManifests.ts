import type { ApiObject } from '#engine/api/meta.ts';
import { start } from '#engine/engine.ts';
import type { World } from '#engine/world.ts';
import type { Cluster, Files, Output } from '../cluster.ts';
import { execute } from '../execute.ts';
import { rest } from '../rest.ts';
import type { ScenarioRun, StepResult } from './runScenario.ts';

/** What is applied to a plain cluster: first what stands before, if anything, then the manifests. */
export interface ManifestsPlan {
  readonly before: readonly ApiObject[];
  readonly applied: readonly ApiObject[];
  /** The longest virtual time that each apply is waited for. */
  readonly longest: number;
}

/** Applies manifests to a new cluster and lets each apply come to rest; `steps` are the applies and the waits, as those of a scenario. */
export function startManifests(world: World, plan: ManifestsPlan, files: Files): ScenarioRun {
  const run = start(world);
  const cluster: Cluster = { run, namespace: 'default', files };
  const { entries } = run.trace;
  return {
    run,
    cluster,
    before: entries.length,
    *steps(): Generator<StepResult, void, void> {
      let index = 0;
      for (const objects of [plan.before, plan.applied]) {
        if (objects.length === 0) continue;
        const from = entries.length;
        const result = applied(cluster, objects);
        yield {
          index: index++,
          step: { kind: 'kubectl', command: 'apply -f -', input: '', line: 0 },
          at: run.now,
          result,
          from,
          to: entries.length,
        };
        const then = entries.length;
        const rested = rest(run, run.now + plan.longest)
          ? fine
          : unrested(run.bound ?? `the cluster was not at rest after ${plan.longest} ms`);
        yield {
          index: index++,
          step: { kind: 'wait', for: { kind: 'quiet', duration: 5000, timeout: plan.longest }, line: 0 },
          at: run.now,
          result: rested,
          from: then,
          to: entries.length,
        };
      }
    },
  };
}

function applied(cluster: Cluster, objects: readonly ApiObject[]): Output {
  return execute(cluster, ['apply', '-f', '-'], objects.map((object) => JSON.stringify(object)).join('\n---\n'));
}

const fine: Output = { stdout: '', stderr: '', code: 0 };

function unrested(why: string): Output {
  return { stdout: '', stderr: `error: ${why}\n`, code: 1 };
}

/** Namespaces that manifests take for granted: named by an object, made by none. */
export function missingNamespaces(objects: readonly ApiObject[]): readonly ApiObject[] {
  const standing = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);
  for (const object of objects) if (object.kind === 'Namespace') standing.add(object.metadata.name);
  const wanted = new Set(objects.flatMap((object) => object.metadata.namespace ?? []));
  return [...wanted]
    .filter((name) => name !== '' && !standing.has(name))
    .map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    }));
}
