import type { Millis } from '../../time.ts';
import type { HorizontalPodAutoscaler, ScalingRules } from './autoscaler.ts';

/** What an autoscaler remembers of its past. */
export interface Past {
  readonly recommendations: { readonly at: Millis; readonly replicas: number }[];
  readonly ups: { readonly at: Millis; readonly by: number }[];
  readonly downs: { readonly at: Millis; readonly by: number }[];
}

export interface Limited {
  readonly replicas: number;
  /** The conditions AbleToScale and ScalingLimited as [status, reason, message]. */
  readonly ableToScale: Verdict;
  readonly scalingLimited: Verdict;
}

type Verdict = readonly ['True' | 'False', string, string];

const downscaleWindow = 300_000;
const ready: Verdict = ['True', 'ReadyForNewScale', 'recommended size matches current size'];
const within: Verdict = ['False', 'DesiredWithinRange', 'the desired count is within the acceptable range'];
const tooFew: Verdict = ['True', 'TooFewReplicas', 'the desired replica count is less than the minimum replica count'];
const tooMany: Verdict = [
  'True',
  'TooManyReplicas',
  'the desired replica count is more than the maximum replica count',
];
const upLimit: Verdict = [
  'True',
  'ScaleUpLimit',
  'the desired replica count is increasing faster than the maximum scale rate',
];
const downLimit: Verdict = [
  'True',
  'ScaleDownLimit',
  'the desired replica count is decreasing faster than the maximum scale rate',
];

/** The desired size after stabilisation, rate limits and the range; follows kubernetes pkg/controller/podautoscaler/horizontal.go. */
export function limit(
  autoscaler: HorizontalPodAutoscaler,
  current: number,
  wanted: number,
  past: Past,
  now: Millis,
): Limited {
  const { behavior } = autoscaler.spec;
  return behavior === undefined
    ? withoutBehavior(autoscaler, current, wanted, past, now)
    : withBehavior(autoscaler, current, wanted, past, now);
}

function withoutBehavior(
  autoscaler: HorizontalPodAutoscaler,
  current: number,
  wanted: number,
  past: Past,
  now: Millis,
): Limited {
  const recent = past.recommendations.filter(({ at }) => at > now - downscaleWindow);
  const stable = Math.max(wanted, ...recent.map(({ replicas }) => replicas));
  past.recommendations.splice(0, past.recommendations.length, ...recent, { at: now, replicas: wanted });
  const ableToScale: Verdict =
    stable === wanted
      ? ready
      : [
          'True',
          'ScaleDownStabilized',
          'recent recommendations were higher than current one, applying the highest recent recommendation',
        ];
  const ceiling = Math.max(2 * current, 4);
  return { ableToScale, ...clamp(autoscaler, stable, { floor: 0, ceiling }) };
}

function withBehavior(
  autoscaler: HorizontalPodAutoscaler,
  current: number,
  wanted: number,
  past: Past,
  now: Millis,
): Limited {
  const up = { stabilizationWindowSeconds: 0, ...autoscaler.spec.behavior?.scaleUp };
  const down = { stabilizationWindowSeconds: 300, ...autoscaler.spec.behavior?.scaleDown };
  const since = (rules: ScalingRules): Millis => now - (rules.stabilizationWindowSeconds ?? 0) * 1000;
  const lowest = Math.min(
    wanted,
    ...past.recommendations.filter(({ at }) => at > since(up)).map(({ replicas }) => replicas),
  );
  const highest = Math.max(
    wanted,
    ...past.recommendations.filter(({ at }) => at > since(down)).map(({ replicas }) => replicas),
  );
  past.recommendations.push({ at: now, replicas: wanted });
  const stable = Math.min(Math.max(current, lowest), highest);
  const ableToScale: Verdict = stable === wanted ? ready : stabilized(wanted < stable);
  const ceiling = current < stable ? rateLimit(up, current, past, now, 'up') : Number.POSITIVE_INFINITY;
  const floor = current > stable ? rateLimit(down, current, past, now, 'down') : 0;
  return { ableToScale, ...clamp(autoscaler, stable, { floor, ceiling }) };
}

function stabilized(held: boolean): Verdict {
  return held
    ? [
        'True',
        'ScaleDownStabilized',
        'recent recommendations were higher than current one, applying the highest recent recommendation',
      ]
    : [
        'True',
        'ScaleUpStabilized',
        'recent recommendations were lower than current one, applying the lowest recent recommendation',
      ];
}

function clamp(
  autoscaler: HorizontalPodAutoscaler,
  wanted: number,
  rate: { floor: number; ceiling: number },
): Pick<Limited, 'replicas' | 'scalingLimited'> {
  const { minReplicas = 1, maxReplicas } = autoscaler.spec;
  if (wanted < Math.max(minReplicas, rate.floor)) {
    return rate.floor > minReplicas
      ? { replicas: rate.floor, scalingLimited: downLimit }
      : { replicas: minReplicas, scalingLimited: tooFew };
  }
  if (wanted > Math.min(maxReplicas, rate.ceiling)) {
    return rate.ceiling < maxReplicas
      ? { replicas: rate.ceiling, scalingLimited: upLimit }
      : { replicas: maxReplicas, scalingLimited: tooMany };
  }
  return { replicas: wanted, scalingLimited: within };
}

const defaultPolicies = {
  up: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
  down: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
} as const;

/** The furthest that the policies of one direction let the size go now. */
function rateLimit(rules: ScalingRules, current: number, past: Past, now: Millis, direction: 'up' | 'down'): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const [events, sign] = direction === 'up' ? [past.ups, 1] : [past.downs, -1];
  const counter = direction === 'up' ? past.downs : past.ups;
  const sum = (list: Past['ups'], seconds: number): number =>
    list.filter(({ at }) => at > now - seconds * 1000).reduce((total, { by }) => total + by, 0);
  const limits = (rules.policies ?? defaultPolicies[direction]).map(({ type, value, periodSeconds }) => {
    const start = current - sign * sum(events, periodSeconds) + sign * sum(counter, periodSeconds);
    if (type === 'Pods') return start + sign * value;
    return direction === 'up' ? Math.ceil(start * (1 + value / 100)) : Math.trunc(start * (1 - value / 100));
  });
  const furthest = (rules.selectPolicy === 'Min') === (direction === 'up') ? Math.min(...limits) : Math.max(...limits);
  return Math.max(0, furthest);
}
