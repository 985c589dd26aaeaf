import type { WorkspaceConfiguration } from 'vscode';
import type { Settings } from '#protocol/settings.ts';

/** The configuration section `drydock` as the server takes it; VS Code fills in the defaults of package.json. */
export function readSettings(section: WorkspaceConfiguration): Partial<Settings> {
  const read = <T>(name: string): T | undefined => section.get<T>(name);
  return JSON.parse(
    JSON.stringify({
      kubernetesVersion: read('kubernetesVersion'),
      kubernetesVersionByFolder: read('kubernetesVersionByFolder'),
      rules: read('rules'),
      clusters: read('clusters'),
      simulation: {
        seed: read('simulation.seed'),
        nodes: read('simulation.nodes'),
        until: read('simulation.until'),
      },
    }),
  ) as Partial<Settings>;
}
