import { groupOf } from '#engine/api/key.ts';
import type { KindInfo } from '#engine/api/kinds.ts';
import type { Command, Context } from '../command.ts';
import { fail, globalFlags } from '../command.ts';
import { servedKinds } from '../kindLookup.ts';
import { table } from '../printers/table.ts';

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
  { name: 'auth whoami', flags: [{ name: 'output', short: 'o', type: 'string' }], run: whoAmI },
  {
    name: 'completion',
    flags: [],
    run: (context) =>
      fail(context, 'the prompt of drydock kubectl completes by itself; there is no script for other shells'),
  },
  {
    name: 'options',
    flags: [],
    run(context) {
      context.out(
        globalFlags.map(({ name, short }) => `  ${short === undefined ? '   ' : `-${short},`} --${name}`).join('\n'),
      );
      return 0;
    },
  },
  {
    name: 'plugin list',
    flags: [],
    run: (context) => fail(context, 'unable to find any kubectl plugins in your PATH'),
  },
];

const readOnly = ['create'];
const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** By name or kind where `--sort-by` says so, else as the groups come. */
function orderOf(field: string | undefined): (a: KindInfo, b: KindInfo) => number {
  const textOf = ({ plural, kind }: KindInfo): string => (field === 'name' ? plural : field === 'kind' ? kind : '');
  return (a, b) => (textOf(a) === textOf(b) ? 0 : textOf(a) < textOf(b) ? -1 : 1);
}

function apiResources(context: Context): number {
  const { flags } = context;
  const sortBy = flags.text('sort-by') ?? '';
  if (!['', 'name', 'kind'].includes(sortBy)) return fail(context, '--sort-by accepts only name or kind');
  const group = flags.text('api-group');
  const kinds = servedKinds(context.cluster.run.view)
    .filter((kind) => !flags.has('namespaced') || kind.namespaced === flags.bool('namespaced'))
    .filter((kind) => group === undefined || groupOf(kind.apiVersion) === group)
    .filter((kind) => flags.list('verbs').every((verb) => verbsOf(kind).includes(verb)))
    .filter((kind) => flags.list('categories').every((category) => kind.categories.includes(category)))
    .filter((kind) => kind.apiVersion !== 'autoscaling/v1')
    .sort(orderOf(flags.text('sort-by')));
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
  if (kind.kind === 'Namespace') return allVerbs.filter((verb) => verb !== 'deletecollection');
  return kind.kind.endsWith('Review') || kind.kind === 'Binding' ? readOnly : allVerbs;
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
