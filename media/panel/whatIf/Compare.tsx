import type { VNode } from 'preact';
import { duration, t as text } from '../l10n.ts';
import type { Run } from '../run.ts';
import { focused, previous, run, version } from '../state.ts';
import { factsOf } from '../verdict/facts.ts';
import { headlineOf } from '../verdict/headline.ts';

/** The verdict of this run beside that of the run before, number by number. */
export function Compare(): VNode | null {
  version.value;
  const shown = run.value;
  const before = previous.value;
  if (shown === undefined || before === undefined || shown.outcome === undefined) return null;
  const [a, b] = [numbersOf(shown), numbersOf(before)];
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
          {[...new Set([...a.keys(), ...b.keys()])].map((name) => (
            <tr key={name} class={a.get(name) === b.get(name) ? '' : 'differs'}>
              <th scope="row">{name}</th>
              <td>{a.get(name) ?? '–'}</td>
              <td>{b.get(name) ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function numbersOf(shown: Run): ReadonlyMap<string, string> {
  const workload = shown.summary.workloads.find((each) => each.key === focused.value);
  const numbers = new Map([[text('verdictRow'), headlineOf(shown, workload).strong]]);
  numbers.set(text('durationRow'), shown.summary.duration === null ? '–' : duration(shown.summary.duration));
  for (const fact of factsOf(shown.summary, workload)) numbers.set(fact.label, fact.value);
  return numbers;
}
