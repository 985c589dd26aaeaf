import { describe, expect, test } from 'vitest';
import type { Pod } from '../api/pod.ts';
import type { Applied } from '../store/change.ts';
import { Store } from '../store/store.ts';
import { PodTally } from './podTally.ts';

const key = (name: string): string => `Pod/default/${name}`;
const pod = (name: string, app: string): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', labels: { app } },
  spec: { containers: [] },
});

/** `a=web`: pod a is there with this label; `a`: it is gone; `?`: the counts are asked for. Gives what was told each time, and how many pods were counted for it. */
function checkCounts(script: string): string {
  const store = new Store();
  let counted = 0;
  const tally = new PodTally<Map<string, number>>({
    list: (view) => view.list('Pod') as readonly Pod[],
    nothing: () => new Map(),
    count: (counts, { metadata }, by) => {
      counted++;
      const app = metadata.labels?.['app'] ?? '';
      counts.set(app, (counts.get(app) ?? 0) + by);
    },
  });
  const told: string[] = [];
  for (const word of script.split(' ')) {
    if (word !== '?') {
      store.apply(changeOf(store, word));
      continue;
    }
    const counts = [...tally.now(store)].filter(([, count]) => count !== 0).sort();
    told.push(`${counts.map(([app, count]) => `${app} ${count}`).join(' ') || 'none'} (${counted})`);
    counted = 0;
  }
  return told.join(', ');
}

function changeOf(store: Store, word: string): Applied {
  const [name = '', app] = word.split('=');
  const before = store.get(key(name)) ?? null;
  const after = app === undefined ? null : pod(name, app);
  return { kind: 'applied', verb: after === null ? 'delete' : 'update', key: key(name), before, after };
}

describe('a tally', () => {
  test('follows pods that come, change and go', () => {
    expect(checkCounts('a=web b=web c=api ? b=api ? a ? b c ?')).toBe(
      'api 1 web 2 (3), api 2 web 1 (2), api 2 (1), none (2)',
    );
  });

  test('counts nothing twice while nothing changes', () => {
    expect(checkCounts('a=web ? ? ?')).toBe('web 1 (1), web 1 (0), web 1 (0)');
  });

  test('counts the pods themselves where more has changed than there are', () => {
    expect(checkCounts('a=web ? a=api a=web a=api a=web a=api ?')).toBe('web 1 (1), api 1 (1)');
  });
});
