import type { VNode } from 'preact';
import { duration, t as text } from '../l10n.ts';
import type { Run } from '../run.ts';
import { focused, previous, run, version } from '../state.ts';
import type { TextId } from '../texts/english.ts';
import { type Fact, factsOf } from '../verdict/facts.ts';
import { headlineOf } from '../verdict/headline.ts';

/** The verdict of this run beside that of the run before, number by number. */
export function Compare(): VNode | null {
  version.value;
  const shown = run.value;
  const before = previous.value;
  if (shown === undefined || before === undefined || shown.outcome === undefined) return null;
  const [a, b] = [numbersOf(shown), numbersOf(before)];
  const rows = [...new Set([...a.keys(), ...b.keys()])];
  if (rows.every((name) => a.get(name) === b.get(name)))
    return (
      <section class="compare">
        <p class="dim">{text('compareSame')}</p>
      </section>
    );
  return (
    <section aria-labelledby="compare-title" class="compare">
      <h2 id="compare-title">{text('compare')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col">{text('thisRun')}</th>
            <th scope="col">{text('before')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((name) => (
            <tr key={name} class={a.get(name) === b.get(name) ? '' : 'differs'}>
              <th scope="row">{text(name)}</th>
              <td>{a.get(name) ?? '–'}</td>
              <td>{b.get(name) ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const names: Readonly<Record<Fact['id'], TextId>> = {
  available: 'factAvailable',
  counted: 'factCounted',
  terminating: 'rowTerminating',
  endpoints: 'rowEndpoints',
  replaced: 'rowReplaced',
  restarts: 'factRestarts',
  certainty: 'rowCertainty',
};

function numbersOf(shown: Run): ReadonlyMap<TextId, string> {
  const workload = shown.summary.workloads.find((each) => each.key === focused.value);
  const numbers = new Map<TextId, string>([['verdictRow', headlineOf(shown, workload).strong]]);
  numbers.set('durationRow', shown.summary.duration === null ? '–' : duration(shown.summary.duration));
  for (const fact of factsOf(shown.summary, workload)) numbers.set(names[fact.id], fact.value);
  return numbers;
}
