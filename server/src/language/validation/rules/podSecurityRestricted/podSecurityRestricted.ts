import { t } from '@vscode/l10n';
import { podSecurityFindings } from '../../podSecurityFindings.ts';
import type { Rule } from '../../rule.ts';

/** What the Pod Security level "restricted" asks for beyond "baseline", whatever the namespace says. */
export const podSecurityRestricted: Rule = {
  id: 'podSecurityRestricted',
  source: 'lint',
  group: 'security',
  severity: 'off',
  *check(resource, snapshot) {
    const policy = { level: 'restricted', version: 'latest' } as const;
    for (const { violation, place } of podSecurityFindings(resource, snapshot, policy)) {
      if (baseline.has(violation.control)) continue;
      const said = `${violation.reason} (${violation.detail})`;
      yield { ...place, message: t('The Pod Security level "{0}" does not allow this: {1}', 'restricted', said) };
    }
  },
};

/** What the level has from the one below: it is said there. */
const baseline = new Set([
  ...[
    'appArmorProfile',
    'hostNamespaces',
    'hostPorts',
    'hostProbesAndHostLifecycle',
    'privileged',
    'procMount_restricted',
  ],
  ...['seLinuxOptions', 'sysctls', 'windowsHostProcess'],
]);
