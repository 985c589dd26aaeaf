import { toBase64 } from '#engine/api/base64.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import { generator, metadataOf } from './generator.ts';

const dataFlags: readonly FlagSpec[] = [
  { name: 'from-literal', type: 'string' },
  { name: 'from-file', type: 'string' },
  { name: 'from-env-file', type: 'string' },
  { name: 'append-hash', type: 'bool' },
];

/** `kubectl create configmap|secret|namespace|serviceaccount|quota|priorityclass`. */
export const configurationGenerators: readonly Command[] = [
  generator('create configmap', dataFlags, configMap),
  generator('create secret generic', [...dataFlags, { name: 'type', type: 'string' }], secret),
  generator(
    'create secret tls',
    [
      { name: 'cert', type: 'string' },
      { name: 'key', type: 'string' },
    ],
    tlsSecret,
  ),
  generator(
    'create secret docker-registry',
    [
      { name: 'docker-server', type: 'string' },
      { name: 'docker-username', type: 'string' },
      { name: 'docker-password', type: 'string' },
      { name: 'docker-email', type: 'string' },
    ],
    registrySecret,
  ),
  generator('create namespace', [], (_context, name) =>
    ok({ apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {}, status: {} }),
  ),
  generator('create serviceaccount', [], (context, name) =>
    ok({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadataOf(context, name) }),
  ),
  generator(
    'create quota',
    [
      { name: 'hard', type: 'string' },
      { name: 'scopes', type: 'string' },
    ],
    quota,
  ),
  generator(
    'create priorityclass',
    [
      { name: 'value', type: 'int' },
      { name: 'global-default', type: 'bool' },
      { name: 'description', type: 'string' },
      { name: 'preemption-policy', type: 'string' },
    ],
    priorityClass,
  ),
];

function configMap(context: Context, name: string): Result<ApiObject, string> {
  return withData(
    context,
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadataOf(context, name) },
    (data) => data,
  );
}

function secret(context: Context, name: string): Result<ApiObject, string> {
  const type = context.flags.text('type');
  const object = { apiVersion: 'v1', kind: 'Secret', metadata: metadataOf(context, name) };
  return withData(context, type === undefined ? object : { ...object, type }, encoded);
}

/** The object with the data that the flags name, where they name any. */
function withData(context: Context, object: ApiObject, stored: (data: Data) => Data): Result<ApiObject, string> {
  const data = dataOf(context);
  if (!data.ok) return data;
  return ok(Object.keys(data.value).length > 0 ? { ...object, data: stored(data.value) } : object);
}

type Data = Readonly<Record<string, string>>;

function encoded(data: Data): Data {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, toBase64(value)]));
}

function tlsSecret(context: Context, name: string): Result<ApiObject, string> {
  const { files } = context.cluster;
  const [cert, key] = [context.flags.text('cert') ?? '', context.flags.text('key') ?? ''];
  if (cert === '') return refused('required flag(s) "cert", "key" not set');
  const texts = [files.read(cert), files.read(key)];
  const missing = [cert, key].find((_, index) => texts[index] === undefined);
  if (missing !== undefined) return refused(`open ${missing}: no such file or directory`);
  const data = encoded({ 'tls.crt': texts[0] ?? '', 'tls.key': texts[1] ?? '' });
  return ok({ apiVersion: 'v1', kind: 'Secret', metadata: metadataOf(context, name), type: 'kubernetes.io/tls', data });
}

function registrySecret(context: Context, name: string): Result<ApiObject, string> {
  const flag = (key: string): string => context.flags.text(`docker-${key}`) ?? '';
  const [username, password, email] = [flag('username'), flag('password'), flag('email')];
  if (username === '' || password === '')
    return refused(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  const server = flag('server') || 'https://index.docker.io/v1/';
  const entry = { username, password, ...(email === '' ? {} : { email }), auth: toBase64(`${username}:${password}`) };
  const data = encoded({ '.dockerconfigjson': JSON.stringify({ auths: { [server]: entry } }) });
  return ok({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadataOf(context, name),
    type: 'kubernetes.io/dockerconfigjson',
    data,
  });
}

/** Keys and values of the literals, files and env files that the flags name. */
function dataOf(context: Context): Result<Data, string> {
  const data: Record<string, string> = {};
  for (const [flag, add] of [
    ['from-literal', addLiteral],
    ['from-file', addFile],
    ['from-env-file', addEnvFile],
  ] as const)
    for (const source of context.flags.all(flag)) {
      const problem = add(context, source, data);
      if (problem !== undefined) return refused(problem);
    }
  return ok(data);
}

function addLiteral(context: Context, literal: string, data: Record<string, string>): string | undefined {
  const equals = literal.indexOf('=');
  if (equals < 1) return `invalid literal source ${literal}, expected key=value`;
  const key = literal.slice(0, equals);
  if (Object.hasOwn(data, key))
    return `cannot add key "${key}", another key by that name already exists in Data for ConfigMap "${context.args[0] ?? ''}"`;
  data[key] = literal.slice(equals + 1).replace(/^(['"])(.*)\1$/s, '$2');
  return undefined;
}

function addFile(context: Context, source: string, data: Record<string, string>): string | undefined {
  const equals = source.indexOf('=');
  const path = equals < 0 ? source : source.slice(equals + 1);
  const { files } = context.cluster;
  const names = equals < 0 ? (files.list(path, false) ?? [path]) : [path];
  for (const name of names) {
    const text = files.read(name);
    if (text === undefined) return `open ${name}: no such file or directory`;
    data[equals < 0 ? (name.split('/').at(-1) ?? name) : source.slice(0, equals)] = text;
  }
  return undefined;
}

function addEnvFile(context: Context, file: string, data: Record<string, string>): string | undefined {
  const text = context.cluster.files.read(file);
  if (text === undefined) return `open ${file}: no such file or directory`;
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*([^#=\s][^=]*)=(.*)$/.exec(line);
    if (match !== null) data[match[1] ?? ''] = match[2] ?? '';
  }
  return undefined;
}

function quota(context: Context, name: string): Result<ApiObject, string> {
  const hard: Record<string, string> = {};
  for (const pair of (context.flags.text('hard') ?? '').split(',').filter((each) => each !== '')) {
    const [resource = '', amount] = pair.split('=');
    if (amount === undefined)
      return refused(`invalid argument syntax for resource quantity: ${pair}, expected <resource>=<value>`);
    hard[resource] = amount;
  }
  const scopes = (context.flags.text('scopes') ?? '').split(',').filter((each) => each !== '');
  return ok({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: metadataOf(context, name),
    spec: { ...(Object.keys(hard).length > 0 ? { hard } : {}), ...(scopes.length > 0 ? { scopes } : {}) },
  });
}

function priorityClass(context: Context, name: string): Result<ApiObject, string> {
  const { flags } = context;
  return ok({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value: flags.int('value') ?? 0,
    ...(flags.bool('global-default') ? { globalDefault: true } : {}),
    ...(flags.has('description') ? { description: flags.text('description') } : {}),
    preemptionPolicy: flags.text('preemption-policy') ?? 'PreemptLowerPriority',
  });
}
