import { t } from '@vscode/l10n';
import { chosenSeverity } from '../../../workspace/folderSettings.ts';
import { podSecurityFindings } from '../../podSecurityFindings.ts';
import type { Rule } from '../../rule.ts';

/** Everything that the Pod Security level "baseline" forbids, whatever the namespace says. */
export const podSecurityBaseline: Rule = {
  id: 'podSecurityBaseline',
  source: 'lint',
  group: 'security',
  severity: 'off',
  *check(resource, snapshot) {
    const policy = { level: 'baseline', version: 'latest' } as const;
    const saidAlready = chosenSeverity(snapshot, resource.uri, 'privileged', 'security') !== 'off';
    for (const { violation, place } of podSecurityFindings(resource, snapshot, policy)) {
      // The rule of that name says it, unless it is off.
      if (violation.control === 'privileged' && saidAlready) continue;
      const said = `${violation.reason} (${violation.detail})`;
      yield { ...place, message: t('The Pod Security level "{0}" does not allow this: {1}', 'baseline', said) };
    }
  },
};
