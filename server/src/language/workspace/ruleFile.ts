import { type KubernetesVersion, kubernetesVersions } from '#engine/api/version.ts';
import { readFile } from '../document/document.ts';
import { toValue } from '../document/value.ts';
import type { Severity } from '../validation/problem.ts';
import type { Settings } from './settings.ts';

/** The name of the file that says how a folder is judged, in the editor and on the command line alike. */
export const ruleFileName = '.drydock.yaml';

/** What such a file chooses; what it does not say, or says in a way that means nothing, is left as it was. */
export interface RuleFile {
  readonly kubernetesVersion?: KubernetesVersion;
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
}

/** Reads `kubernetesVersion` and `rules: {name: severity}`. Broken text chooses nothing. */
export function readRuleFile(text: string): RuleFile {
  const { tree } = readFile(ruleFileName, text, 0).documents[0];
  const value = tree.root === null || tree.broken ? {} : toValue(tree.root);
  const said = record(value);
  const version = kubernetesVersions.find((one) => one === String(said['kubernetesVersion']));
  const rules: Record<string, Severity | 'off'> = {};
  for (const [name, severity] of Object.entries(record(said['rules']))) {
    // YAML 1.1 reads a plain `off` as false.
    const chosen = severities.find((one) => one === (severity === false ? 'off' : severity));
    if (chosen !== undefined) rules[name] = chosen;
  }
  return version === undefined ? { rules } : { kubernetesVersion: version, rules };
}

/** Settings in which what the file says goes before what was chosen elsewhere. */
export function withRuleFile(settings: Settings, file: RuleFile): Settings {
  return {
    ...settings,
    kubernetesVersion: file.kubernetesVersion ?? settings.kubernetesVersion,
    rules: { ...settings.rules, ...file.rules },
  };
}

const severities = ['error', 'warning', 'information', 'hint', 'off'] as const;

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
