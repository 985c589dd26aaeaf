import type { VNode } from 'preact';
import type { NodeFrame } from '../frame.ts';
import { t as text } from '../l10n.ts';
import { select, selected } from '../state.ts';
import { Pod } from './Pod.tsx';

/** One node with what its pods request and the pods themselves. */
export function Node({ node }: { readonly node: NodeFrame }): VNode {
  return (
    <section class={`node ${node.state}`} aria-label={node.name}>
      <header>
        <button
          type="button"
          class="link name"
          aria-pressed={selected.value === node.key}
          onClick={() => select(node.key)}
        >
          {node.name}
        </button>
        {node.zone !== '' && <span class="zone-of">{text('zone', node.zone)}</span>}
        {node.state !== 'ready' && <span class="badge">{text(`node_${node.state}`)}</span>}
        <span class="dim">{text('nodePods', node.podCount, node.podCapacity)}</span>
      </header>
      <Gauge
        label={text('cpuLabel', cores(node.cpu), cores(node.cpuCapacity))}
        short={text('nodeCpu', cores(node.cpu), cores(node.cpuCapacity))}
        part={share(node.cpu, node.cpuCapacity)}
      />
      <Gauge
        label={text('memoryLabel', bytes(node.memory), bytes(node.memoryCapacity))}
        short={text('nodeMemory', bytes(node.memory), bytes(node.memoryCapacity))}
        part={share(node.memory, node.memoryCapacity)}
      />
      {node.taints.length > 0 && <p class="taints dim">{text('taints', node.taints.join(', '))}</p>}
      <div class="pods">
        {node.pods.map((pod) => (
          <Pod key={pod.key} pod={pod} />
        ))}
      </div>
    </section>
  );
}

function Gauge({
  label,
  short,
  part,
}: {
  readonly label: string;
  readonly short: string;
  readonly part: number;
}): VNode {
  return (
    <div class="gauge" role="img" aria-label={label} title={label}>
      <span class="bar">
        <i style={{ width: `${Math.round(part * 100)}%` }} class={part > 0.9 ? 'full' : ''} />
      </span>
      <span class="dim">{short}</span>
    </div>
  );
}

/** Milli-cores as cores: `2.5`. */
export function cores(milli: number): string {
  return String(Math.round(milli / 10) / 100);
}

/** Bytes in the largest binary unit that leaves at least one: `64Mi`, `1.5Gi`. */
export function bytes(value: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${Math.round(size * 10) / 10}${units[unit] ?? ''}`;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, part / whole);
}
