import { chosenSeverity } from '../../../workspace/folderSettings.ts';
import { levelFindings } from '../../podSecurityFindings.ts';
import type { Rule } from '../../rule.ts';

/** Everything that the Pod Security level "baseline" forbids, whatever the namespace says. */
export const podSecurityBaseline: Rule = {
  id: 'podSecurityBaseline',
  source: 'lint',
  group: 'security',
  severity: 'off',
  check(resource, snapshot) {
    const saidAlready = chosenSeverity(snapshot, resource.uri, 'privileged', 'security') !== 'off';
    // The rule of that name says it, unless it is off.
    return levelFindings(resource, snapshot, 'baseline', (control) => control === 'privileged' && saidAlready);
  },
};
