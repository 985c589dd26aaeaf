import { describe, expect, test } from 'vitest';
import type { Pod } from '#engine/api/pod.ts';
import { controllerBench } from '../../../../test/support/controllerContext.ts';
import { victims } from './victims.ts';

const startTime = Date.parse('2026-01-01T00:00:00Z');
const at = (seconds: number): string => new Date(startTime + seconds * 1000).toISOString().replace('.000', '');

interface Shape {
  readonly node?: string;
  readonly phase?: 'Pending' | 'Running' | 'Unknown';
  readonly readySince?: number;
  readonly restarts?: number;
  readonly sidecarRestarts?: number;
  readonly created?: number;
  readonly cost?: string;
}

/** Unless said otherwise: on a node, running, ready for long, never restarted. */
function pod(name: string, shape: Shape): Pod {
  const { node = 'n1', phase = 'Running', readySince, restarts = 0, sidecarRestarts = 0, created = 0, cost } = shape;
  const status = (restartCount: number, container: string) => ({
    name: container,
    image: '',
    imageID: '',
    ready: true,
    restartCount,
    state: {},
    lastState: {},
  });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      uid: name,
      creationTimestamp: at(created),
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: {
      ...(node === '' ? {} : { nodeName: node }),
      containers: [],
      initContainers: [{ name: 'sidecar', image: '', restartPolicy: 'Always' }],
    },
    status: {
      phase,
      containerStatuses: [status(restarts, 'c')],
      initContainerStatuses: [status(sidecarRestarts, 'sidecar')],
      conditions:
        readySince === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: at(readySince) }],
    },
  };
}

const now = 100_000;

/** Which of the pods go first, in order, with `~` where only chance told one from a pod that stays. */
function order(count: number, ...shapes: readonly Shape[]): string {
  const pods = shapes.map((shape, index) => pod(String.fromCharCode(97 + index), shape));
  const { context } = controllerBench([], now * 1000);
  const ranks = new Map(
    [...new Set(pods.map(({ spec }) => spec.nodeName ?? ''))].map((node) => [
      node,
      pods.filter(({ spec }) => spec.nodeName === node).length,
    ]),
  );
  return victims(pods, count, ({ spec }) => ranks.get(spec.nodeName ?? '') ?? 0, context)
    .map(({ pod: { metadata }, tie }) => `${metadata.name}${tie === undefined ? '' : `~${tie.among}`}`)
    .join(' ');
}

describe('victims', () => {
  test.each<[string, string, number, readonly Shape[]]>([
    ['Unassigned < assigned', 'b', 1, [{ readySince: 1 }, { node: '' }]],
    ['PodPending < PodUnknown < PodRunning', 'c b', 2, [{ readySince: 1 }, { phase: 'Unknown' }, { phase: 'Pending' }]],
    ['Not ready < ready', 'b', 1, [{ readySince: 1 }, {}]],
    [
      'lower pod-deletion-cost < higher',
      'c a',
      2,
      [
        { readySince: 1, cost: '5' },
        { readySince: 1, cost: '10' },
        { readySince: 1, cost: '-1' },
      ],
    ],
    [
      'a cost that is no number counts as none',
      'b',
      1,
      [
        { readySince: 1, cost: '007' },
        { readySince: 1, cost: '-5' },
        { readySince: 1, cost: '1' },
      ],
    ],
    [
      'Doubled up < not doubled up',
      'b',
      1,
      [
        { readySince: 1, node: 'n1' },
        { readySince: 99_000, node: 'n2' },
        { readySince: 99_000, node: 'n2' },
        { readySince: 1, node: 'n3' },
      ]
        .slice(0, 2)
        .concat([{ readySince: 1, node: 'n2' }]),
    ],
    ['Been ready for empty time < less time < more time', 'b', 1, [{ readySince: 1 }, { readySince: 99_990 }]],
    [
      'higher container restart counts < lower',
      'b',
      1,
      [
        { readySince: 1, restarts: 1 },
        { readySince: 1, restarts: 3 },
      ],
    ],
    [
      'sidecar restart counts decide among equals',
      'b',
      1,
      [
        { readySince: 1, restarts: 1 },
        { readySince: 1, restarts: 1, sidecarRestarts: 2 },
      ],
    ],
    [
      'Newer pods < older',
      'b',
      1,
      [
        { readySince: 1, created: 0 },
        { readySince: 1, created: 99_000 },
      ],
    ],
  ])('TestSortingActivePodsWithRanks: %s', (_, expected, count, shapes) => {
    expect(order(count, ...shapes)).toBe(expected);
  });

  test('within a doubling of age the uid decides, and the tie is told', () => {
    expect(
      order(
        1,
        { readySince: 60_000, node: 'n1' },
        { readySince: 60_500, node: 'n2' },
        { readySince: 61_000, node: 'n3' },
      ),
    ).toBe('a~3');
  });

  test('a tie among those that go is none: only one with a pod that stays counts', () => {
    expect(order(2, { readySince: 99_999 }, { readySince: 99_999 }, { readySince: 1 })).toBe('a b');
  });

  test('when all go, no order is asked for', () => {
    expect(order(2, { readySince: 1 }, { node: '' })).toBe('a b');
  });
});
