import { deploymentText } from '../../support/manifests.ts';
import { type Found, said } from './compare.ts';
import { type Expectation, type Fields, withValues } from './expectation.ts';
import type { Readings } from './reading.ts';
import type { Stage } from './stage.ts';

/** X62 to X65: what the strategy of a Deployment allows. */
export const strategies: Readings = {
  X62: {
    read(stage, { given }) {
      const mark = rollout(stage, given);
      const down = firstStep(stage, mark, 'down');
      stage.settle();
      return { minAvailable: stage.extremes('app', mark).least, immediateScaleDown: down };
    },
  },
  X63: {
    read(stage, { given }) {
      const mark = rollout(stage, given);
      const up = firstStep(stage, mark, 'up');
      stage.settle();
      return { maxPods: stage.extremes('app', mark).most, immediateScaleUp: up };
    },
  },
  X64: {
    read(stage, { given }) {
      const mark = rollout(stage, given);
      stage.settle();
      return {
        scalingEvents: stage.scaled('app', mark),
        availableReachesZero: stage.extremes('app', mark).least === 0,
      };
    },
  },
  X65: { read: keptReplicaSet },
};

/** A Deployment as given whose template changes; from which entry of the trace on, and before any pod is ready. */
function rollout(stage: Stage, given: Fields): number {
  const { replicas, strategy, ...limits } = given['deployment'] as Fields;
  const values = Object.entries(limits).map(([name, value]) => [`spec.strategy.rollingUpdate.${name}`, value] as const);
  const type = strategy === undefined ? [] : ([['spec.strategy.type', strategy]] as const);
  const text = deploymentText('app', Number(replicas), 'app:1.0');
  stage.kubectl('create -f -', withValues(text, Object.fromEntries([...values, ...type])));
  const { mark } = stage;
  stage.type('set image deployment/app main=app:2.0');
  stage.pass(0.3);
  return mark;
}

/** By how many pods the first scaling in a direction went. */
function firstStep(stage: Stage, mark: number, way: 'up' | 'down'): number | undefined {
  for (const { change } of stage.run.trace.entries.slice(mark)) {
    const message = change.kind === 'applied' && change.after?.kind === 'Event' ? String(change.after['message']) : '';
    const [, from, to] = new RegExp(`^Scaled ${way} replica set \\S+ from (\\d+) to (\\d+)$`).exec(message) ?? [];
    if (from !== undefined) return Math.abs(Number(to) - Number(from));
  }
  return undefined;
}

function keptReplicaSet(stage: Stage, { action }: Expectation): Found {
  const image = /(\S+)$/.exec(String(action[0]?.['set']))?.[1];
  stage.place('deployment.yaml').kubectl('apply -f deployment.yaml');
  stage.kubectl(`set image deployment/my-app my-app=${image}`);
  const owned = stage.owned('my-app');
  const [old, fresh] = owned;
  return {
    replicaSets: owned.length,
    old: old?.spec.replicas,
    new: fresh?.status?.readyReplicas,
    oldReplicaSetKept: said(/^yes in reality \(revisionHistoryLimit\); /, old !== undefined && fresh !== undefined),
  };
}
