import { key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Millis } from '../time.ts';
import { timestamp } from '../time.ts';
import type { StoreView } from './view.ts';

/** What an actor wants to say about an object. */
export interface EventRequest {
  readonly about: ApiObject;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** The part of the object it is about: `spec.containers{web}`. */
  readonly fieldPath?: string;
  /** `kubelet/n1` is the component kubelet on host n1. */
  readonly actor: string;
  /** The moment, Unix milliseconds. */
  readonly at: Millis;
  /** Tells Events of one moment apart. */
  readonly sequence: number;
}

/** The names of the Events there are, by what they say. */
export type EventNames = Map<string, string>;

/** The core/v1 Event to store: a new one, or the earlier equal one counted up; follows client-go tools/record. */
export function eventFor(view: StoreView, names: EventNames, request: EventRequest): ApiObject {
  const { about, type, reason, message, fieldPath, actor } = request;
  const now = timestamp(request.at, 0);
  const namespace = about.metadata.namespace ?? 'default';
  const [component = actor, host] = actor.split('/');
  const what = fieldPath === undefined ? [] : [fieldPath];
  const { uid = about.metadata.name } = about.metadata;
  const saying = [namespace, about.kind, uid, type, reason, message, component, ...what].join('\n');
  const earlier = view.get(key('Event', namespace, names.get(saying) ?? ''));
  if (earlier !== undefined) return { ...earlier, count: Number(earlier['count'] ?? 1) + 1, lastTimestamp: now };
  const name = `${about.metadata.name}.${nanoseconds(request)}`;
  names.set(saying, name);
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace },
    involvedObject: {
      kind: about.kind,
      ...(about.metadata.namespace === undefined ? {} : { namespace }),
      name: about.metadata.name,
      uid: about.metadata.uid,
      apiVersion: about.apiVersion,
      resourceVersion: about.metadata.resourceVersion,
      ...(fieldPath === undefined ? {} : { fieldPath }),
    },
    reason,
    message,
    source: { component, ...(host === undefined ? {} : { host }) },
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
    type,
    eventTime: null,
    reportingComponent: component,
    reportingInstance: host ?? '',
  };
}

/** Where names of Events end: the moment in hexadecimal nanoseconds, so that those of one object stand in the order in which they came. */
function nanoseconds({ at, sequence }: EventRequest): string {
  return (BigInt(Math.floor(at)) * 1_000_000n + BigInt(sequence % 1_000_000)).toString(16);
}
