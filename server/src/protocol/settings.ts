import type { KubernetesVersion } from '#engine/api/version.ts';

/** The settings of the extension, as `contributes.configuration` of package.json declares them under `drydock`. */
export interface Settings {
  readonly kubernetesVersion: KubernetesVersion;
  /** Versions by folder, relative to the workspace folder; the longest folder that holds a file decides. */
  readonly kubernetesVersionByFolder: Readonly<Record<string, KubernetesVersion>>;
  /** Severities of rules and of groups of rules by their name; `off` silences. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Folders that form one cluster, by its name, relative to the workspace folder. */
  readonly clusters: Readonly<Record<string, readonly string[]>>;
  readonly simulation: SimulationSettings;
}

export type RuleSetting = 'error' | 'warning' | 'information' | 'hint' | 'off';

export interface SimulationSettings {
  readonly seed: number;
  /** How many equal nodes the cluster has when the manifests bring none. */
  readonly nodes: number;
  /** The longest virtual time of a run, as a Kubernetes duration. */
  readonly until: string;
}

/** What the client hands over with `initialize`; every field may be absent, as other editors send nothing. */
export interface InitializationOptions {
  readonly settings?: Partial<Settings>;
  /** Address of the folder with the bundled schemas; default: beside the server. */
  readonly schemas?: string;
  /** Our sentences in the editor's language, by the English ones. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Commands of the editor that a hover may link to; others are not linked. */
  readonly commands?: readonly string[];
}
