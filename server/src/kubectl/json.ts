import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { parseTree } from '#language/document/parse.ts';
import { toValue } from '#language/document/value.ts';

/** A JSON or YAML text of one value, as sigs.k8s.io/yaml reads it. */
export function readJson(text: string): Result<unknown, string> {
  const tree = parseTree(text);
  const problem = tree.problems.find((each) => each.severity === 'error');
  if (problem !== undefined && tree.broken) return refused(problem.message);
  return ok(tree.root === null ? null : toValue(tree.root));
}
