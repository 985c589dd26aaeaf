import type { ContainerRun } from './containerRun.ts';
import type { Life } from './life.ts';
import { specOf } from './life.ts';

interface RestartRule {
  readonly action?: string;
  readonly exitCodes?: { readonly operator: string; readonly values?: readonly number[] };
}

/** Whether a container that ended with this code is started again; follows kubernetes pkg/kubelet/container/helpers.go ShouldContainerBeRestarted. */
export function restartsAfter(container: ContainerRun, life: Life, code: number): boolean {
  if (container.role === 'sidecar') return true;
  const spec = specOf(container, life);
  for (const rule of (spec['restartPolicyRules'] as readonly RestartRule[] | undefined) ?? []) {
    const listed = rule.exitCodes?.values?.includes(code) === true;
    if (rule.action === 'Restart' && listed === (rule.exitCodes?.operator === 'In')) return true;
  }
  const policy = spec.restartPolicy ?? life.pod.spec.restartPolicy ?? 'Always';
  if (policy === 'Never') return false;
  if (policy === 'OnFailure' || container.role === 'init') return code !== 0;
  return true;
}
