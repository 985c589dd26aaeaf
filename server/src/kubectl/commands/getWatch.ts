import { keyOf } from '#engine/api/key.ts';
import type { Blocking, Context } from '../command.ts';
import { storedAs } from '../kindLookup.ts';
import { objectRows } from '../printers/objectTable.ts';
import { tableContext, tableOptions } from '../printers/printTargets.ts';
import { toJson, toYaml } from '../printers/yaml.ts';
import { printedName, type Selection, select, type Target } from '../targets.ts';

/** How long nothing may happen before a watch ends by itself; a person would press Ctrl-C. Milliseconds of virtual time. */
const patience = 60_000;

/** `kubectl get -w`: the objects as they are, then a row for every change, until nothing changes for a minute. */
export function* watchTargets(context: Context, first: Selection): Blocking {
  const { run } = context.cluster;
  const printer = new RowPrinter(context, first);
  if (!context.flags.bool('watch-only')) for (const targets of byKind(first.targets)) printer.print('ADDED', targets);
  for (const error of first.errors) context.err(error);
  if (first.errors.length > 0) return 1;
  let known = new Map(first.targets.map((target) => [keyOf(target.object), target]));
  const timeout = context.flags.duration('request-timeout') ?? 0;
  const end = timeout > 0 ? run.now + timeout : Number.POSITIVE_INFINITY;
  let last = run.now;
  while (run.now < Math.min(end, last + patience)) {
    yield { until: Math.min(end, last + patience) };
    const selection = select(context);
    if (!selection.ok) return 0;
    const next = new Map(selection.value.targets.map((target) => [keyOf(target.object), target]));
    if (report(printer, known, next)) last = run.now;
    known = next;
  }
  return 0;
}

/** Prints what changed between two moments; whether anything did. */
function report(printer: RowPrinter, before: ReadonlyMap<string, Target>, after: ReadonlyMap<string, Target>): boolean {
  let any = false;
  for (const [key, target] of after) {
    const old = before.get(key);
    if (old?.object === target.object) continue;
    printer.print(old === undefined ? 'ADDED' : 'MODIFIED', [target]);
    any = true;
  }
  for (const [key, target] of before) {
    if (after.has(key)) continue;
    printer.print('DELETED', [target]);
    any = true;
  }
  return any;
}

/** The same in groups of neighbours of one kind: each is a table. */
function byKind(targets: readonly Target[]): readonly (readonly Target[])[] {
  const groups: Target[][] = [];
  for (const target of targets) {
    const last = groups.at(-1);
    if (last?.[0]?.kind === target.kind) last.push(target);
    else groups.push([target]);
  }
  return groups;
}

/** Prints rows as they come, in columns as wide as those so far; a header whenever the kind changes. */
class RowPrinter {
  readonly #context: Context;
  readonly #several: boolean;
  #kind = '';
  #widths: number[] = [];

  constructor(context: Context, selection: Selection) {
    this.#context = context;
    this.#several = selection.kinds.length > 1;
  }

  /** Prints objects of one kind; those of one call are one table. */
  print(type: 'ADDED' | 'MODIFIED' | 'DELETED', targets: readonly Target[]): void {
    const output = this.#context.flags.text('output') ?? '';
    const events = this.#context.flags.bool('output-watch-events');
    if (output !== 'json' && output !== 'yaml' && output !== 'name') {
      this.#rows(type, targets, events);
      return;
    }
    for (const target of targets) {
      const object = events ? { type, object: target.object } : target.object;
      if (output === 'name') this.#context.out(printedName(target));
      else this.#context.out(output === 'json' ? toJson(object) : `${toYaml(object)}\n---`);
    }
  }

  #rows(type: string, targets: readonly Target[], events: boolean): void {
    const [first] = targets;
    if (first === undefined) return;
    const options = { ...tableOptions(this.#context, this.#several), headers: true };
    const objects = targets.map((target) => target.object);
    const [header = [], ...cells] = objectRows(first.kind, objects, options, tableContext(this.#context));
    const again = this.#kind === storedAs(first.kind);
    if (!again) this.#widths = [];
    this.#kind = storedAs(first.kind);
    const bare = again || this.#context.flags.bool('no-headers') ? cells : [header, ...cells];
    const rows = events ? bare.map((row) => [row === header ? 'EVENT' : type, ...row]) : bare;
    for (const row of rows) this.#widen(row);
    for (const row of rows) this.#context.out(this.#aligned(row));
  }

  #widen(row: readonly string[]): void {
    row.forEach((cell, index) => {
      this.#widths[index] = Math.max(this.#widths[index] ?? 0, cell.length);
    });
  }

  #aligned(row: readonly string[]): string {
    return row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd((this.#widths[index] ?? 0) + 3)))
      .join('');
  }
}
