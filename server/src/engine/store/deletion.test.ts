import { describe, expect, test } from 'vitest';
import type { ApiObject, ObjectMeta } from '#engine/api/meta.ts';
import type { Pod } from '#engine/api/pod.ts';
import type { DeleteOptions } from './api.ts';
import { deletionOf, endsDeletion, podDeletionOf } from './deletion.ts';

function object(metadata: Partial<ObjectMeta>, more: object = {}): ApiObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', ...metadata }, ...more };
}

function outcome(deletion: ReturnType<typeof deletionOf>): string {
  if (typeof deletion === 'string') return deletion;
  const { finalizers = [], deletionTimestamp, deletionGracePeriodSeconds } = deletion.metadata;
  return `${deletionTimestamp} after ${deletionGracePeriodSeconds} s [${finalizers}]`;
}

describe('deletionOf', () => {
  test.each<[string, Partial<ObjectMeta>, DeleteOptions, boolean, string]>([
    ['nothing holds it', {}, {}, false, 'gone'],
    ['a finalizer holds it', { finalizers: ['a'] }, {}, false, 'now after 0 s [a]'],
    ['asked again: nothing new', { finalizers: ['a'], deletionTimestamp: 'before' }, {}, false, 'unchanged'],
    ['foreground', {}, { propagation: 'Foreground' }, false, 'now after 0 s [foregroundDeletion]'],
    ['orphan', { finalizers: ['a'] }, { propagation: 'Orphan' }, false, 'now after 0 s [a,orphan]'],
    ['background takes an earlier wish back', { finalizers: ['orphan'] }, { propagation: 'Background' }, false, 'gone'],
    [
      'nothing said: the wish stays',
      { finalizers: ['foregroundDeletion'] },
      {},
      true,
      'now after 0 s [foregroundDeletion]',
    ],
    ['nothing said of a kind that leaves its dependents', {}, {}, true, 'now after 0 s [orphan]'],
  ])('TestDeletionFinalizersForGarbageCollection: %s', (_, metadata, options, orphans, expected) => {
    expect(outcome(deletionOf(object(metadata), options, orphans, 'now'))).toBe(expected);
  });
});

describe('podDeletionOf', () => {
  const pod = (
    metadata: Partial<ObjectMeta>,
    spec: Partial<Pod['spec']>,
    phase: 'Running' | 'Failed' = 'Running',
  ): Pod => ({ ...object(metadata), kind: 'Pod', spec: { containers: [], ...spec }, status: { phase } }) as Pod;
  const on = { nodeName: 'n1', terminationGracePeriodSeconds: 30 };

  test.each<[string, Pod, DeleteOptions, string]>([
    ['no node has it: at once', pod({}, {}), {}, 'gone'],
    ['its own grace', pod({}, on), {}, 'in 30 after 30 s []'],
    ['another grace', pod({}, on), { gracePeriodSeconds: 5 }, 'in 5 after 5 s []'],
    ['by force', pod({}, on), { gracePeriodSeconds: 0 }, 'gone'],
    ['ended: at once', pod({}, on, 'Failed'), {}, 'gone'],
    [
      'shortened',
      pod({ deletionTimestamp: 't', deletionGracePeriodSeconds: 30 }, on),
      { gracePeriodSeconds: 5 },
      'in 5 after 5 s []',
    ],
    [
      'never lengthened',
      pod({ deletionTimestamp: 't', deletionGracePeriodSeconds: 5 }, on),
      { gracePeriodSeconds: 30 },
      'unchanged',
    ],
    ['a finalizer holds it', pod({ finalizers: ['a'] }, on), { gracePeriodSeconds: 0 }, 'in 0 after 0 s [a]'],
  ])('TestCheckGracefulDelete: %s', (_, given, options, expected) => {
    expect(outcome(podDeletionOf(given, options, (seconds) => `in ${seconds}`))).toBe(expected);
  });
});

describe('endsDeletion', () => {
  test.each<[string, ApiObject, boolean]>([
    ['not being deleted', object({}), false],
    ['the last finalizer is gone', object({ deletionTimestamp: 't', deletionGracePeriodSeconds: 0 }), true],
    ['one is left', object({ deletionTimestamp: 't', finalizers: ['a'] }), false],
    ['a kubelet still stops it', object({ deletionTimestamp: 't', deletionGracePeriodSeconds: 30 }), false],
    [
      'a namespace with content',
      { ...object({ deletionTimestamp: 't' }, { spec: { finalizers: ['kubernetes'] } }), kind: 'Namespace' },
      false,
    ],
  ])('TestShouldDeleteDuringUpdate: %s', (_, given, expected) => {
    expect(endsDeletion(given)).toBe(expected);
  });
});
