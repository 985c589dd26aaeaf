import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok } from '#engine/result.ts';
import type { Blocking, Context } from '../command.ts';
import { fail } from '../command.ts';
import { kindOfStored, storedAs } from '../kindLookup.ts';
import { customColumns } from '../printers/customColumns.ts';
import { shownObject } from '../printers/objectOutput.ts';
import { objectRows } from '../printers/objectTable.ts';
import { tableContext, tableOptions } from '../printers/printTargets.ts';
import { printTemplate, splitFormat, tableFormats } from '../printers/template.ts';
import { toJson, toJsonLine, toYaml } from '../printers/yaml.ts';
import { withZeroTimes } from '../printers/zeroTimes.ts';
import { belongsTo, printedName, type Selection, targetOf } from '../targets.ts';
import { type WatchEvent, watchEvents } from '../watchEvents.ts';

/** How long nothing may happen before a watch ends by itself; a person would press Ctrl-C. Milliseconds of virtual time. */
const patience = 60_000;

/** `kubectl get -w`: the objects as they are, then a row for every change, until nothing changes for a minute. */
export function* watchTargets(context: Context, first: Selection): Blocking {
  const { run } = context.cluster;
  if (first.kinds.length > 1) return fail(context, 'you may only specify a single resource type');
  if (context.flags.has('sort-by'))
    context.err('warning: --watch or --watch-only requested, --sort-by will be ignored');
  const printer = new EventPrinter(context);
  const next = watchEvents(run, belongsTo(context, first));
  const listed = context.flags.bool('watch-only') ? [] : first.targets;
  const printed = printer.print(listed.map(({ object }) => ({ type: 'ADDED', object })));
  if (!printed.ok) return fail(context, printed.error);
  for (const error of first.errors) context.err(error);
  if (first.errors.length > 0) return 1;
  if (first.named && first.targets.length > 1)
    return fail(context, 'you may only watch a single resource or type of resource at a time');
  const timeout = context.flags.duration('request-timeout') ?? 0;
  const end = timeout > 0 ? run.now + timeout : Number.POSITIVE_INFINITY;
  let last = run.now;
  while (run.now < Math.min(end, last + patience)) {
    yield { until: Math.min(end, last + patience) };
    const events = next();
    if (events.length > 0) last = run.now;
    for (const event of events) printer.print([event]);
  }
  return 0;
}

/** Prints objects as they come, each in its own piece of the output that `-o` asks for. */
class EventPrinter {
  readonly #context: Context;
  readonly #rows: RowPrinter;
  readonly #output: string;
  #count = 0;

  constructor(context: Context) {
    this.#context = context;
    this.#rows = new RowPrinter(context);
    this.#output = context.flags.text('output') ?? '';
  }

  /** Rows that are printed together stand in the same columns. The error is wrong use of `-o`. */
  print(events: readonly WatchEvent[]): Result<undefined, string> {
    for (const event of events) {
      const printed = this.#print(event);
      if (!printed.ok) return printed;
    }
    this.#rows.flush();
    return ok(undefined);
  }

  #print({ type, object: stored }: WatchEvent): Result<undefined, string> {
    const context = this.#context;
    const { kubernetesVersion } = context.cluster.run.world;
    const object = withZeroTimes(shownObject(context, stored), kubernetesVersion);
    const events = context.flags.bool('output-watch-events');
    const shown = events ? { type, object } : object;
    this.#count++;
    switch (this.#output) {
      case '':
      case 'wide':
        this.#rows.object(events ? type : undefined, stored);
        return ok(undefined);
      case 'json':
        context.out(events ? `{"type":"${type}","object":${toJsonLine(object)}}` : toJson(object));
        return ok(undefined);
      case 'yaml':
        context.out(`${this.#count > 1 ? '---\n' : ''}${toYaml(shown)}`);
        return ok(undefined);
      case 'name':
        context.out(printedName(targetOf(context, object)));
        return ok(undefined);
      default:
        return this.#format(shown);
    }
  }

  #format(shown: unknown): Result<undefined, string> {
    const context = this.#context;
    const { format, template } = splitFormat(context, this.#output);
    if (format !== 'custom-columns') {
      const printed = printTemplate(context, this.#output, shown, tableFormats);
      if (printed.ok) context.print(printed.value);
      return printed.ok ? ok(undefined) : printed;
    }
    const rows = customColumns(template, [shown as ApiObject], this.#count === 1 && !context.flags.bool('no-headers'));
    if (!rows.ok) return rows;
    this.#rows.add(rows.value);
    return ok(undefined);
  }
}

/** Prints rows in columns as wide as those so far need; the header before the first. */
class RowPrinter {
  readonly #context: Context;
  #kind = '';
  readonly #widths: number[] = [];
  readonly #waiting: (readonly string[])[] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  /** The row of an object, behind the type of its event. */
  object(type: string | undefined, object: ApiObject): void {
    const kind = kindOfStored(this.#context.cluster.run.view, object);
    const options = { ...tableOptions(this.#context, false), headers: true };
    const [header = [], row = []] = objectRows(kind, [object], options, tableContext(this.#context));
    const again = this.#kind === storedAs(kind) || this.#context.flags.bool('no-headers');
    this.#kind = storedAs(kind);
    const all =
      type === undefined
        ? [header, row]
        : [
            ['EVENT', ...header],
            [type, ...row],
          ];
    this.add(again ? all.slice(1) : all);
  }

  add(rows: readonly (readonly string[])[]): void {
    this.#waiting.push(...rows);
  }

  flush(): void {
    const rows = this.#waiting.splice(0);
    for (const cells of rows) this.#widen(cells);
    for (const cells of rows) this.#context.out(this.#aligned(cells));
  }

  #widen(cells: readonly string[]): void {
    for (const [index, cell] of cells.entries()) this.#widths[index] = Math.max(this.#widths[index] ?? 0, cell.length);
  }

  #aligned(cells: readonly string[]): string {
    return cells
      .map((cell, index) => (index === cells.length - 1 ? cell : cell.padEnd((this.#widths[index] ?? 0) + 3)))
      .join('');
  }
}
