import { groupOf } from '#engine/api/key.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { kindOfWord } from '../kindLookup.ts';
import { table } from '../printers/table.ts';
import { type Access, allowedBy, type Grant, grantsOf, type User, userOf } from '../rbac.ts';

/**
 * `kubectl auth can-i VERB TYPE[/NAME]`, for oneself (who may do everything) or, with `--as`, for somebody whom Roles and their bindings
 * give what he may do; and why. Follows kubectl pkg/cmd/auth/cani.go.
 */
export const canI: Command = {
  name: 'auth can-i',
  flags: [
    { name: 'list', type: 'bool' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'subresource', type: 'string' },
    { name: 'no-headers', type: 'bool' },
  ],
  run(context: Context): number {
    const { args, flags } = context;
    if (flags.bool('list'))
      return args.length > 0 ? fail(context, 'list option must be specified with no arguments') : list(context);
    if (flags.bool('no-headers')) return fail(context, '--no-headers cannot be set without --list specified');
    const [verb, what] = args;
    if (verb === undefined || what === undefined || args.length > 2)
      return fail(
        context,
        "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
      );
    return answer(context, verb, what);
  },
};

const knownVerbs =
  /^(get|list|watch|create|update|patch|delete|deletecollection|use|bind|impersonate|\*|approve|sign|escalate|attest)$/;

function answer(context: Context, verb: string, what: string): number {
  const { flags } = context;
  const access = accessOf(context, verb, what);
  const user = impersonated(context);
  const grant = user === undefined ? undefined : allowedBy(user, access, context.cluster.run.view);
  const allowed = user === undefined || grant !== undefined;
  if (!flags.bool('quiet')) context.out(allowed ? 'yes' : 'no');
  context.err(reason(user, grant, access));
  return allowed ? 0 : 1;
}

/** kubectl says why only of a no, and the API server gives none for it; people want to know both. */
function reason(user: User | undefined, grant: Grant | undefined, { namespace }: Access): string {
  if (user === undefined) return '(you are in the group system:masters, which may do everything)';
  if (grant !== undefined) return `(RBAC: allowed by ${grant.by})`;
  const place = namespace === '' ? 'for the whole cluster' : `in the namespace ${namespace} or for the whole cluster`;
  return `(no binding ${place} gives this to ${user.name})`;
}

/** Whom `--as` names; undefined for oneself. */
function impersonated({ flags }: Context): User | undefined {
  const name = flags.text('as');
  const user = name === undefined ? undefined : userOf(name, flags.list('as-group'));
  return user?.groups.includes('system:masters') === true ? undefined : user;
}

function accessOf(context: Context, verb: string, what: string): Access {
  const { flags } = context;
  const [word = '', name = ''] = what.split('/');
  const kind = kindOfWord(context.cluster.run.view, word);
  const everywhere = flags.bool('all-namespaces');
  if (kind === undefined && word !== '*' && !what.startsWith('/')) {
    const [resource, ...group] = word.split('.');
    const inGroup = group.length === 0 ? '' : ` in group '${group.join('.')}'`;
    context.err(`Warning: the server doesn't have a resource type '${resource}'${inGroup}\n`);
  }
  if (kind?.namespaced === false && !everywhere) {
    const group = groupOf(kind.apiVersion);
    context.err(
      `Warning: resource '${kind.plural}' is not namespace scoped${group === '' ? '' : ` in group '${group}'`}\n`,
    );
  }
  if (!knownVerbs.test(verb) && !everywhere) context.err(`Warning: verb '${verb}' is not a known verb\n`);
  const sub = flags.text('subresource');
  const plural = kind?.plural ?? word;
  return {
    verb,
    group: kind === undefined ? '' : groupOf(kind.apiVersion),
    resource: sub === undefined ? plural : `${plural}/${sub}`,
    name,
    namespace: everywhere || kind?.namespaced === false ? '' : context.namespace,
  };
}

function list(context: Context): number {
  const user = impersonated(context);
  const header = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
  const everything = [
    ['*.*', '[]', '[]', '[*]'],
    ['', '[*]', '[]', '[*]'],
  ];
  const grants = user === undefined ? [] : grantsOf(user, context.namespace, context.cluster.run.view);
  const rows = user === undefined ? everything : rowsOf(grants);
  context.out(table(context.flags.bool('no-headers') ? rows : [header, ...rows]));
  return 0;
}

function rowsOf(grants: readonly Grant[]): readonly (readonly string[])[] {
  const rows = grants.flatMap(({ rule }) =>
    rule.resources.flatMap((resource) =>
      rule.apiGroups.map((group) => [
        group === '' ? resource : `${resource}.${group}`,
        '[]',
        `[${rule.resourceNames.join(' ')}]`,
        `[${rule.verbs.join(' ')}]`,
      ]),
    ),
  );
  return rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
}
