import type { KubernetesVersion } from '#engine/api/version.ts';
import { newestVersion } from '#engine/api/version.ts';
import type { Uri } from '../document/document.ts';
import type { Severity } from '../validation/problem.ts';

/** What a person chose, as the core needs it. */
export interface Settings {
  readonly kubernetesVersion: KubernetesVersion;
  /** Goes before what any file says: what the command line asks for. */
  readonly versionGiven?: KubernetesVersion;
  /** Versions of folders, by the beginning of their URIs; the longest match wins. */
  readonly folderVersions: Readonly<Record<string, KubernetesVersion>>;
  /** Severities of rules and of groups of rules; `off` silences. */
  readonly rules: RuleSeverities;
  /** What rule files above the workspace say, the nearest first: each goes before what follows it, and before `rules`. */
  readonly outerRules?: readonly RuleSeverities[];
  /** The folders that form one cluster, by its name, as the beginnings of their URIs. What lies in no cluster is apart from all of them. */
  readonly clusters: Readonly<Record<string, readonly Uri[]>>;
}

/** By the name of a rule or of a group of rules. */
export type RuleSeverities = Readonly<Record<string, Severity | 'off'>>;

/** The newest version, every rule as it comes. */
export const defaultSettings: Settings = {
  kubernetesVersion: newestVersion,
  folderVersions: {},
  rules: {},
  clusters: {},
};

/** The Kubernetes version that the settings alone choose for a file. */
export function versionFor(settings: Settings, uri: Uri): KubernetesVersion {
  let best = '';
  for (const folder of Object.keys(settings.folderVersions))
    if (isWithin(uri, folder) && folder.length > best.length) best = folder;
  return settings.folderVersions[best] ?? settings.kubernetesVersion;
}

/** Whether a file lies in a folder or somewhere below it; '' and '.' are the folder of everything. */
export function isWithin(uri: Uri, folder: Uri): boolean {
  if (folder === '' || folder === '.') return true;
  return uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
