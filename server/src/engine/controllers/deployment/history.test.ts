import { describe, expect, test } from 'vitest';
import type { ReplicaSet } from '#engine/api/workloads.ts';
import { controllerBench } from '../../../../../test/support/controllerContext.ts';
import { replicaSet, web } from '../../../../../test/support/deployments.ts';
import { cleanUpHistory } from './history.ts';

describe('cleanUpHistory', () => {
  test.each([
    [
      'the lowest revisions go',
      1,
      [
        [0, 0, '1'],
        [0, 0, '2'],
        [0, 0, '3'],
      ],
      ['delete ReplicaSet web-1', 'delete ReplicaSet web-2'],
    ],
    [
      'within the limit nothing goes',
      3,
      [
        [0, 0, '1'],
        [0, 0, '2'],
        [0, 0, '3'],
      ],
      [],
    ],
    [
      'one with pods is skipped, not replaced',
      1,
      [
        [1, 1, '1'],
        [0, 0, '2'],
        [0, 0, '3'],
      ],
      ['delete ReplicaSet web-2'],
    ],
    ['one whose pods are not gone yet stays', 0, [[0, 1, '1']], []],
  ] as const)('TestDeploymentController_cleanupDeployment: %s', (_, revisionHistoryLimit, sets, expected) => {
    const deployment = web(1, { spec: { revisionHistoryLimit } });
    const old = sets.map(([size, pods, revision]) => replicaSet(`web-${revision}`, size, { pods, revision }));
    const bench = controllerBench([deployment, ...old]);
    cleanUpHistory(
      { context: bench.context, deployment },
      bench.context.view.list('ReplicaSet.apps') as readonly ReplicaSet[],
    );
    expect(bench.actions).toEqual(expected);
  });
});
