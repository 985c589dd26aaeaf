import type { ApiObject } from '#engine/api/meta.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { changeAll, type PodSpecFields, withPodSpec } from '../edit.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { select, selectionFlags } from '../targets.ts';
import { dryRunFlag } from '../write.ts';

/** `kubectl set image TYPE/NAME CONTAINER=IMAGE…`; `*` stands for all containers. */
export const setImage: Command = {
  name: 'set image',
  flags: [
    ...selectionFlags('selector', 'all'),
    ...outputFlags,
    dryRunFlag,
    { name: 'record', type: 'bool' },
    { name: 'local', type: 'bool' },
  ],
  run(context: Context): number {
    const pairs = context.args.filter((arg) => arg.includes('='));
    const names = context.args.filter((arg) => !arg.includes('='));
    const missing = [
      ...(names.length > 0 || context.flags.has('filename')
        ? []
        : ['one or more resources must be specified as <resource> <name> or <resource>/<name>']),
      ...(pairs.length > 0 ? [] : ['at least one image update is required']),
    ];
    for (const text of missing) context.err(`error: ${text}`);
    if (missing.length > 0) return 1;
    const images = new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
    const selection = select(context, names);
    if (!selection.ok) return fail(context, selection.error);
    return changeAll(context, selection.value, ({ object }) => {
      const next = withImages(object, images);
      return typeof next === 'string' ? refused(`error: ${next}`) : ok({ next, done: 'image updated' });
    });
  },
};

function withImages(object: ApiObject, images: ReadonlyMap<string, string>): ApiObject | string {
  const met = new Set<string>();
  const next = withPodSpec(object, (spec) => ({
    ...spec,
    ...updated(spec, 'initContainers', images, met),
    ...updated(spec, 'containers', images, met),
  }));
  if (next === undefined)
    return `the object is not a pod or does not have a pod template: ${object.apiVersion}/${object.kind}`;
  const lost = [...images.keys()].filter((name) => name !== '*' && !met.has(name));
  return lost.length === 0 ? next : lost.map((name) => `unable to find container named "${name}"`).join('\n');
}

interface Container {
  readonly name: string;
  readonly image?: string;
}

function updated(
  spec: PodSpecFields,
  list: string,
  images: ReadonlyMap<string, string>,
  met: Set<string>,
): PodSpecFields {
  const containers = spec[list] as readonly Container[] | undefined;
  if (containers === undefined) return {};
  return {
    [list]: containers.map((container) => {
      const image = images.get(container.name) ?? images.get('*');
      if (image === undefined) return container;
      met.add(container.name);
      return { ...container, image };
    }),
  };
}
