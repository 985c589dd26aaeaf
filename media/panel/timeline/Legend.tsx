import type { VNode } from 'preact';
import { t as text } from '../l10n.ts';
import { focused, picture, previous } from '../state.ts';
import { imageTag } from '../workloads/imageTag.ts';
import { timeline } from './Timeline.tsx';

/** What the bands and lines of the time-line mean. */
export function Legend(): VNode | null {
  const lane = timeline.value?.workload;
  const workload = picture.value?.workloads.find((each) => each.key === focused.value);
  if (lane === undefined) return null;
  const ready = lane.bands.filter((band) => band.kind === 'ready');
  const has = (kind: string): boolean => lane.bands.some((band) => band.kind === kind);
  return (
    <ul class="legend">
      {ready.map((band) => {
        const group = workload?.groups.find((each) => each.group === band.group);
        const named = `#${band.group + 1}${group === undefined ? '' : ` ${imageTag(group)}`}`;
        return (
          <li key={band.id}>
            <i class={`swatch ready g${band.group % 6}`} />
            {text('readyRevision', named)}
          </li>
        );
      })}
      {has('unready') && (
        <li>
          <i class="swatch unready" />
          {text('notReady')}
        </li>
      )}
      {has('terminating') && (
        <li>
          <i class="swatch terminating" />
          {text('terminating')}
        </li>
      )}
      <li>
        <i class="swatch available" />
        {text('availableLine')}
      </li>
      {previous.value !== undefined && (
        <li>
          <i class="swatch previous" />
          {text('previousRun')}
        </li>
      )}
    </ul>
  );
}
