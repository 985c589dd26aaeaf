import { keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Blocking, Context } from '../command.ts';
import { kindOfStored, storedAs } from '../kindLookup.ts';
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
  if (!context.flags.bool('watch-only')) for (const target of first.targets) printer.print('ADDED', target);
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
    printer.print(old === undefined ? 'ADDED' : 'MODIFIED', target);
    any = true;
  }
  for (const [key, target] of before) {
    if (after.has(key)) continue;
    printer.print('DELETED', target);
    any = true;
  }
  return any;
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

  print(type: 'ADDED' | 'MODIFIED' | 'DELETED', target: Target): void {
    const output = this.#context.flags.text('output') ?? '';
    const events = this.#context.flags.bool('output-watch-events');
    if (output === 'json') this.#context.out(toJson(events ? { type, object: target.object } : target.object));
    else if (output === 'yaml')
      this.#context.out(`${toYaml(events ? { type, object: target.object } : target.object)}\n---`);
    else if (output === 'name') this.#context.out(printedName(target));
    else this.#row(type, target.object, events);
  }

  #row(type: string, object: ApiObject, events: boolean): void {
    const kind = kindOfStored(this.#context.cluster.run.view, object);
    const again = this.#kind === storedAs(kind);
    const options = { ...tableOptions(this.#context, this.#several), headers: true };
    const [header = [], row = []] = objectRows(kind, [object], options, tableContext(this.#context));
    const rows = again || this.#context.flags.bool('no-headers') ? [row] : [header, row];
    if (!again) this.#widths = [];
    this.#kind = storedAs(kind);
    for (const cells of rows) {
      const all = events ? [cells === header ? 'EVENT' : type, ...cells] : cells;
      this.#context.out(this.#aligned(all));
    }
  }

  #aligned(cells: readonly string[]): string {
    return cells
      .map((cell, index) => {
        const width = Math.max(this.#widths[index] ?? 0, cell.length);
        this.#widths[index] = width;
        return index === cells.length - 1 ? cell : cell.padEnd(width + 3);
      })
      .join('');
  }
}
