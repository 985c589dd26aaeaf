import type { ApiObject } from '#engine/api/meta.ts';
import type { Node } from '#engine/api/node.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { World } from '#engine/world.ts';
import { manifestsOf } from '#language/manifests.ts';
import type { Files } from '../cluster.ts';
import type { Scenario } from './scenario.ts';

/** The world that a scenario starts from; files are read as it names them. The error says which file is at fault. */
export function worldOf(scenario: Scenario, files: Files): Result<World, string> {
  const nodes: Node[] = [];
  const objects: ApiObject[] = [];
  for (const source of scenario.nodes) {
    if ('node' in source) {
      nodes.push(source.node as Node);
      continue;
    }
    const text = files.read(source.file);
    if (text === undefined) return refused(`nodes: there is no file ${source.file}`);
    const read = manifestsOf(source.file, text);
    const [problem] = read.problems;
    if (problem !== undefined) return refused(`${source.file}:${problem.line}:${problem.column}: ${problem.message}`);
    for (const { object } of read.objects) {
      if (object.kind === 'Node') nodes.push(object as Node);
      else objects.push(object);
    }
  }
  const { kubernetesVersion, seed, startTime, admission, timing, images, loadBalancer } = scenario;
  return ok({ kubernetesVersion, seed, startTime, nodes, objects, admission, timing, images, loadBalancer });
}
