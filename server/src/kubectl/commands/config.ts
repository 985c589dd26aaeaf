import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { table } from '../printers/table.ts';
import { toJson, toYaml } from '../printers/yaml.ts';
import { serverAddress } from './clusterInfo.ts';

const name = 'drydock';

/** `kubectl config …`: one context, whose namespace can be set. */
export const configCommands: readonly Command[] = [
  {
    name: 'config view',
    flags: [
      { name: 'output', short: 'o', type: 'string' },
      { name: 'minify', type: 'bool' },
      { name: 'raw', type: 'bool' },
      { name: 'flatten', type: 'bool' },
    ],
    run: view,
  },
  { name: 'config current-context', flags: [], run: (context) => say(context, name) },
  {
    name: 'config get-contexts',
    flags: [
      { name: 'output', short: 'o', type: 'string' },
      { name: 'no-headers', type: 'bool' },
    ],
    run: getContexts,
  },
  { name: 'config get-clusters', flags: [], run: (context) => say(context, `NAME\n${name}`) },
  { name: 'config get-users', flags: [], run: (context) => say(context, `NAME\n${name}-admin`) },
  { name: 'config use-context', flags: [], run: useContext },
  { name: 'config set-context', flags: [{ name: 'current', type: 'bool' }], run: setContext },
  ...[
    'delete-cluster',
    'delete-context',
    'delete-user',
    'rename-context',
    'set',
    'set-cluster',
    'set-credentials',
    'unset',
  ].map(
    (word): Command => ({
      name: `config ${word}`,
      flags: [],
      run: (context) =>
        fail(
          context,
          `there is one context here, "${name}"; only its namespace can be set: config set-context --current -n NAMESPACE`,
        ),
    }),
  ),
];

function say(context: Context, text: string): number {
  context.out(text);
  return 0;
}

function view(context: Context): number {
  const { namespace } = context.cluster;
  const omitted = 'DATA+OMITTED';
  const config = {
    apiVersion: 'v1',
    clusters: [{ cluster: { 'certificate-authority-data': omitted, server: serverAddress }, name }],
    contexts: [
      { context: { cluster: name, ...(namespace === 'default' ? {} : { namespace }), user: `${name}-admin` }, name },
    ],
    'current-context': name,
    kind: 'Config',
    users: [{ name: `${name}-admin`, user: { 'client-certificate-data': omitted, 'client-key-data': omitted } }],
  };
  return say(context, context.flags.text('output') === 'json' ? toJson(config) : toYaml(config));
}

function getContexts(context: Context): number {
  if (context.flags.text('output') === 'name') return say(context, name);
  const { namespace } = context.cluster;
  const row = ['*', name, name, `${name}-admin`, namespace === 'default' ? '' : namespace];
  return say(
    context,
    table(context.flags.bool('no-headers') ? [row] : [['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'], row]),
  );
}

function useContext(context: Context): number {
  const [wanted] = context.args;
  if (wanted === undefined) return fail(context, `must specify exactly one context name`);
  return wanted === name
    ? say(context, `Switched to context "${name}".`)
    : fail(context, `no context exists with the name: "${wanted}"`);
}

/** `-n` is one of the global flags: here it is what is set. */
function setContext(context: Context): number {
  const [wanted] = context.args;
  if (wanted === undefined && !context.flags.bool('current')) return fail(context, 'Unexpected args: []');
  if (wanted !== undefined && wanted !== name) return fail(context, `there is one context here: "${name}"`);
  const namespace = context.flags.text('namespace');
  if (namespace !== undefined) context.cluster.namespace = namespace || 'default';
  return say(context, `Context "${name}" modified.`);
}
