import type { Key } from '#engine/api/key.ts';
import { headerOf } from '#engine/trace/unwire.ts';
import type { ToPanel } from '#protocol/panel.ts';
import type { SimulateProblem } from '#protocol/simulate.ts';
import { originKey } from './frame.ts';
import { setLanguage, t as text } from './l10n.ts';
import { record } from './record.ts';
import { restoreView } from './remember.ts';
import { Run } from './run.ts';
import {
  ended,
  extent,
  grown,
  hurryFirst,
  type Refusal,
  refusal,
  run,
  select,
  selected,
  show,
  wentOn,
} from './state.ts';

/** Takes one message from the client. What is no message of the protocol is left alone: other senders may share the channel. `later` runs its argument when the screen is drawn next. */
export function receive(message: unknown, later: (then: () => void) => void): void {
  const told = messageOf(message);
  switch (told?.kind) {
    case 'started':
      begin(told);
      return;
    case 'chunk':
      if (run.value?.id !== told.run) return;
      run.value.append(told.chunk, numberOr(told.end, run.value.end));
      // Chunks come faster than the screen is drawn: one picture for all that came meanwhile.
      if (!waiting) later(drawn);
      waiting = true;
      return;
    case 'ended':
      if (run.value?.id !== told.run) return;
      finish(run.value, told);
      return;
    case 'refused':
      refusal.value = refusalOf(Array.isArray(told.problems) ? told.problems : []);
      return;
    case 'select':
      if (!isSourceOfSelected(told.key)) select(told.key);
      return;
    default:
      return;
  }
}

/** Shows a whole trace, as a page carries it: `{ trace: WireTrace, title, origins, applyAt }`. Anything else becomes a sentence. */
export function receivePage(content: string, language: string): void {
  setLanguage(language);
  try {
    showPage(content);
  } catch (error) {
    if (run.value === undefined)
      refusal.value = { text: text('unreadable', error instanceof Error ? error.message : String(error)) };
  }
}

function showPage(content: string): void {
  const page = parsed(content);
  const trace = record(page?.['trace']);
  const chunks = trace?.['chunks'];
  if (page === undefined || trace === undefined || !Array.isArray(chunks)) {
    refusal.value = { text: text('unreadable', text('notATrace')) };
    return;
  }
  const origins = record(page['origins']) ?? {};
  const shown = new Run({
    run: 'page',
    title: typeof page['title'] === 'string' ? page['title'] : '',
    header: headerOf(trace['header']),
    origins: origins as Run['origins'],
    whatIf: {},
  });
  const end = typeof trace['end'] === 'number' ? trace['end'] : 0;
  for (const chunk of chunks) shown.append(chunk, end);
  const applyAt = typeof page['applyAt'] === 'number' ? { applyAt: page['applyAt'] } : {};
  shown.finish({ end, outcome: 'quiet', ...applyAt });
  show(shown);
  ended();
}

function begin(told: Extract<ToPanel, { kind: 'started' }>): void {
  const origins = (record(told.origins) ?? {}) as Run['origins'];
  const whatIf = record(told.whatIf) ?? {};
  hurryFirst();
  show(
    new Run({ run: told.run, title: String(told.title ?? ''), header: headerOf(told.header), origins, whatIf }, true),
  );
}

/** A run comes to its end, or, when a terminal went on with its cluster, to the next one. */
function finish(shown: Run, told: Extract<ToPanel, { kind: 'ended' }>): void {
  const known = shown.outcome === undefined ? undefined : extent.value[1];
  shown.finish({ ...told, end: numberOr(told.end, shown.end) });
  if (known === undefined) {
    ended();
    restoreView(shown);
  } else wentOn(known);
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

let waiting = false;

function drawn(): void {
  waiting = false;
  grown();
}

/** Going to the source moves the cursor there, which comes back as «show this object»: what is selected already came from it. */
function isSourceOfSelected(key: Key): boolean {
  const shown = run.value;
  const chosen = selected.value;
  return shown !== undefined && chosen !== undefined && originKey(shown, chosen) === key;
}

const kinds: ReadonlySet<unknown> = new Set(['started', 'chunk', 'ended', 'refused', 'select']);

function messageOf(message: unknown): ToPanel | undefined {
  return kinds.has(record(message)?.['kind']) ? (message as ToPanel) : undefined;
}

function refusalOf(problems: readonly SimulateProblem[]): Refusal {
  const said = text('notRun', problems.map(problemText).join(' '));
  const placed = problems.find((problem) => problem.uri !== undefined && problem.range !== undefined);
  if (placed?.uri === undefined || placed.range === undefined) return { text: said };
  return { text: said, place: { uri: placed.uri, range: placed.range } };
}

function problemText({ message, uri, range }: SimulateProblem): string {
  const file = uri === undefined ? '' : decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  const place = file === '' ? '' : `${file}${range === undefined ? '' : `:${range[0] + 1}`}: `;
  return `${place}${message}`;
}

function parsed(content: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return record(JSON.parse(content));
  } catch {
    return undefined;
  }
}
