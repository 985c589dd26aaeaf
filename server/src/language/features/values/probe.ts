import { t } from '@vscode/l10n';
import { objectOf } from '../../document/resource.ts';
import type { FieldValue } from './value.ts';

/** When a probe can answer at the earliest, and what happens after how long without an answer. On the probe and on its numbers. */
export function probe({ resource, segments }: FieldValue): string | undefined {
  const depth = segments.findIndex((segment) => typeof segment === 'string' && segment in verdicts);
  const [name, below, more] = segments.slice(depth);
  if (depth < 0 || typeof name !== 'string' || more !== undefined) return undefined;
  if (below !== undefined && !Object.hasOwn(usual, below)) return undefined;
  const written = read(objectOf(resource.body), segments.slice(0, depth + 1));
  if (typeof written !== 'object' || written === null) return undefined;
  const timing = (field: keyof typeof usual): number => {
    const found = (written as Readonly<Record<string, unknown>>)[field];
    return typeof found === 'number' ? found : usual[field];
  };
  const delay = timing('initialDelaySeconds');
  const period = Math.max(1, timing('periodSeconds'));
  return verdicts[name]?.({
    first: delay,
    succeeded: delay + Math.max(0, timing('successThreshold') - 1) * period,
    failed: Math.max(1, timing('failureThreshold')) * period,
  });
}

interface Timing {
  /** Seconds from the container's start to the first question. */
  readonly first: number;
  /** Seconds from the container's start to the earliest success. */
  readonly succeeded: number;
  /** Seconds of failures until the kubelet acts. */
  readonly failed: number;
}

/** What the API server fills in. */
const usual = {
  initialDelaySeconds: 0,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
  timeoutSeconds: 1,
} as const;

const verdicts: Readonly<Record<string, (timing: Timing) => string>> = {
  readinessProbe: ({ succeeded, failed }) =>
    t('Ready after {0} s at the earliest; taken out of its Services after {1} s without an answer.', succeeded, failed),
  livenessProbe: ({ first, failed }) =>
    t('First asked after {0} s; restarted after {1} s without an answer.', first, failed),
  startupProbe: ({ first, failed }) =>
    t('May take {0} s to start, then it is restarted; until it has, the other probes wait.', first + failed),
};

function read(value: unknown, segments: FieldValue['segments']): unknown {
  let at = value;
  for (const segment of segments) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[segment];
  }
  return at;
}
