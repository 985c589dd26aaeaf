import type { KubernetesVersion } from '#engine/api/version.ts';
import { newestVersion } from '#engine/api/version.ts';
import type { Uri } from '../document/document.ts';
import type { Severity } from '../validation/problem.ts';

/** What a person chose, as the core needs it. */
export interface Settings {
  readonly kubernetesVersion: KubernetesVersion;
  /** Versions of folders, by the beginning of their URIs; the longest match wins. */
  readonly folderVersions: Readonly<Record<string, KubernetesVersion>>;
  /** Severities of rules; `off` silences one. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
}

/** The newest version, every rule as it comes. */
export const defaultSettings: Settings = { kubernetesVersion: newestVersion, folderVersions: {}, rules: {} };

/** The Kubernetes version by which a file is judged. */
export function versionFor(settings: Settings, uri: Uri): KubernetesVersion {
  let best = '';
  for (const folder of Object.keys(settings.folderVersions)) {
    const inside = uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
    if (inside && folder.length > best.length) best = folder;
  }
  return settings.folderVersions[best] ?? settings.kubernetesVersion;
}
