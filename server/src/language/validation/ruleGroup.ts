import { rules } from './registry.ts';
import type { RuleGroup } from './rule.ts';

/** The group of a rule; problems that no rule of the registry brings have none. */
export function groupOf(rule: string): RuleGroup | undefined {
  return groups.get(rule);
}

const groups: ReadonlyMap<string, RuleGroup | undefined> = new Map(rules.map(({ id, group }) => [id, group]));
