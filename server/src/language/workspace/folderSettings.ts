import type { KubernetesVersion } from '#engine/api/version.ts';
import type { SourceFile, Uri } from '../document/document.ts';
import type { Severity } from '../validation/problem.ts';
import { folderOf } from './path.ts';
import { isRuleFile, type RuleFile, ruleFileOf, severities } from './ruleFile.ts';
import { isWithin, type RuleSeverities, versionFor } from './settings.ts';
import { sinceOf } from './since.ts';
import type { Snapshot } from './snapshot.ts';

/** The Kubernetes version by which a file is judged: that of the nearest rule file which names one, else that of the settings. */
export function versionOf(snapshot: Snapshot, uri: Uri): KubernetesVersion {
  const { settings } = snapshot;
  if (settings.versionGiven !== undefined) return settings.versionGiven;
  const named = ruleFilesAbove(snapshot, uri).find(({ kubernetesVersion }) => kubernetesVersion !== undefined);
  return named?.kubernetesVersion ?? versionFor(settings, uri);
}

/**
 * What was chosen for a rule in a file, undefined where nothing was. A comment of the file decides, then the nearest rule file that says
 * something of the rule or of its group, then the settings; in one place the rule goes before its group.
 */
export function chosenSeverity(
  snapshot: Snapshot,
  uri: Uri,
  rule: string,
  group: string | undefined,
): Severity | 'off' | undefined {
  const above = ruleFilesAbove(snapshot, uri).map((one) => one.rules);
  const { outerRules = [], rules: last } = snapshot.settings;
  for (const rules of [saidIn(snapshot.files.get(uri)), ...above, ...outerRules, last]) {
    const chosen = rules[rule] ?? (group === undefined ? undefined : rules[group]);
    if (chosen !== undefined) return chosen;
  }
  return undefined;
}

/** What the comments `# drydock-rules: name=severity …` of a file choose for all of it. */
export function saidIn(file: SourceFile | undefined): RuleSeverities {
  if (file === undefined) return {};
  const known = said.get(file);
  if (known !== undefined) return known;
  const made = file.text.includes('drydock-rules:') ? rulesIn(file.text) : {};
  said.set(file, made);
  return made;
}

const said = new WeakMap<SourceFile, RuleSeverities>();

function rulesIn(text: string): RuleSeverities {
  const words = [...text.matchAll(/#[ \t]*drydock-rules:([^\r\n]*)/g)].flatMap(([, list = '']) => list.split(/[\s,]+/));
  const pairs = words.flatMap((word) => {
    const [name = '', level] = word.split('=');
    const severity = severities.find((one) => one === level);
    return severity === undefined ? [] : [[name, severity] as const];
  });
  return Object.fromEntries(pairs);
}

/** The rule files of a workspace with the folders that they speak of, the deepest first. */
export function ruleFilesIn(snapshot: Snapshot): readonly { readonly folder: Uri; readonly said: RuleFile }[] {
  const since = sinceOf(snapshot);
  if (since !== undefined) return ruleFilesIn(since.base);
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
