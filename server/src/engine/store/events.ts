import { key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
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
  readonly timestamp: string;
  /** Makes the name unique, as the time in nanoseconds does in a real cluster. */
  readonly sequence: number;
}

/** The core/v1 Event to store: a new one, or the earlier equal one counted up; follows client-go tools/record. */
export function eventFor(view: StoreView, request: EventRequest): ApiObject {
  const { about, type, reason, message, fieldPath, actor, timestamp } = request;
  const namespace = about.metadata.namespace ?? 'default';
  const [component = actor, host] = actor.split('/');
  const what = fieldPath === undefined ? [] : [fieldPath];
  const id = hash(
    [about.kind, about.metadata.uid ?? about.metadata.name, type, reason, message, component, ...what].join('\n'),
  );
  const name = `${about.metadata.name}.${id}`;
  const earlier = view.get(key('Event', namespace, name));
  if (earlier !== undefined) return { ...earlier, count: Number(earlier['count'] ?? 1) + 1, lastTimestamp: timestamp };
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
    firstTimestamp: timestamp,
    lastTimestamp: timestamp,
    count: 1,
    type,
    eventTime: null,
    reportingComponent: component,
    reportingInstance: host ?? '',
  };
}

function hash(text: string): string {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    high = Math.imul(high ^ text.charCodeAt(i), 0x01000193);
    low = Math.imul(low ^ text.charCodeAt(i), 0x85ebca6b);
  }
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0');
}
