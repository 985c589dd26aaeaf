import { type KubernetesVersion, kubernetesVersions } from '#engine/api/version.ts';
import { readFile, type SourceFile, type Uri } from '../document/document.ts';
import { toValue } from '../document/value.ts';
import type { Severity } from '../validation/problem.ts';
import { resolvePath } from './path.ts';
import type { RuleSeverities, Settings } from './settings.ts';

/** The name of the file that says how a folder and what lies below it are judged, in the editor and on the command line alike. */
export const ruleFileName = '.drydock.yaml';

/** What such a file chooses; what it does not say, or says in a way that means nothing, is left as it was. */
export interface RuleFile {
  readonly kubernetesVersion?: KubernetesVersion;
  readonly rules: RuleSeverities;
  /** The folders of each cluster, as they are written: relative to the file's own. */
  readonly clusters?: Readonly<Record<string, readonly string[]>>;
}

/** The fields that such a file may have. */
export const ruleFileFields: readonly string[] = ['kubernetesVersion', 'rules', 'clusters'];

/** What a rule may be set to. */
export const severities = ['error', 'warning', 'information', 'hint', 'off'] as const;

/** Whether a file is one of those. */
export function isRuleFile(uri: Uri): boolean {
  return uri === ruleFileName || uri.endsWith(`/${ruleFileName}`);
}

/** Reads `kubernetesVersion`, `rules: {name: severity}` and `clusters: {name: [folder]}`. Broken text chooses nothing. */
export function readRuleFile(text: string): RuleFile {
  return ruleFileOf(readFile(ruleFileName, text, 0));
}

/** The same, of a file that has been read. */
export function ruleFileOf(file: SourceFile): RuleFile {
  const known = memo.get(file);
  if (known !== undefined) return known;
  const { tree } = file.documents[0];
  const made = chosenIn(tree.root === null || tree.broken ? {} : toValue(tree.root));
  memo.set(file, made);
  return made;
}

const memo = new WeakMap<SourceFile, RuleFile>();

/** Settings in which what the file says goes before what was chosen elsewhere. `folder` is where the file lies. */
export function withRuleFile(settings: Settings, file: RuleFile, folder: Uri = ''): Settings {
  const clusters = Object.entries(file.clusters ?? {}).map(([name, folders]) => [
    name,
    folders.map((one) => resolvePath(folder === '' || folder.endsWith('/') ? folder : `${folder}/`, one)),
  ]);
  return {
    ...settings,
    kubernetesVersion: file.kubernetesVersion ?? settings.kubernetesVersion,
    folderVersions: file.kubernetesVersion === undefined ? settings.folderVersions : {},
    rules: { ...settings.rules, ...file.rules },
    clusters: { ...settings.clusters, ...Object.fromEntries(clusters) },
  };
}

function chosenIn(value: unknown): RuleFile {
  const said = record(value);
  const version = kubernetesVersions.find((one) => one === String(said['kubernetesVersion']));
  const rules: Record<string, Severity | 'off'> = {};
  for (const [name, severity] of Object.entries(record(said['rules']))) {
    // YAML 1.1 reads a plain `off` as false.
    const chosen = severities.find((one) => one === (severity === false ? 'off' : severity));
    if (chosen !== undefined) rules[name] = chosen;
  }
  const clusters = clustersIn(said['clusters']);
  return {
    ...(version === undefined ? {} : { kubernetesVersion: version }),
    rules,
    ...(Object.keys(clusters).length === 0 ? {} : { clusters }),
  };
}

function clustersIn(value: unknown): Record<string, readonly string[]> {
  const clusters: Record<string, readonly string[]> = {};
  for (const [name, folders] of Object.entries(record(value))) {
    const named = (Array.isArray(folders) ? folders : [folders]).filter((one) => typeof one === 'string');
    if (named.length > 0) clusters[name] = named;
  }
  return clusters;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
