import type { ApiObject } from '#engine/api/meta.ts';
import type { Node } from '#engine/api/node.ts';
import type { KubernetesVersion } from '#engine/api/version.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { standingObject } from '#engine/standing.ts';
import type { World } from '#engine/world.ts';
import { manifestsOf } from '#language/manifests.ts';
import type { Files } from '../cluster.ts';
import type { NodeSource, Scenario } from './scenario.ts';

/** The world that a scenario starts from; files are read as it names them. The error says which file, or node, is at fault. */
export function worldOf(scenario: Scenario, files: Files): Result<World, string> {
  const all: ApiObject[] = [];
  for (const source of scenario.nodes) {
    const read = objectsOf(source, files, scenario.kubernetesVersion);
    if (!read.ok) return read;
    all.push(...read.value);
  }
  const nodes = all.filter(isNode);
  const objects = all.filter((object) => !isNode(object));
  const { kubernetesVersion, seed, startTime, admission, timing, images, loadBalancer } = scenario;
  return ok({ kubernetesVersion, seed, startTime, nodes, objects, admission, timing, images, loadBalancer });
}

function objectsOf(source: NodeSource, files: Files, version: KubernetesVersion): Result<readonly ApiObject[], string> {
  if ('node' in source) {
    const standing = standingObject(source.node, version);
    return standing.ok ? ok([standing.value]) : refused(`nodes: ${source.node.metadata.name}: ${standing.error}`);
  }
  const text = files.read(source.file);
  if (text === undefined) return refused(`nodes: there is no file ${source.file}`);
  const read = manifestsOf(source.file, text);
  const [problem] = read.problems;
  if (problem !== undefined) return refused(`${source.file}:${problem.line}:${problem.column}: ${problem.message}`);
  const objects: ApiObject[] = [];
  for (const { object, origin } of read.objects) {
    const standing = standingObject(object, version);
    if (!standing.ok) return refused(`${source.file}:${lineAt(text, origin.start)}: ${standing.error}`);
    objects.push(standing.value);
  }
  return ok(objects);
}

function isNode(object: ApiObject): object is Node {
  return object.kind === 'Node' && object.apiVersion === 'v1';
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
