import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { withConfiguration } from '../commands/apply.ts';
import { putNew } from '../commands/create.ts';
import type { FlagSpec } from '../flags.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { withOwnZeroTime } from '../printers/zeroTimes.ts';
import { dryRunFlag, dryRunOf } from '../write.ts';

/** Makes a `kubectl create KIND NAME …` out of what builds the object; an error is kubectl's text. */
export function generator(
  name: string,
  flags: readonly FlagSpec[],
  build: (context: Context, name: string) => Result<ApiObject, string>,
): Command {
  return {
    name,
    flags: [
      ...flags,
      ...outputFlags,
      dryRunFlag,
      { name: 'save-config', type: 'bool' },
      { name: 'field-manager', type: 'string' },
      { name: 'validate', type: 'string', bare: 'strict' },
    ],
    run(context: Context): number {
      const args = context.dash < 0 ? context.args : context.args.slice(0, context.dash);
      const [first, ...more] = args;
      if (first === undefined || more.length > 0)
        return fail(
          context,
          `exactly one NAME is required, got ${args.length}\nSee 'kubectl ${name} -h' for help and examples`,
        );
      const built = build(context, first);
      if (!built.ok) return fail(context, built.error);
      const dryRun = dryRunOf(context);
      const placed = dryRun === 'client' ? unsent(context, built.value) : built.value;
      const object = context.flags.bool('save-config') ? withConfiguration(placed) : placed;
      return putNew(context, object, dryRun, `failed to create ${name.split(' ').slice(1).join(' ')}`) ? 0 : 1;
    },
  };
}

/** An object that kubectl made as it is shown instead of being sent: without a namespace that nobody asked for. */
export function unsent(context: Context, made: ApiObject): ApiObject {
  const object = withOwnZeroTime(made, context.cluster.run.world.kubernetesVersion);
  if (context.namespaceGiven) return object;
  const { namespace: _default, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** Metadata of a new object in the command's namespace. */
export function metadataOf(
  context: Context,
  name: string,
  labels?: Readonly<Record<string, string>>,
): ApiObject['metadata'] {
  return { name, namespace: context.namespace, ...(labels === undefined ? {} : { labels }) };
}

/** `nginx` of `docker.io/library/nginx:1.27`: how kubectl names a container after its image. */
export function containerName(image: string): string {
  const last = image.split('/').at(-1) ?? image;
  const base = last.split(/[:@]/)[0] ?? last;
  return base.toLowerCase().replace(/[^a-z0-9-]/g, '-');
}

/** Words after `--`. */
export function trailing(context: Context): readonly string[] {
  return context.dash < 0 ? [] : context.args.slice(context.dash);
}

/** `app=web,tier=front` as a map. */
export function labelsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [key = '', ...value] = pair.split('=');
        return [key, value.join('=')];
      }),
  );
}
