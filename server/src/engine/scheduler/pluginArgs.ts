import type { Affinity, TopologySpreadConstraint } from '../api/pod.ts';
import { asFields, type Fields } from '../patch/json.ts';
import type { PreemptionArgs } from './plugins/defaultPreemption/defaultPreemption.ts';
import type { InterPodAffinityArgs } from './plugins/interPodAffinity/score.ts';
import type { FitArgs } from './plugins/nodeResourcesFit/nodeResourcesFit.ts';
import type { ScoringStrategy } from './plugins/nodeResourcesFit/scoringStrategy.ts';
import { leastAllocated, mostAllocated, requestedToCapacityRatio } from './plugins/nodeResourcesFit/scoringStrategy.ts';
import type { DefaultConstraints } from './plugins/podTopologySpread/constraints.ts';
import { systemDefaults } from './plugins/podTopologySpread/constraints.ts';

/** The `args` of one plugin in a KubeSchedulerConfiguration, read with kube-scheduler's defaults; what is not understood counts as not written. */
export class PluginArgs {
  readonly #fields: Fields;

  constructor(args: unknown) {
    this.#fields = asFields(args);
  }

  fit(): FitArgs {
    return {
      strategy: strategyOf(asFields(this.#fields['scoringStrategy'])),
      ignoredResources: new Set(texts(this.#fields['ignoredResources'])),
      ignoredResourceGroups: new Set(texts(this.#fields['ignoredResourceGroups'])),
    };
  }

  balancedResources(): readonly string[] {
    const names = weighted(this.#fields['resources']).map(({ name }) => name);
    return names.length === 0 ? ['cpu', 'memory'] : names;
  }

  defaultConstraints(): DefaultConstraints {
    if (this.#fields['defaultingType'] !== 'List') return systemDefaults;
    return {
      system: false,
      constraints: list(this.#fields['defaultConstraints']) as readonly TopologySpreadConstraint[],
    };
  }

  interPodAffinity(): InterPodAffinityArgs {
    return {
      hardPodAffinityWeight: number(this.#fields['hardPodAffinityWeight'], 1),
      ignorePreferredTermsOfExistingPods: this.#fields['ignorePreferredTermsOfExistingPods'] === true,
    };
  }

  preemption(): PreemptionArgs {
    return {
      minCandidateNodesPercentage: number(this.#fields['minCandidateNodesPercentage'], 10),
      minCandidateNodesAbsolute: number(this.#fields['minCandidateNodesAbsolute'], 100),
    };
  }

  addedAffinity(): Affinity['nodeAffinity'] {
    const added = this.#fields['addedAffinity'];
    return added === undefined ? undefined : (asFields(added) as Affinity['nodeAffinity']);
  }
}

function strategyOf(strategy: Fields): ScoringStrategy {
  const resources = weighted(strategy['resources']);
  const chosen = (): ScoringStrategy => {
    if (strategy['type'] === 'MostAllocated') return mostAllocated;
    if (strategy['type'] !== 'RequestedToCapacityRatio') return leastAllocated;
    const shape = list(asFields(strategy['requestedToCapacityRatio'])['shape']).map(asFields);
    return requestedToCapacityRatio(
      shape.map((point) => ({ utilization: number(point['utilization'], 0), score: number(point['score'], 0) })),
    );
  };
  return resources.length === 0 ? chosen() : { ...chosen(), resources };
}

function weighted(value: unknown): readonly { readonly name: string; readonly weight: number }[] {
  return list(value)
    .map(asFields)
    .flatMap(({ name, weight }) => (typeof name === 'string' ? [{ name, weight: number(weight, 1) || 1 }] : []));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): readonly string[] {
  return list(value).filter((item): item is string => typeof item === 'string');
}

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}
