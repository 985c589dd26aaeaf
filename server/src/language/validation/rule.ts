import type { Node } from '../document/node.ts';
import { headOf, nodeAtField, rangeOfField } from '../document/pointer.ts';
import { nameOf, type Resource } from '../document/resource.ts';
import { stringAt } from '../document/strings.ts';
import type { ContainerNode } from '../workspace/containers.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Problem, ProblemSource, Severity } from './problem.ts';

/** What a rule is about, where it is about advice; a group is set as a whole in `drydock.rules`, too. */
export type RuleGroup = 'security' | 'reliability' | 'cost';

/** A rule looks at one object and what stands around it. What it says of the API server's rules is in the engine, not here. */
export interface Rule {
  /** Its name in settings, comments and reports; also that of its folder. */
  readonly id: string;
  readonly source: ProblemSource;
  readonly group?: RuleGroup;
  /** `off` for what is not said unless it is asked for. */
  readonly severity: Severity | 'off';
  /** Kinds it looks at; all where absent. */
  readonly kinds?: readonly string[];
  /** It also uses how many pods other objects ask for, or what their containers ask for. */
  readonly weighsOthers?: true;
  /** What is wrong with `resource`, offsets relative to its document; `snapshot` is one cluster. Of other objects it may use what facts.ts lists, and nothing else. */
  check(resource: Resource, snapshot: Snapshot): Iterable<Finding>;
}

/** A problem that leaves to the rule what the rule says for all. */
export type Finding = Pick<Problem, 'message' | 'range'> &
  Partial<Pick<Problem, 'field' | 'fixes' | 'advice' | 'severity'>>;

/** A finding as a problem of its object. */
export function problemOf(rule: Rule, resource: Resource, finding: Finding): Problem {
  return {
    fixes: [],
    severity: rule.severity === 'off' ? 'warning' : rule.severity,
    ...finding,
    rule: rule.id,
    source: rule.source,
    object: nameOf(resource.body),
  };
}

/** The characters to mark for a field of the resource. */
export function at(resource: Resource, field: string): { range: [number, number]; field: string } {
  return { range: rangeOfField(resource.body.node, field), field };
}

/** The characters to mark for what a container lacks: its name, else its beginning. */
export function atContainer(
  { node, field }: ContainerNode,
  lacking: string,
): { range: [number, number]; field: string } {
  const name = stringAt(node, 'name');
  return { range: name === undefined ? headOf(node) : [name.start, name.end], field: `${field}.${lacking}` };
}

/** The node at a field of the resource, if it is written. */
export function nodeOf(resource: Resource, field: string): Node | undefined {
  return nodeAtField(resource.body.node, field);
}
