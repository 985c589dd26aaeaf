import { groupOf } from '#engine/api/key.ts';
import type { KindInfo } from '#engine/api/kinds.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { kindOfWord, servedKinds } from '../kindLookup.ts';
import { table } from '../printers/table.ts';
import { toJson, toYaml } from '../printers/yaml.ts';

/** Commands about the cluster itself and the way to it. */
export const aboutCommands: readonly Command[] = [
  {
    name: 'api-resources',
    flags: [
      { name: 'output', short: 'o', type: 'string' },
      { name: 'no-headers', type: 'bool' },
      { name: 'namespaced', type: 'bool' },
      { name: 'api-group', type: 'string' },
      { name: 'verbs', type: 'list' },
      { name: 'categories', type: 'list' },
      { name: 'sort-by', type: 'string' },
      { name: 'cached', type: 'bool' },
    ],
    run: apiResources,
  },
  {
    name: 'api-versions',
    flags: [],
    run(context) {
      const versions = new Set(servedKinds(context.cluster.run.view).map((kind) => kind.apiVersion));
      context.out([...versions].sort().join('\n'));
      return 0;
    },
  },
  {
    name: 'version',
    flags: [
      { name: 'output', short: 'o', type: 'string' },
      { name: 'client', type: 'bool' },
      { name: 'short', type: 'bool' },
    ],
    run: version,
  },
  {
    name: 'cluster-info',
    flags: [],
    run(context) {
      context.out(
        "Kubernetes control plane is running at https://127.0.0.1:6443\n\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n(the cluster is simulated: nothing listens there)",
      );
      return 0;
    },
  },
  {
    name: 'auth can-i',
    flags: [
      { name: 'list', type: 'bool' },
      { name: 'quiet', short: 'q', type: 'bool' },
      { name: 'all-namespaces', short: 'A', type: 'bool' },
      { name: 'subresource', type: 'string' },
    ],
    run: canI,
  },
  { name: 'auth whoami', flags: [{ name: 'output', short: 'o', type: 'string' }], run: whoAmI },
  {
    name: 'completion',
    flags: [],
    run: (context) =>
      fail(context, 'the prompt of drydock kubectl completes by itself; there is no script for other shells'),
  },
];

const readOnly = ['create'];
const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

function apiResources(context: Context): number {
  const { flags } = context;
  const group = flags.text('api-group');
  const kinds = servedKinds(context.cluster.run.view)
    .filter((kind) => !flags.has('namespaced') || kind.namespaced === flags.bool('namespaced'))
    .filter((kind) => group === undefined || groupOf(kind.apiVersion) === group)
    .filter((kind) => flags.list('verbs').every((verb) => verbsOf(kind).includes(verb)))
    .filter((kind) => flags.list('categories').every((category) => kind.categories.includes(category)))
    .filter((kind) => kind.apiVersion !== 'autoscaling/v1');
  if (flags.text('output') === 'name') {
    for (const kind of kinds)
      context.out([kind.plural, groupOf(kind.apiVersion)].filter((part) => part !== '').join('.'));
    return 0;
  }
  const wide = flags.text('output') === 'wide';
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])];
  const rows = kinds.map((kind) => [
    kind.plural,
    kind.shortNames.join(','),
    kind.apiVersion,
    String(kind.namespaced),
    kind.kind,
    ...(wide ? [verbsOf(kind).join(','), kind.categories.join(',')] : []),
  ]);
  context.out(table(flags.bool('no-headers') ? rows : [header, ...rows]));
  return 0;
}

function verbsOf(kind: KindInfo): readonly string[] {
  return kind.kind.endsWith('Review') || kind.kind === 'Binding' ? readOnly : allVerbs;
}

function version(context: Context): number {
  const minor = context.cluster.run.world.kubernetesVersion;
  const gitVersion = `v${minor}.0`;
  const info = { major: '1', minor: minor.slice(2), gitVersion, platform: 'drydock/simulated' };
  const client = context.flags.bool('client');
  const output = context.flags.text('output');
  const all = { clientVersion: info, ...(client ? {} : { serverVersion: info }) };
  if (output === 'json') context.out(toJson(all));
  else if (output === 'yaml') context.out(toYaml(all));
  else if (output !== undefined) return fail(context, "--output must be 'yaml' or 'json'");
  else context.out(`Client Version: ${gitVersion}${client ? '' : `\nServer Version: ${gitVersion}`}`);
  return 0;
}

function canI(context: Context): number {
  if (context.flags.bool('list')) {
    context.out(
      table([
        ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'],
        ['*.*', '[]', '[]', '[*]'],
        ['', '[*]', '[]', '[*]'],
      ]),
    );
    return 0;
  }
  const [verb, resource = ''] = context.args;
  if (verb === undefined || context.args.length < 2)
    return fail(
      context,
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    );
  const word = resource.split('/')[0] ?? '';
  if (word !== '' && word !== '*' && kindOfWord(context.cluster.run.view, word) === undefined)
    context.err(`Warning: the server doesn't have a resource type '${word}'\n`);
  if (!context.flags.bool('quiet')) context.out('yes');
  context.err('(the simulated cluster has no authorization: everybody may do everything)');
  return 0;
}

function whoAmI(context: Context): number {
  context.out(
    table([
      ['ATTRIBUTE', 'VALUE'],
      ['Username', 'kubernetes-admin'],
      ['Groups', '[system:masters system:authenticated]'],
    ]),
  );
  return 0;
}
