import type { VNode } from 'preact';
import { splitKey } from '#engine/api/key.ts';
import { workloadKinds } from '#engine/trace/budget.ts';
import { Fold } from '../Fold.tsx';
import { titleOf } from '../frame.ts';
import { reveal } from '../host.ts';
import { t as text } from '../l10n.ts';
import { run, select, version } from '../state.ts';
import { valueText } from './diff.ts';
import { type ObjectChange, userChanges } from './userChanges.ts';

/** What the apply changes: objects created, changed field by field and deleted, and which pods that replaces. */
export function Changes(): VNode | null {
  version.value;
  const shown = run.value;
  if (shown === undefined) return null;
  const changes = userChanges(shown);
  return (
    <Fold name="changes" aside={<span class="dim">{changes.length}</span>}>
      {() =>
        changes.length === 0 ? (
          <p class="dim">{text('changesNone')}</p>
        ) : (
          <ul class="changes">
            {changes.slice(0, 100).map((change) => (
              <Change
                key={change.key}
                change={change}
                replaced={shown.summary.workloads.find((each) => each.key === change.key)?.replaced ?? 0}
              />
            ))}
          </ul>
        )
      }
    </Fold>
  );
}

function Change({ change, replaced }: { readonly change: ObjectChange; readonly replaced: number }): VNode {
  const { key, before, after, diffs } = change;
  const [sign, word] =
    before === null
      ? (['+', 'changeCreated'] as const)
      : after === null
        ? (['−', 'changeDeleted'] as const)
        : (['~', 'changeChanged'] as const);
  const isWorkload = workloadKinds.includes(splitKey(key).kind) && before !== null;
  // A rollout that is stuck has replaced none yet.
  const restarts = replaced > 0 || diffs.some((diff) => diff.path.startsWith('spec.template'));
  return (
    <li>
      <span class={`sign ${word}`} aria-hidden="true">
        {sign}
      </span>{' '}
      <button type="button" class="link" onClick={() => select(key)} onDblClick={() => reveal(key)}>
        {titleOf(key)}
      </button>{' '}
      <span class="dim">
        {text(word)}
        {isWorkload && ` · ${restarts ? text('changeRestarts', replaced) : text('changeNoRestarts')}`}
      </span>
      {diffs.length > 0 && (
        <dl class="diffs">
          {diffs.map((diff) => (
            <div key={diff.path}>
              <dt>
                <button type="button" class="link" onClick={() => reveal(key, diff.path)}>
                  <code>{diff.path}</code>
                </button>
              </dt>
              <dd>
                <del>{valueText(diff.before)}</del> → <ins>{valueText(diff.after)}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
