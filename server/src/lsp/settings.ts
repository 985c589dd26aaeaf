import { type KubernetesVersion, kubernetesVersions, newestVersion } from '#engine/api/version.ts';
import { parseDuration } from '#engine/time.ts';
import { resolvePath } from '#language/workspace/path.ts';
import type { Settings as LanguageSettings } from '#language/workspace/settings.ts';
import type { RuleSetting, Settings } from '#protocol/settings.ts';

/** What holds where nothing is configured. */
export const defaultSettings: Settings = {
  kubernetesVersion: newestVersion,
  kubernetesVersionByFolder: {},
  rules: {},
  clusters: {},
  simulation: { seed: 1, nodes: 3, until: '1h' },
};

/** Takes what an editor sends as its settings; whatever is not of the right kind counts as not configured. */
export function readSettings(sent: unknown): Settings {
  const given = record(sent);
  const simulation = record(given['simulation']);
  const until = simulation['until'];
  return {
    kubernetesVersion: isVersion(given['kubernetesVersion'])
      ? given['kubernetesVersion']
      : defaultSettings.kubernetesVersion,
    kubernetesVersionByFolder: entries(given['kubernetesVersionByFolder'], isVersion),
    rules: entries(given['rules'], isRuleSetting),
    clusters: entries(given['clusters'], isFolders),
    simulation: {
      seed: wholeNumber(simulation['seed'], defaultSettings.simulation.seed, Number.MAX_SAFE_INTEGER),
      nodes: wholeNumber(simulation['nodes'], defaultSettings.simulation.nodes, 5000),
      until: typeof until === 'string' && (parseDuration(until) ?? 0) > 0 ? until : defaultSettings.simulation.until,
    },
  };
}

/** The part that the language core needs, with its folders as URIs under each folder of the workspace. */
export function languageSettings(settings: Settings, folders: readonly string[]): LanguageSettings {
  const folderVersions: Record<string, KubernetesVersion> = {};
  for (const folder of folders)
    for (const [relative, version] of Object.entries(settings.kubernetesVersionByFolder))
      folderVersions[within(folder, relative)] = version;
  const clusters = Object.entries(settings.clusters).map(([name, relatives]) => [
    name,
    folders.flatMap((folder) => relatives.map((relative) => within(folder, relative))),
  ]);
  const { kubernetesVersion, rules } = settings;
  return { kubernetesVersion, folderVersions, rules, clusters: Object.fromEntries(clusters) };
}

function within(folder: string, relative: string): string {
  return resolvePath(`${folder.replace(/\/$/, '')}/`, relative.replaceAll('\\', '/'));
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function entries<T>(value: unknown, is: (one: unknown) => one is T): Record<string, T> {
  const kept: Record<string, T> = {};
  for (const [name, one] of Object.entries(record(value))) if (is(one)) kept[name] = one;
  return kept;
}

function isVersion(value: unknown): value is KubernetesVersion {
  return (kubernetesVersions as readonly unknown[]).includes(value);
}

function isFolders(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isRuleSetting(value: unknown): value is RuleSetting {
  return ['error', 'warning', 'information', 'hint', 'off'].includes(String(value));
}

function wholeNumber(value: unknown, otherwise: number, most: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : otherwise;
}
