import { t } from '@vscode/l10n';
import { type Policy, policyOf, sentenceOf } from '#engine/podSecurity/podSecurity.ts';
import type { Resource } from '../../../document/resource.ts';
import { labelsAt, podTemplateOf } from '../../../workspace/podTemplate.ts';
import { namespaceOf } from '../../../workspace/resourceIndex.ts';
import { indexOf, type Snapshot } from '../../../workspace/snapshot.ts';
import { podSecurityFindings } from '../../podSecurityFindings.ts';
import type { Severity } from '../../problem.ts';
import type { Finding, Rule } from '../../rule.ts';

/**
 * A pod that the Pod Security labels of its namespace do not allow: refused at "enforce", warned of at "warn", written down at "audit". A
 * simulation is not kept from running by it: it applies what it was given, and its own admission refuses.
 */
export const podSecurityAdmission: Rule = {
  id: 'podSecurityAdmission',
  source: 'rollout',
  severity: 'warning',
  *check(resource, snapshot) {
    if (podTemplateOf(resource.body) === undefined) return;
    const [namespace] = indexOf(snapshot).named('Namespace', '', namespaceOf(resource.body));
    if (namespace === undefined) return;
    const labels = labelsAt(namespace.body.node, 'metadata.labels');
    const said = new Set<string>();
    for (const mode of modes) {
      for (const { control, finding } of inMode(resource, snapshot, policyOf(labels, mode.name), mode)) {
        if (!said.has(control)) yield finding;
        said.add(control);
      }
    }
  },
};

interface Mode {
  readonly name: 'enforce' | 'warn' | 'audit';
  severity(resource: Resource): Severity;
  message(resource: Resource, sentence: string): string;
}

/** The strongest first: what is refused is not warned of as well. */
const modes: readonly Mode[] = [
  {
    name: 'enforce',
    severity: ({ body }) => (body.kind === 'Pod' ? 'error' : 'warning'),
    message: ({ body }, sentence) =>
      body.kind === 'Pod'
        ? `pods "${body.name}" is forbidden: violates ${sentence}`
        : t('The namespace refuses these pods, and the rollout waits for ever: violates {0}', sentence),
  },
  { name: 'warn', severity: () => 'warning', message: (_, sentence) => `would violate ${sentence}` },
  {
    name: 'audit',
    severity: () => 'hint',
    message: (_, sentence) => t('would violate {0} (Only the audit log tells.)', sentence),
  },
];

function inMode(
  resource: Resource,
  snapshot: Snapshot,
  policy: Policy,
  mode: Mode,
): { control: string; finding: Finding }[] {
  return podSecurityFindings(resource, snapshot, policy).map(({ violation, place }) => ({
    control: violation.control.replace(/_(?:baseline|restricted)$/, ''),
    finding: {
      ...place,
      severity: mode.severity(resource),
      message: mode.message(resource, sentenceOf(policy, [violation])),
    },
  }));
}
