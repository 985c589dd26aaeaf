import type { KubernetesVersion } from '#engine/api/version.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { toJson, toYaml } from '../printers/yaml.ts';

/** `kubectl version`: kubectl's own is that of the cluster. */
export const version: Command = {
  name: 'version',
  flags: [
    { name: 'output', short: 'o', type: 'string' },
    { name: 'client', type: 'bool' },
  ],
  run(context: Context): number {
    const minor = context.cluster.run.world.kubernetesVersion;
    const gitVersion = `v${minor}.0`;
    const kustomizeVersion = kustomize[minor];
    const info = { major: '1', minor: minor.slice(2), gitVersion, platform: 'drydock/simulated' };
    const server = !context.flags.bool('client');
    const output = context.flags.text('output');
    const all = { clientVersion: info, kustomizeVersion, ...(server ? { serverVersion: info } : {}) };
    if (output === 'json') context.out(toJson(all));
    else if (output === 'yaml') context.out(toYaml(all));
    else if (output !== undefined) return fail(context, "--output must be 'yaml' or 'json'");
    else {
      context.out(`Client Version: ${gitVersion}\nKustomize Version: ${kustomizeVersion}`);
      if (server) context.out(`Server Version: ${gitVersion}`);
    }
    return 0;
  },
};

/** The kustomize in kubectl. */
const kustomize: Readonly<Record<KubernetesVersion, string>> = {
  '1.32': 'v5.5.0',
  '1.33': 'v5.6.0',
  '1.34': 'v5.7.1',
  '1.35': 'v5.7.1',
  '1.36': 'v5.8.1',
};
