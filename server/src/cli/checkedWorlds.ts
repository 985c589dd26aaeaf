import path from 'node:path';
import type { KubernetesVersion } from '#engine/api/version.ts';
import { readRuleFile, withRuleFile } from '#language/workspace/ruleFile.ts';
import { defaultSettings, type Settings } from '#language/workspace/settings.ts';
import type { Snapshot } from '#language/workspace/snapshot.ts';
import { Workspace } from '#language/workspace/workspace.ts';
import { type InputFile, type OuterRules, rulesAbove } from './files.ts';
import { bundledSchemas } from './schemas.ts';

/** The files that may refer to each other, as one snapshot for each world, judged as the rule files around them say. */
export function checkedWorlds(
  files: readonly InputFile[],
  version: KubernetesVersion | undefined,
  cwd: string,
): ReadonlyMap<string, Snapshot> {
  const worlds = new Map<string, InputFile[]>();
  for (const file of files) worlds.set(file.world, [...(worlds.get(file.world) ?? []), file]);
  return new Map(
    [...worlds].map(([world, inside]) => [world, snapshotOf(inside, settingsFor(world, inside, version, cwd))]),
  );
}

/** The files of one world, all of them, as one snapshot. */
export function snapshotOf(files: readonly InputFile[], settings: Settings): Snapshot {
  return new Workspace(bundledSchemas, settings).change(files.map((file) => ({ uri: file.path, text: file.text })));
}

/** What the rule files above the world say, the nearest first to be asked; those inside are among its files. */
function settingsFor(
  world: string,
  files: readonly InputFile[],
  version: KubernetesVersion | undefined,
  cwd: string,
): Settings {
  const top = world === '-' ? cwd : world;
  const prefix = prefixOf(top, files, cwd);
  const settings = rulesAbove(top, cwd).reduce((so, rules) => withOuter(so, rules, top, prefix), defaultSettings);
  return version === undefined ? settings : { ...settings, versionGiven: version };
}

function withOuter(settings: Settings, { folder, text }: OuterRules, top: string, prefix: string): Settings {
  const said = readRuleFile(text);
  const { clusters: ours = {}, rules, ...rest } = said;
  const placed = Object.entries(ours).map(([name, folders]) => [
    name,
    folders.flatMap((one) => nameInside(path.resolve(folder, one), top, prefix) ?? []),
  ]);
  const settled = withRuleFile(settings, { ...rest, rules: {} });
  const outerRules = [rules, ...(settings.outerRules ?? [])];
  return { ...settled, outerRules, clusters: { ...settled.clusters, ...Object.fromEntries(placed) } };
}

/** A folder as the files of the world are named; '' where all of them lie in it, undefined where none does. */
function nameInside(folder: string, top: string, prefix: string): string | undefined {
  const relative = path.relative(top, folder);
  if (/^(?:\.\.[\\/]?)*$/.test(relative)) return '';
  return relative.startsWith('..') ? undefined : prefix + relative;
}

/** What stands before the names of a world's files: `given/` of `given/below/a.yaml`. */
function prefixOf(top: string, [file]: readonly InputFile[], cwd: string): string {
  if (file === undefined) return '';
  const below = path.relative(top, path.resolve(cwd, file.path));
  return file.path.endsWith(below) ? file.path.slice(0, -below.length) : '';
}
