import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { select } from '../targets.ts';
import { containerFlag, terminalFlags } from './exec.ts';

/** Commands that reach from this machine into the cluster: what is wrong is refused as kubectl would, for the rest there is an honest sentence. */
export const fromOutsideCommands: readonly Command[] = [
  {
    name: 'cp',
    flags: [containerFlag, { name: 'no-preserve', type: 'bool' }, { name: 'retries', type: 'int' }],
    run: copy,
  },
  {
    name: 'debug',
    flags: [
      ...terminalFlags,
      { name: 'image', type: 'string' },
      { name: 'target', type: 'string' },
      { name: 'copy-to', type: 'string' },
      { name: 'profile', type: 'string' },
      { name: 'attach', type: 'bool' },
      { name: 'share-processes', type: 'bool' },
    ],
    run: debug,
  },
  {
    name: 'proxy',
    flags: [
      { name: 'port', short: 'p', type: 'int' },
      { name: 'address', type: 'string' },
    ],
    run: (context) =>
      fail(
        context,
        'the API server is simulated: nothing can listen on this machine for it. "kubectl get -o yaml" shows what it would answer',
      ),
  },
  ...['create token', 'certificate approve', 'certificate deny'].map(
    (name): Command => ({
      name,
      flags: [
        { name: 'duration', type: 'duration' },
        { name: 'audience', type: 'list' },
      ],
      run: (context) => fail(context, 'tokens and certificates of a simulated cluster open nothing, so there are none'),
    }),
  ),
];

function copy(context: Context): number {
  const [from, to, ...more] = context.args;
  if (from === undefined || to === undefined || more.length > 0)
    return fail(context, 'source and destination are required');
  const remote = [from, to]
    .map((word) => /^(?:([^/:]+)\/)?([^/:]+):(.+)$/.exec(word))
    .filter((match) => match !== null);
  if (remote.length === 0) return fail(context, 'one of src or dest must be a remote file specification');
  if (remote.length === 2) return fail(context, 'one of src or dest must be a local file specification');
  const [, namespace = context.namespace, pod = '', path = ''] = remote[0] ?? [];
  const refused = refusal({ ...context, namespace }, ['pods', pod]);
  if (refused !== undefined) return refused;
  return fail(
    context,
    `pod ${pod} is simulated: its containers have no files of their own to copy. "kubectl exec ${pod} -- cat ${path}" reads what volumes bring`,
  );
}

function debug(context: Context): number {
  const [word] = context.args;
  if (word === undefined) return fail(context, 'NAME or TYPE/NAME is required for debug');
  const refused = refusal(context, word.includes('/') ? [word] : ['pods', word]);
  if (refused !== undefined) return refused;
  return fail(
    context,
    `${word} is simulated: there is nothing in it that a debugging container could look at. "kubectl describe" and "kubectl events" say what happened to it`,
  );
}

/** The exit code where what the words name is not there, after it was said; undefined where it is. */
function refusal(context: Context, words: readonly string[]): number | undefined {
  const selection = select(context, words);
  if (!selection.ok) return fail(context, selection.error);
  for (const error of selection.value.errors) context.err(error);
  return selection.value.errors.length > 0 ? 1 : undefined;
}
