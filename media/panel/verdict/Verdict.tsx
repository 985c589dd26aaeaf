import type { VNode } from 'preact';
import type { Obstacle } from '#engine/trace/obstacles.ts';
import type { WorkloadSummary } from '#engine/trace/summary.ts';
import { titleOf } from '../frame.ts';
import { currentHost } from '../host.ts';
import { t as text } from '../l10n.ts';
import type { Run } from '../run.ts';
import { focused, run, select, version } from '../state.ts';
import { factsOf } from './facts.ts';
import { adviceOf, headlineOf, obstacleSentence, troubleOf, undoOf } from './headline.ts';

/** What will happen, as a sentence; then the numbers; then, if it does not end well, what stands in the way and what to do. */
export function Verdict(): VNode | null {
  version.value;
  const shown = run.value;
  if (shown === undefined) return null;
  const workload = shown.summary.workloads.find((each) => each.key === focused.value);
  const headline = headlineOf(shown, workload);
  const trouble = troubleOf(shown);
  return (
    <header class="verdict">
      {/* Said once it is known: while the run goes on the head line changes with every frame. */}
      <p class="hidden" role="status">
        {shown.outcome === undefined ? '' : `${headline.strong} ${headline.rest}`}
      </p>
      <div class="head">
        <h1>
          <b class={headline.tone}>
            <span aria-hidden="true">{headline.tone === 'ok' ? '✓ ' : headline.tone === 'bad' ? '✕ ' : ''}</span>
            {headline.strong}
          </b>{' '}
          {headline.rest}
        </h1>
        {shown.outcome === undefined && currentHost().live && (
          <button type="button" class="icon" onClick={() => currentHost().send({ kind: 'cancel', run: shown.id })}>
            {text('cancel')}
          </button>
        )}
        <p class="dim">
          {imageChange(workload)}
          {text('headline', shown.header.kubernetesVersion, shown.header.seed)}
          {shown.title === '' ? '' : ` · ${fileNames(shown.title)}`}
        </p>
      </div>
      {trouble !== undefined && <p class="trouble">⚠ {trouble}</p>}
      {shown.entries.length > 0 && (
        <div class="facts">
          {factsOf(shown.summary, workload).map((fact) => (
            <div key={fact.id} class={`fact ${fact.tone}`}>
              <b>{fact.value}</b>
              <span>
                {fact.tone === 'bad' || fact.tone === 'warn' ? '⚠ ' : ''}
                {fact.label}
              </span>
            </div>
          ))}
        </div>
      )}
      {shown.summary.obstacles.length > 0 && !shown.moving && <Obstacles run={shown} workload={workload} />}
    </header>
  );
}

function Obstacles({
  run: shown,
  workload,
}: {
  readonly run: Run;
  readonly workload: WorkloadSummary | undefined;
}): VNode {
  const { obstacles } = shown.summary;
  const [first] = obstacles;
  const undo = workload === undefined ? undefined : undoOf(shown, workload);
  return (
    <div class="obstacles">
      <div>
        <h2>{text('stuckWhy')}</h2>
        <ul>
          {obstacles.slice(0, 6).map((obstacle) => (
            <ObstacleLine key={`${obstacle.kind}${obstacle.key}${obstacle.detail}`} obstacle={obstacle} />
          ))}
        </ul>
      </div>
      {first !== undefined && (
        <div>
          <h2>{text('stuckDo')}</h2>
          <p>{adviceOf(first)}</p>
        </div>
      )}
      {undo !== undefined && (
        <div>
          <h2>{text('undo')}</h2>
          <p>{undo}</p>
        </div>
      )}
    </div>
  );
}

function ObstacleLine({ obstacle }: { readonly obstacle: Obstacle }): VNode {
  const about = obstacle.example ?? obstacle.key;
  return (
    <li>
      <button type="button" class="link" onClick={() => select(about)}>
        {titleOf(obstacle.key)}
      </button>
      : {obstacleSentence(obstacle)}
    </li>
  );
}

/** Paths without their folders: which file is the question here, not where. */
function fileNames(title: string): string {
  return title.replace(/[^\s/]*\/(?=\S)/g, '');
}

function imageChange(workload: WorkloadSummary | undefined): string {
  if (workload === undefined || workload.images.length === 0) return '';
  const [before, after] = [workload.imagesBefore.join(', '), workload.images.join(', ')];
  return before === '' || before === after ? `${after} · ` : `${before} → ${after} · `;
}
