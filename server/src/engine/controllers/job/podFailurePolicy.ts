import type { Job, PodFailureRule } from '../../api/job.ts';
import type { Pod } from '../../api/pod.ts';

export interface FailureVerdict {
  readonly action: PodFailureRule['action'];
  /** Said in the job's condition when the action is FailJob. */
  readonly message: string;
}

/** What the job's podFailurePolicy says of a failed pod: the first rule that matches, else the failure counts. Follows kubernetes pkg/controller/job/pod_failure_policy.go. */
export function failureVerdict(job: Job, pod: Pod): FailureVerdict {
  const rules = job.spec.podFailurePolicy?.rules ?? [];
  for (const [index, rule] of rules.entries()) {
    const message = rule.onExitCodes === undefined ? byCondition(rule, pod, index) : byExitCode(rule, pod, index);
    if (message !== undefined) return { action: rule.action, message };
  }
  return { action: 'Count', message: '' };
}

function byExitCode(rule: PodFailureRule, pod: Pod, index: number): string | undefined {
  const wanted = rule.onExitCodes;
  if (wanted === undefined) return undefined;
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
  for (const { name, state } of statuses) {
    const code = state.terminated?.exitCode;
    if (code === undefined || code === 0) continue;
    if (wanted.containerName !== undefined && wanted.containerName !== null && wanted.containerName !== name) continue;
    if (wanted.values.includes(code) !== (wanted.operator === 'In')) continue;
    return `Container ${name} for pod ${pod.metadata.namespace}/${pod.metadata.name} failed with exit code ${code} matching ${rule.action} rule at index ${index}`;
  }
  return undefined;
}

function byCondition(rule: PodFailureRule, pod: Pod, index: number): string | undefined {
  for (const wanted of rule.onPodConditions ?? []) {
    const found = pod.status?.conditions?.find(
      (condition) => condition.type === wanted.type && condition.status === (wanted.status ?? 'True'),
    );
    if (found === undefined) continue;
    return `Pod ${pod.metadata.namespace}/${pod.metadata.name} has condition ${found.type} matching ${rule.action} rule at index ${index}`;
  }
  return undefined;
}
