import type { ApiObject } from '#engine/api/meta.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { kindOfWord } from '../kindLookup.ts';
import { since } from '../printers/age.ts';
import { lastSeen } from '../printers/kinds/cluster.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { printTargets, tableContext } from '../printers/printTargets.ts';
import { readNumber, readText } from '../printers/read.ts';
import { table } from '../printers/table.ts';
import { targetOf } from '../targets.ts';

/** `kubectl events [--for TYPE/NAME] [--types Warning]`. Follows kubectl pkg/cmd/events. */
export const events: Command = {
  name: 'events',
  flags: [
    ...outputFlags,
    { name: 'for', type: 'string' },
    { name: 'types', type: 'list' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'no-headers', type: 'bool' },
    { name: 'watch', short: 'w', type: 'bool' },
    { name: 'chunk-size', type: 'int' },
  ],
  run(context: Context): number {
    const everywhere = context.flags.bool('all-namespaces');
    const about = context.flags.text('for');
    const [word = '', name] = (about ?? '').split('/');
    const kind = about === undefined ? undefined : kindOfWord(context.cluster.run.view, word);
    if (about !== undefined && kind === undefined)
      return fail(context, `the server doesn't have a resource type "${word}"`);
    if (about !== undefined && name === undefined) return fail(context, '--for must be in resource/name form');
    const types = context.flags.list('types');
    if (types.some((type) => !/^(normal|warning)$/i.test(type)))
      return fail(context, 'valid --types are Normal or Warning');
    const found = context.cluster.run.view
      .list('Event', everywhere ? undefined : context.namespace)
      .filter(
        (event) =>
          kind === undefined ||
          (readText(event, 'involvedObject.kind') === kind.kind && readText(event, 'involvedObject.name') === name),
      )
      .filter((event) => types.length === 0 || types.includes(readText(event, 'type')))
      .sort((a, b) => (lastSeen(a) === lastSeen(b) ? 0 : lastSeen(a) < lastSeen(b) ? -1 : 1));
    return show(context, found, everywhere);
  },
};

function show(context: Context, found: readonly ApiObject[], everywhere: boolean): number {
  const output = context.flags.text('output');
  if (output !== undefined) {
    const printed = printTargets(
      context,
      found.map((event) => targetOf(context, event)),
      output,
      false,
    );
    return printed.ok ? 0 : fail(context, printed.error);
  }
  if (found.length === 0) {
    context.err(everywhere ? 'No events found.' : `No events found in ${context.namespace} namespace.`);
    return 0;
  }
  const { now } = tableContext(context);
  const header = [...(everywhere ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
  const rows = found.map((event) => [...(everywhere ? [event.metadata.namespace ?? ''] : []), ...cellsOf(event, now)]);
  context.out(table(context.flags.bool('no-headers') ? rows : [header, ...rows]));
  return 0;
}

function cellsOf(event: ApiObject, now: number): readonly string[] {
  const count = readNumber(event, 'series.count', readNumber(event, 'count'));
  const last = since(lastSeen(event), now);
  const first = since(readText(event, 'firstTimestamp', readText(event, 'eventTime')), now);
  return [
    count > 1 ? `${last} (x${count} over ${first})` : last,
    readText(event, 'type'),
    readText(event, 'reason'),
    `${readText(event, 'involvedObject.kind')}/${readText(event, 'involvedObject.name')}`,
    readText(event, 'message').trim(),
  ];
}
