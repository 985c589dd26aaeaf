import type { VNode } from 'preact';
import type { PodFrame } from '../frame.ts';
import { reveal } from '../host.ts';
import { t as text } from '../l10n.ts';
import { select, selected } from '../state.ts';

/** One pod: its colour is its revision, its border its state, its text says both. */
export function Pod({ pod }: { readonly pod: PodFrame }): VNode {
  const state = text(`state_${pod.state}`);
  return (
    <button
      type="button"
      class={`pod ${pod.state} ${pod.group < 0 ? 'bare' : `g${pod.group % 6}`}`}
      aria-pressed={selected.value === pod.key}
      title={`${pod.name}\n${state}`}
      onClick={() => select(pod.key)}
      onDblClick={() => reveal(pod.key)}
    >
      <span class="pod-name">
        <span class="hidden">{pod.name.slice(0, pod.name.length - pod.short.length)}</span>
        {pod.short}
        {pod.group >= 0 && <span class="tag"> #{pod.group + 1}</span>}
      </span>
      <span class="pod-state">{state}</span>
    </button>
  );
}
