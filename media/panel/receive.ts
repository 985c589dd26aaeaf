import { headerOf } from '#engine/trace/unwire.ts';
import type { ToPanel } from '#protocol/panel.ts';
import type { SimulateProblem } from '#protocol/simulate.ts';
import { setLanguage, t as text } from './l10n.ts';
import { Run } from './run.ts';
import { ended, grown, refusal, run, select, show } from './state.ts';

/** Takes one message from the client. What is no message of the protocol is left alone: other senders may share the channel. */
export function receive(message: unknown): void {
  const told = messageOf(message);
  switch (told?.kind) {
    case 'started':
      show(
        new Run({
          ...told,
          header: headerOf(told.header),
          origins: told.origins ?? {},
          whatIf: told.whatIf ?? {},
          title: String(told.title ?? ''),
        }),
      );
      return;
    case 'chunk':
      if (run.value?.id !== told.run) return;
      run.value.append(told.chunk, told.end);
      grown();
      return;
    case 'ended':
      if (run.value?.id !== told.run) return;
      run.value.finish(told);
      ended();
      return;
    case 'refused':
      refusal.value = text('notRun', (told.problems ?? []).map(problemText).join(' '));
      return;
    case 'select':
      select(told.key);
      return;
    default:
      return;
  }
}

/** Shows a whole trace, as a page carries it: `{ trace: WireTrace, title, origins, applyAt }`. Anything else becomes a sentence. */
export function receivePage(content: string, language: string): void {
  setLanguage(language);
  const page = parsed(content);
  const trace = record(page?.['trace']);
  const chunks = trace?.['chunks'];
  if (page === undefined || trace === undefined || !Array.isArray(chunks)) {
    refusal.value = text('unreadable', text('notATrace'));
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

const kinds: ReadonlySet<unknown> = new Set(['started', 'chunk', 'ended', 'refused', 'select']);

function messageOf(message: unknown): ToPanel | undefined {
  return kinds.has(record(message)?.['kind']) ? (message as ToPanel) : undefined;
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

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
