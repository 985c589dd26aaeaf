import { baseline } from '#engine/podSecurity/baseline.ts';
import { levelFindings } from '../../podSecurityFindings.ts';
import type { Rule } from '../../rule.ts';

/** What the Pod Security level "restricted" asks for beyond "baseline", whatever the namespace says. */
export const podSecurityRestricted: Rule = {
  id: 'podSecurityRestricted',
  source: 'lint',
  group: 'security',
  severity: 'off',
  check: (resource, snapshot) => levelFindings(resource, snapshot, 'restricted', (control) => ofBaseline.has(control)),
};

/** What the level has from the one below, of which it says procMount under a name of its own: it is said there. */
const ofBaseline: ReadonlySet<string> = new Set([...baseline.map(({ id }) => id), 'procMount_restricted']);
