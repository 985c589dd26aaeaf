import type { VNode } from 'preact';
import { type Key, keyOf, splitKey } from '#engine/api/key.ts';
import type { ApiObject, Condition } from '#engine/api/meta.ts';
import { controllerOf } from '#engine/api/meta.ts';
import { containerStatuses, nodeOf, podState, restartsOf } from '#engine/trace/podState.ts';
import { objectAt, titleOf } from '../frame.ts';
import { reveal, sourceOf } from '../host.ts';
import { t as text } from '../l10n.ts';
import { showPlacement } from '../placement/Placement.tsx';
import { picture, run, select, selected } from '../state.ts';
import { conditionSetBy } from './chain.ts';

/** The selected object in a few facts: what it is now, and where it comes from. */
export function Inspector(): VNode | null {
  picture.value;
  const shown = run.value;
  const key = selected.value;
  if (shown === undefined || key === undefined) return null;
  const object = objectAt(shown, key);
  const source = sourceOf(key);
  return (
    <section aria-labelledby="inspector-title" class="inspector">
      <h2 id="inspector-title">
        {text('inspector')}: {titleOf(key)}
        <button
          type="button"
          class="icon close"
          aria-label={text('close')}
          title={`${text('close')} (Esc)`}
          onClick={() => select(undefined)}
        >
          ×
        </button>
      </h2>
      {source !== undefined && (
        <p>
          <button type="button" class="link" onClick={() => reveal(key)}>
            {text('source')}: {text('sourceAt', source.file, source.line)}
          </button>
        </p>
      )}
      {splitKey(key).kind === 'Pod' && (
        <p>
          <button type="button" class="link" onClick={showPlacement} aria-keyshortcuts="p">
            {text('placementShow')}
          </button>{' '}
          <kbd>P</kbd>
        </p>
      )}
      {object === undefined && <p class="dim">{text('absentNow', titleOf(key))}</p>}
      {object !== undefined && <Facts object={object} />}
    </section>
  );
}

function Facts({ object }: { readonly object: ApiObject }): VNode {
  const owner = controllerOf(object);
  const labels = Object.entries(object.metadata.labels ?? {});
  const conditions = ((object['status'] as { conditions?: unknown } | undefined)?.conditions ??
    []) as readonly Condition[];
  return (
    <dl class="facts-list">
      {object.kind === 'Pod' && <PodFacts pod={object} />}
      {owner !== undefined && <Fact name={text('owner')} value={`${owner.kind} ${owner.name}`} />}
      {labels.length > 0 && (
        <Fact name={text('labels')} value={labels.map(([name, value]) => `${name}=${value}`).join(', ')} />
      )}
      {Array.isArray(conditions) &&
        conditions.slice(0, 8).map((each) => <ConditionFact key={each.type} of={keyOf(object)} condition={each} />)}
    </dl>
  );
}

/** A condition, which answers why it is so. */
function ConditionFact({ of, condition }: { readonly of: Key; readonly condition: Condition }): VNode {
  const { type, status, reason, message } = condition;
  const shown = run.value;
  const seq = shown === undefined ? undefined : conditionSetBy(shown, of, condition, shown.cursor.position);
  const value = [reason, message].filter((part) => part !== undefined && part !== '').join(' · ');
  return (
    <div>
      <dt>{type}</dt>
      <dd>
        {seq === undefined ? (
          status
        ) : (
          <button
            type="button"
            class="link"
            aria-label={text('conditionWhy', type, status)}
            onClick={() => select(of, seq)}
          >
            {status}
          </button>
        )}
        {value === '' ? '' : ` · ${value}`}
      </dd>
    </div>
  );
}

function PodFacts({ pod }: { readonly pod: ApiObject }): VNode {
  const waiting = containerStatuses(pod).find((each) => each.state?.waiting?.message !== undefined)?.state?.waiting;
  const images = ((pod['spec'] as { containers?: readonly { image?: string }[] } | undefined)?.containers ?? []).map(
    (each) => each.image ?? '',
  );
  return (
    <>
      <Fact
        name={text('state')}
        value={`${text(`state_${podState(pod)}`)}${waiting === undefined ? '' : ` · ${waiting.reason ?? ''}: ${waiting.message ?? ''}`}`}
      />
      <Fact name={text('node')} value={nodeOf(pod) ?? '–'} />
      <Fact name={text('image')} value={images.join(', ')} />
      {restartsOf(pod) > 0 && <Fact name={text('restarts')} value={String(restartsOf(pod))} />}
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
