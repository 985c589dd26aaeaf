import type { VNode } from 'preact';
import { reveal } from '../host.ts';
import { t as text } from '../l10n.ts';
import { focus, focused, picture, select, selected } from '../state.ts';
import { imageTag } from './imageTag.ts';
import type { GroupFrame, WorkloadFrame } from './tree.ts';

const mostShown = 40;

/** The workloads as a tree: each with its ReplicaSets or revisions and how many of their pods are how far. */
export function Workloads(): VNode {
  const workloads = picture.value?.workloads ?? [];
  return (
    <section aria-labelledby="workloads-title">
      <h2 id="workloads-title">{text('workloads')}</h2>
      {workloads.length === 0 && <p class="dim">{text('noWorkloads')}</p>}
      <ul class="tree">
        {workloads.slice(0, mostShown).map((workload) => (
          <Workload key={workload.key} workload={workload} />
        ))}
      </ul>
      {workloads.length > mostShown && <p class="dim">{text('more', workloads.length - mostShown)}</p>}
    </section>
  );
}

function Workload({ workload }: { readonly workload: WorkloadFrame }): VNode {
  return (
    <li>
      <button
        type="button"
        class={`row ${workload.state}`}
        aria-pressed={selected.value === workload.key}
        aria-current={focused.value === workload.key ? 'true' : undefined}
        onClick={() => {
          focus.value = workload.key;
          select(workload.key);
        }}
        onDblClick={() => reveal(workload.key)}
      >
        <span class={`status ${workload.state}`} aria-hidden="true" />
        <span class="dim">{workload.kind}</span> <b>{workload.name}</b>
        <span class="right">
          {text('workloadCounts', workload.available, workload.desired)} · {text(`workload_${workload.state}`)}
        </span>
      </button>
      <ul>
        {workload.groups.map((group) => (
          <Group key={group.key} group={group} />
        ))}
      </ul>
    </li>
  );
}

function Group({ group }: { readonly group: GroupFrame }): VNode {
  const dots = Math.min(30, group.ready + group.unready + group.terminating);
  const scale = dots / Math.max(1, group.ready + group.unready + group.terminating);
  const label = text('groupCounts', group.ready, group.unready, group.terminating);
  const many = (count: number, kind: string): VNode[] =>
    Array.from({ length: Math.round(count * scale) }, (_, i) => (
      <i key={`${kind}${i}`} class={`dot ${kind} g${group.group % 6}`} />
    ));
  return (
    <li>
      <button
        type="button"
        class="row"
        aria-pressed={selected.value === group.key}
        onClick={() => select(group.key.split('@')[0])}
      >
        <i class={`swatch ready g${group.group % 6}`} />
        <span class="grow">
          <span class="tag">#{group.group + 1}</span> {imageTag(group)}{' '}
          <span class="dim">
            {group.revision === '' || group.revision.length > 12 ? group.name : text('revision', group.revision)}
          </span>
        </span>
        <span class="dots" role="img" aria-label={label} title={label}>
          {many(group.ready, 'ready')}
          {many(group.unready, 'unready')}
          {many(group.terminating, 'terminating')}
        </span>
        <span class="right">{group.desired ?? group.ready + group.unready}</span>
      </button>
    </li>
  );
}
