import type { KubernetesVersion } from '#engine/api/version.ts';
import type { Uri } from '../document/document.ts';
import type { Severity } from '../validation/problem.ts';
import { folderOf } from './path.ts';
import { isRuleFile, type RuleFile, ruleFileOf } from './ruleFile.ts';
import { isWithin, type RuleSeverities, versionFor } from './settings.ts';
import type { Snapshot } from './snapshot.ts';

/** The Kubernetes version by which a file is judged: that of the nearest rule file which names one, else that of the settings. */
export function versionOf(snapshot: Snapshot, uri: Uri): KubernetesVersion {
  const { settings } = snapshot;
  if (settings.versionGiven !== undefined) return settings.versionGiven;
  const named = ruleFilesAbove(snapshot, uri).find(({ kubernetesVersion }) => kubernetesVersion !== undefined);
  return named?.kubernetesVersion ?? versionFor(settings, uri);
}

/**
 * What was chosen for a rule where a file lies, undefined where nothing was. The nearest rule file that says something of the rule or of its
 * group decides, then the settings; in one place the rule goes before its group.
 */
export function chosenSeverity(
  snapshot: Snapshot,
  uri: Uri,
  rule: string,
  group: string | undefined,
): Severity | 'off' | undefined {
  for (const { rules } of ruleFilesAbove(snapshot, uri)) {
    const chosen = chosenBy(rules, rule, group);
    if (chosen !== undefined) return chosen;
  }
  return chosenBy(snapshot.settings.rules, rule, group);
}

/** The rule files of a workspace with the folders that they speak of, the deepest first. */
export function ruleFilesIn(snapshot: Snapshot): readonly { readonly folder: Uri; readonly said: RuleFile }[] {
  const known = memo.get(snapshot.files);
  if (known !== undefined) return known;
  const found = [...snapshot.files.values()]
    .filter(({ uri }) => isRuleFile(uri))
    .map((file) => ({ folder: folderOf(file.uri), said: ruleFileOf(file) }))
    .sort((a, b) => b.folder.length - a.folder.length);
  memo.set(snapshot.files, found);
  return found;
}

const memo = new WeakMap<Snapshot['files'], ReturnType<typeof ruleFilesIn>>();

function ruleFilesAbove(snapshot: Snapshot, uri: Uri): readonly RuleFile[] {
  const files = ruleFilesIn(snapshot);
  return files.length === 0 ? [] : files.filter(({ folder }) => isWithin(uri, folder)).map(({ said }) => said);
}

function chosenBy(rules: RuleSeverities, rule: string, group: string | undefined): Severity | 'off' | undefined {
  return rules[rule] ?? (group === undefined ? undefined : rules[group]);
}
