import type { ApiObject } from '#engine/api/meta.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { changeAll, type PodSpecFields, podSpecPath, withPodSpec } from '../edit.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { read, readList, readText } from '../printers/read.ts';
import { select, selectionFlags, type Target } from '../targets.ts';
import { dryRunFlag } from '../write.ts';

/** `kubectl set env TYPE/NAME KEY=VALUE… KEY-… [-c CONTAINER] [--list] [--from configmap/NAME]`. */
export const setEnv: Command = {
  name: 'set env',
  flags: [
    ...selectionFlags('selector', 'all'),
    ...outputFlags,
    dryRunFlag,
    { name: 'containers', short: 'c', type: 'string' },
    { name: 'env', short: 'e', type: 'list' },
    { name: 'from', type: 'string' },
    { name: 'prefix', type: 'string' },
    { name: 'keys', type: 'list' },
    { name: 'list', type: 'bool' },
    { name: 'resolve', type: 'bool' },
    { name: 'overwrite', type: 'bool' },
    { name: 'local', type: 'bool' },
    { name: 'record', type: 'bool' },
  ],
  run(context: Context): number {
    const names = context.args.filter((arg) => !arg.includes('=') && !isRemoval(arg));
    const words = [...context.args.filter((arg) => !names.includes(arg)), ...context.flags.all('env')];
    if (names.length === 0 && !context.flags.has('filename'))
      return fail(context, 'one or more resources must be specified as <resource> <name> or <resource>/<name>');
    const selection = select(context, names);
    if (!selection.ok) return fail(context, selection.error);
    if (context.flags.bool('list')) {
      for (const target of selection.value.targets) listEnv(context, target);
      return 0;
    }
    const added = [...words.filter((word) => word.includes('=')).map(literal), ...fromObject(context)];
    const removed = words.filter((word) => !word.includes('=')).map((word) => word.slice(0, -1));
    if (added.length + removed.length === 0) return fail(context, 'at least one environment variable must be provided');
    return changeAll(context, selection.value, ({ object }) => {
      const next = withEnv(object, context.flags.text('containers') ?? '*', added, removed);
      return next === undefined
        ? refused(`error: ${object.kind}/${object.metadata.name} does not have a pod template`)
        : ok({ next, done: 'env updated' });
    });
  },
};

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: unknown;
}

function isRemoval(word: string): boolean {
  return /^[A-Za-z_][\w.]*-$/.test(word);
}

function literal(word: string): Variable {
  const equals = word.indexOf('=');
  return { name: word.slice(0, equals), value: word.slice(equals + 1) };
}

/** `--from configmap/NAME`, `--from secret/NAME`: one variable for each key, by reference. */
function fromObject(context: Context): readonly Variable[] {
  const from = context.flags.text('from');
  if (from === undefined) return [];
  const selection = select(context, [from]);
  const object = selection.ok ? selection.value.targets[0]?.object : undefined;
  if (object === undefined) return [];
  const field = object.kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef';
  const keys = context.flags.list('keys');
  return Object.keys((read(object, 'data') ?? {}) as object)
    .filter((key) => keys.length === 0 || keys.includes(key))
    .sort()
    .map((key) => ({
      name: `${context.flags.text('prefix') ?? ''}${key.toUpperCase().replace(/[^A-Z0-9_]/g, '_')}`,
      valueFrom: { [field]: { name: object.metadata.name, key } },
    }));
}

function withEnv(
  object: ApiObject,
  wanted: string,
  added: readonly Variable[],
  removed: readonly string[],
): ApiObject | undefined {
  const test = new RegExp(`^${wanted.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
  const change = (container: unknown): unknown =>
    test.test(readText(container, 'name')) ? changed(container as PodSpecFields, added, removed) : container;
  return withPodSpec(object, (spec) => ({ ...spec, containers: readList(spec, 'containers').map(change) }));
}

function changed(container: PodSpecFields, added: readonly Variable[], removed: readonly string[]): PodSpecFields {
  const before = readList(container, 'env') as readonly Variable[];
  const updated = before.map((variable) => added.find((each) => each.name === variable.name) ?? variable);
  const fresh = added.filter((each) => !before.some((variable) => variable.name === each.name));
  const env = [...updated, ...fresh].filter((variable) => !removed.includes(variable.name));
  const { env: _old, ...rest } = container;
  return env.length === 0 ? rest : { ...rest, env };
}

function listEnv(context: Context, target: Target): void {
  const path = podSpecPath(target.object.kind);
  if (path === undefined) return;
  for (const container of readList(read(target.object, path.join('.')), 'containers')) {
    context.out(`# ${target.kind.plural}/${target.object.metadata.name}, container ${readText(container, 'name')}`);
    for (const variable of readList(container, 'env')) context.out(variableText(variable));
  }
}

function variableText(variable: unknown): string {
  const name = readText(variable, 'name');
  if (read(variable, 'valueFrom') === undefined) return `${name}=${readText(variable, 'value')}`;
  for (const [field, kind] of [
    ['configMapKeyRef', 'configmap'],
    ['secretKeyRef', 'secret'],
  ] as const) {
    const reference = read(variable, `valueFrom.${field}`);
    if (reference !== undefined)
      return `# ${name} from ${kind} ${readText(reference, 'name')}, key ${readText(reference, 'key')}`;
  }
  return `# ${name} from field path ${readText(variable, 'valueFrom.fieldRef.fieldPath')}`;
}
