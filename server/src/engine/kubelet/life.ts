import type { Node } from '../api/node.ts';
import type { Container, Pod } from '../api/pod.ts';
import type { Context } from '../controllers/controller.ts';
import type { Millis } from '../time.ts';
import type { ImageBehaviour, Timing } from '../world.ts';
import type { ContainerRun, PodRun } from './containerRun.ts';
import type { Pulls } from './pulls.ts';

/** What the kubelet of one node remembers beyond single pods. */
export interface NodeMemory {
  readonly pulls: Pulls;
  lastAddress: number;
}

/** One look of the kubelet at one pod: everything that its stages ask. */
export interface Life {
  readonly pod: Pod;
  readonly run: PodRun;
  readonly node: NodeMemory;
  readonly host: Node;
  readonly now: Millis;
  readonly context: Context;
  /** When a pod of a namespace last became Ready (the stagger queue). */
  readonly lastReady: Map<string, Millis>;
  /** Delays that the model assumes and the next status rests on. */
  readonly assumed: string[];
  /** Says an Event about the pod, or about one of its containers. */
  say(type: 'Normal' | 'Warning', reason: string, message: string, container?: ContainerRun): void;
}

export function specOf(container: ContainerRun, { pod }: Life): Container {
  const among = container.role === 'main' ? pod.spec.containers : (pod.spec.initContainers ?? []);
  return among.find((spec) => spec.name === container.name) ?? { name: container.name, image: container.image };
}

export function behaviourOf(container: ContainerRun, { context }: Life): ImageBehaviour | undefined {
  return context.conditions.image(container.image);
}

type DelayName = 'sandbox' | 'imagePull' | 'imageCheck' | 'start' | 'terminate' | 'restart';

/** A delay of the model: the image's own, or the world's. */
export function delay(name: DelayName, container: ContainerRun, life: Life): Millis {
  const timing: Timing = life.context.conditions.timing;
  return behaviourOf(container, life)?.[name] ?? timing[name];
}

/** Running → Ready without a probe: the image's own, or the world's. */
export function readyDelay(container: ContainerRun, life: Life): Millis | 'never' {
  return behaviourOf(container, life)?.ready ?? life.context.conditions.timing.ready;
}

/** `name_namespace(uid)`, as the kubelet names a pod in messages. */
export function podText(pod: Pod): string {
  return `${pod.metadata.name}_${pod.metadata.namespace ?? 'default'}(${pod.metadata.uid ?? ''})`;
}

/** The container in its pod, as Events name it: `spec.containers{web}`. */
export function fieldPathOf({ name, role }: ContainerRun): string {
  return `spec.${role === 'main' ? 'containers' : 'initContainers'}{${name}}`;
}
