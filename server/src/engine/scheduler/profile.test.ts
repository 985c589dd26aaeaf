import { describe, expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import { profilesOf } from './profile.ts';

const configuration = (profiles: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): ApiObject => ({
  apiVersion: 'kubescheduler.config.k8s.io/v1',
  kind: 'KubeSchedulerConfiguration',
  metadata: { name: 'config' },
  profiles,
  ...more,
});

/** `filters: a b / scores: c×2` of each profile. */
function check(config?: ApiObject): readonly string[] {
  return [...profilesOf(config).values()].map(
    ({ schedulerName, filters, scores, postFilters, percentageOfNodesToScore }) =>
      [
        schedulerName,
        `${percentageOfNodesToScore}%`,
        filters.map(({ name }) => name).join(' '),
        scores.map(({ plugin, weight }) => `${plugin.name}×${weight}`).join(' '),
        postFilters.map(({ name }) => name).join(' '),
      ].join(' | '),
  );
}

const filters =
  'NodeUnschedulable NodeName TaintToleration NodeAffinity NodePorts NodeResourcesFit VolumeRestrictions NodeVolumeLimits VolumeBinding VolumeZone PodTopologySpread InterPodAffinity';
const scores =
  'TaintToleration×3 NodeAffinity×2 NodeResourcesFit×1 PodTopologySpread×2 InterPodAffinity×2 NodeResourcesBalancedAllocation×1 ImageLocality×1';

describe('profiles of a KubeSchedulerConfiguration', () => {
  test.each<[string, ApiObject | undefined, readonly string[]]>([
    [
      'none: the default plugins and weights',
      undefined,
      [`default-scheduler | 0% | ${filters} | ${scores} | DefaultPreemption`],
    ],
    [
      'an empty one is the same',
      configuration([]),
      [`default-scheduler | 0% | ${filters} | ${scores} | DefaultPreemption`],
    ],
    [
      'a score plugin is disabled',
      configuration([{ plugins: { score: { disabled: [{ name: 'ImageLocality' }] } } }]),
      [`default-scheduler | 0% | ${filters} | ${scores.replace(' ImageLocality×1', '')} | DefaultPreemption`],
    ],
    [
      'all score plugins but one',
      configuration([
        { plugins: { score: { disabled: [{ name: '*' }], enabled: [{ name: 'NodeResourcesFit', weight: 5 }] } } },
      ]),
      [`default-scheduler | 0% | ${filters} | NodeResourcesFit×5 | DefaultPreemption`],
    ],
    [
      'multiPoint: another weight for a default plugin',
      configuration([{ plugins: { multiPoint: { enabled: [{ name: 'PodTopologySpread', weight: 7 }] } } }]),
      [
        `default-scheduler | 0% | ${filters} | ${scores.replace('PodTopologySpread×2', 'PodTopologySpread×7')} | DefaultPreemption`,
      ],
    ],
    [
      'a second profile without preemption; the percentage of the whole and its own',
      configuration(
        [
          {},
          {
            schedulerName: 'polite',
            percentageOfNodesToScore: 20,
            plugins: { postFilter: { disabled: [{ name: '*' }] } },
          },
        ],
        {
          percentageOfNodesToScore: 70,
        },
      ),
      [
        `default-scheduler | 70% | ${filters} | ${scores} | DefaultPreemption`,
        `polite | 20% | ${filters} | ${scores} | `,
      ],
    ],
    [
      'nonsense is left out',
      configuration([
        {
          schedulerName: 5,
          plugins: { score: { enabled: [{ name: 'NoSuchPlugin' }, 3] }, filter: 'x' },
          pluginConfig: [{ name: 'NodeResourcesFit', args: 7 }],
        },
      ]),
      [`default-scheduler | 0% | ${filters} | ${scores} | DefaultPreemption`],
    ],
  ])('%s', (_name, config, expected) => {
    expect(check(config)).toEqual(expected);
  });
});
