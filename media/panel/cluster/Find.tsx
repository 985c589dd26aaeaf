import { type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import type { Key } from '#engine/api/key.ts';
import { titleOf } from '../frame.ts';
import { t as text } from '../l10n.ts';
import { run, select, selected } from '../state.ts';

const most = 12;
/** What is typed. */
const wanted: Signal<string> = signal('');

/** Finds pods and nodes by name, where they are too many to stand there in words; Enter selects the first. */
export function Find(): VNode {
  const found = wanted.value.trim() === '' ? [] : keysNamed(wanted.value.trim().toLowerCase());
  return (
    <div class="find">
      <input
        type="search"
        aria-label={text('find')}
        placeholder={text('find')}
        value={wanted.value}
        onInput={(event) => {
          wanted.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && found[0] !== undefined) select(found[0]);
        }}
      />
      <span class="dim" role="status">
        {wanted.value.trim() !== '' && (found.length === 0 ? text('findNothing') : text('found', found.length))}
      </span>
      <ul>
        {found.slice(0, most).map((key) => (
          <li key={key}>
            <button type="button" class="link" aria-pressed={selected.value === key} onClick={() => select(key)}>
              {titleOf(key)}
            </button>
          </li>
        ))}
        {found.length > most && <li class="dim">{text('more', found.length - most)}</li>}
      </ul>
    </div>
  );
}

/** Nodes first: they are fewer. */
function keysNamed(part: string): readonly Key[] {
  const cluster = run.value?.cluster;
  if (cluster === undefined) return [];
  const nodes = [...cluster.nodes.keys()].filter((name) => name.includes(part)).map((name): Key => `Node//${name}`);
  const pods = [...cluster.pods.keys()].filter((key) => key.slice(key.lastIndexOf('/') + 1).includes(part));
  return [...nodes, ...pods];
}
