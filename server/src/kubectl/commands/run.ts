import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Blocking, Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { labelsOf, metadataOf, unsent } from '../generators/generator.ts';
import { readJson } from '../json.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { dryRunFlag, dryRunOf } from '../write.ts';
import { putNew } from './create.ts';
import { patched } from './patch.ts';
import { runAttached } from './runAttached.ts';

/** `kubectl run NAME --image=IMAGE`: one pod. */
export const run: Command = {
  name: 'run',
  flags: [
    ...outputFlags,
    dryRunFlag,
    { name: 'image', type: 'string' },
    { name: 'image-pull-policy', type: 'string' },
    { name: 'env', type: 'string' },
    { name: 'labels', short: 'l', type: 'string' },
    { name: 'annotations', type: 'string' },
    { name: 'port', type: 'string' },
    { name: 'expose', type: 'bool' },
    { name: 'restart', type: 'string' },
    { name: 'command', type: 'bool' },
    { name: 'stdin', short: 'i', type: 'bool' },
    { name: 'tty', short: 't', type: 'bool' },
    { name: 'rm', type: 'bool' },
    { name: 'attach', type: 'bool' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'overrides', type: 'string' },
    { name: 'override-type', type: 'string' },
    { name: 'privileged', type: 'bool' },
    { name: 'generator', type: 'string' },
    { name: 'replicas', short: 'r', type: 'int' },
  ],
  run(context: Context): number | Blocking {
    const [name, ...words] = context.args;
    const image = context.flags.text('image');
    if (name === undefined) return fail(context, 'NAME is required for run');
    if (image === undefined) return fail(context, 'required flag(s) "image" not set');
    if (context.flags.has('generator') || context.flags.has('replicas'))
      return fail(
        context,
        `unknown flag: --${context.flags.has('generator') ? 'generator' : 'replicas'}\nSee 'kubectl run --help' for usage.`,
      );
    return made(context, name, podOf(context, name, image, words), words);
  },
};

function made(context: Context, name: string, plain: ApiObject, words: readonly string[]): number | Blocking {
  const dryRun = dryRunOf(context);
  const overridden = overriddenPod(context, plain);
  if (!overridden.ok) return fail(context, overridden.error);
  const whole = overridden.value;
  const pod = dryRun === 'client' ? unsent(context, whole) : whole;
  const attaches = dryRun === 'none' && (context.flags.bool('stdin') || context.flags.bool('attach'));
  // Only what is left alone is announced.
  const maker = attaches ? { ...context, out: () => undefined, print: () => undefined } : context;
  if (!putNew(maker, pod, dryRun)) return 1;
  if (context.flags.bool('expose') && !putNew(context, serviceOf(context, name), dryRun)) return 1;
  return attaches ? runAttached(context, whole, words) : 0;
}

/** The pod with `--overrides` merged into it, by default as a JSON merge patch. */
function overriddenPod({ flags }: Context, pod: ApiObject): Result<ApiObject, string> {
  const text = flags.text('overrides');
  if (text === undefined) return ok(pod);
  const type = flags.text('override-type') ?? 'merge';
  if (type !== 'merge' && type !== 'strategic' && type !== 'json')
    return refused(`invalid overrideType: ${type}, valid options are: json, merge, strategic`);
  const overrides = readJson(text);
  return overrides.ok ? patched(pod, type, overrides.value) : refused(`Invalid JSON Patch: ${overrides.error}`);
}

function labelsFor(context: Context, name: string): Readonly<Record<string, string>> {
  const text = context.flags.text('labels');
  return text === undefined ? { run: name } : labelsOf(text);
}

function podOf(context: Context, name: string, image: string, words: readonly string[]): ApiObject {
  const { flags } = context;
  const port = flags.text('port');
  const env = flags
    .all('env')
    .map((pair) => ({ name: pair.split('=')[0] ?? '', value: pair.slice(pair.indexOf('=') + 1) }));
  const policy = flags.text('image-pull-policy');
  const container = {
    name,
    image,
    ...(policy === undefined ? {} : { imagePullPolicy: policy }),
    ...(words.length > 0 ? { [flags.bool('command') ? 'command' : 'args']: words } : {}),
    ...(env.length > 0 ? { env } : {}),
    ...(port === undefined ? {} : { ports: [{ containerPort: Number(port) }] }),
    ...(flags.bool('stdin') ? { stdin: true, stdinOnce: true } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
    ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
    resources: {},
  };
  const annotations = flags.text('annotations');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadataOf(context, name, labelsFor(context, name)),
      ...(annotations === undefined ? {} : { annotations: labelsOf(annotations) }),
    },
    spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy: flags.text('restart') ?? 'Always' },
    status: {},
  };
}

function serviceOf(context: Context, name: string): ApiObject {
  const port = Number(context.flags.text('port') ?? 80);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(context, name),
    spec: { ports: [{ port, protocol: 'TCP', targetPort: port }], selector: labelsFor(context, name) },
  };
}
