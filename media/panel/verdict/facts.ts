import { splitKey } from '#engine/api/key.ts';
import type { Summary, WorkloadSummary } from '#engine/trace/summary.ts';
import { t as text } from '../l10n.ts';

/** A number that a person decides by, and what it is. */
export interface Fact {
  readonly id: 'available' | 'counted' | 'terminating' | 'endpoints' | 'replaced' | 'restarts' | 'certainty';
  readonly value: string;
  readonly label: string;
  readonly tone: 'plain' | 'ok' | 'warn' | 'bad';
}

/** The numbers of the verdict, for the workload in focus. */
export function factsOf(summary: Summary, workload: WorkloadSummary | undefined): readonly Fact[] {
  const facts: Fact[] =
    workload === undefined ? [] : [availability(workload), counted(workload), terminating(workload)];
  const service = [...summary.services]
    .filter((each) => each.lowestReady !== null)
    .sort((a, b) => (a.lowestReady?.count ?? 0) - (b.lowestReady?.count ?? 0))[0];
  if (service !== undefined) {
    const count = service.lowestReady?.count ?? 0;
    facts.push({
      id: 'endpoints',
      value: String(count),
      label: text('factEndpoints', splitKey(service.key).name),
      tone: count === 0 ? 'bad' : 'plain',
    });
  }
  if (workload !== undefined && (workload.replaced > 0 || workload.created > 0)) {
    facts.push({
      id: 'replaced',
      value: String(workload.replaced),
      label: text('factRestarted', workload.created),
      tone: 'plain',
    });
  }
  if (summary.restarts > 0)
    facts.push({ id: 'restarts', value: String(summary.restarts), label: text('factRestarts'), tone: 'warn' });
  const { ties } = summary.certainty;
  facts.push(
    ties === 0
      ? { id: 'certainty', value: text('certain'), label: text('factCertain'), tone: 'plain' }
      : { id: 'certainty', value: text('chance', ties), label: text('factChance'), tone: 'plain' },
  );
  return facts;
}

function availability({ lowestAvailable, desired, floor, floorField, available, changed }: WorkloadSummary): Fact {
  if (lowestAvailable === null) {
    const tone = available < desired ? 'warn' : 'plain';
    return { id: 'available', value: text('of', available, desired), label: text('factAvailableNew'), tone };
  }
  const value = text('of', lowestAvailable.count, desired);
  // The floor is a promise of the rollout; a drain or a lost node does not ask it.
  if (floor === null || !changed) return { id: 'available', value, label: text('factAvailable'), tone: 'plain' };
  const tone = lowestAvailable.count < floor ? 'bad' : 'plain';
  return { id: 'available', value, label: text('factAvailableFloor', floor, fieldText(floorField)), tone };
}

/** The field that a bound comes from, as written in the manifest; a StatefulSet's is a rule and has words. */
function fieldText(field: string): string {
  return field === 'one at a time' ? text('oneAtATime') : field;
}

function counted({ peak, ceiling: most, ceilingField, changed }: WorkloadSummary): Fact {
  const ceiling = changed ? most : null;
  const label = ceiling === null ? text('factCounted') : text('factCountedCeiling', ceiling, ceilingField);
  return {
    id: 'counted',
    value: String(peak.count),
    label,
    tone: ceiling !== null && peak.count > ceiling ? 'warn' : 'plain',
  };
}

function terminating({ peak, peakWithTerminating }: WorkloadSummary): Fact {
  const beyond = Math.max(0, peakWithTerminating.count - peak.count);
  return {
    id: 'terminating',
    value: String(peakWithTerminating.count),
    label: beyond === 0 ? text('factTerminatingNone') : text('factTerminating', beyond),
    tone: beyond === 0 ? 'plain' : 'warn',
  };
}
