/** The minor versions whose rules the engine knows; rules that changed between them ask `atLeast`. */
export type KubernetesVersion = '1.32' | '1.33' | '1.34' | '1.35' | '1.36';

export const kubernetesVersions: readonly KubernetesVersion[] = ['1.32', '1.33', '1.34', '1.35', '1.36'];
export const newestVersion: KubernetesVersion = '1.36';

/** Whether `version` is `minimum` or later. */
export function atLeast(version: KubernetesVersion, minimum: KubernetesVersion): boolean {
  return kubernetesVersions.indexOf(version) >= kubernetesVersions.indexOf(minimum);
}
