import { builtFolder } from '../cluster.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { toYaml } from '../printers/yaml.ts';

/** `kubectl kustomize [FOLDER]`: what a kustomization builds, as YAML. */
export const kustomize: Command = {
  name: 'kustomize',
  flags: [],
  run(context: Context): number {
    const { args } = context;
    if (args.length > 1) return fail(context, 'specify one path to kustomization.yaml');
    const built = builtFolder(context.cluster.files, args[0] ?? '.');
    if (!built.ok) return fail(context, built.error);
    if (built.value.length > 0) context.out(built.value.map(toYaml).join('\n---\n'));
    return 0;
  },
};
