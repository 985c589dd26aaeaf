import type { Container, Pod } from '#engine/api/pod.ts';
import type { Run } from '#engine/engine.ts';
import { type Ending, endingOf, type Sender, type Via } from '#engine/network/request.ts';
import type { Millis } from '#engine/time.ts';
import type { Blocking } from '../command.ts';
import { readUrl } from './url.ts';

/** A program that makes a request: how it names its failures. */
export interface Client {
  unresolved(host: string): Failure;
  refused(host: string, port: number): Failure;
  /** After `waited` ms without an answer; `limited`: by a limit of its own. */
  timedOut(host: string, port: number, waited: Millis, limited: boolean): Failure;
}

export interface Failure {
  readonly text: string;
  readonly code: number;
}

/** What is asked for on the command line. */
export interface Asked {
  readonly url: string | undefined;
  readonly hostHeader: string | undefined;
  /** Longest time it waits for a connection. */
  readonly limit: Millis | undefined;
}

/** Where a request prints, and who makes it: a pod, or somebody outside the cluster. */
export interface Requester {
  readonly run: Run;
  readonly pod: Pod | undefined;
  out(text: string): void;
  err(text: string): void;
}

/** What one request takes: the next one finds the next of several equal backends. */
const turn: Millis = 10;
/** How long a connection to nowhere is tried (six repetitions, the kernel's default). */
const patience: Millis = 134_000;

/** Makes a request and says in a marked line which pod gets it. */
export function* request(from: Requester, asked: Asked, client: Client): Blocking {
  const { run, pod } = from;
  const url = readUrl(asked.url ?? '');
  if (url === undefined) {
    from.err(`(a URL is needed: "${asked.url ?? ''}" is none)`);
    return 2;
  }
  yield* waiting(run, turn);
  const { hostHeader } = asked;
  const draw = run.world.seed + Math.floor(run.now / turn);
  const ending = endingOf({ client: pod, ...url, draw, ...(hostHeader === undefined ? {} : { hostHeader }) }, run.view);
  if (ending.kind === 'dropped') yield* waiting(run, asked.limit ?? patience);
  return conclude(from, ending, { ...url, ...asked }, client);
}

function* waiting(run: Run, time: Millis): Generator<{ readonly until: Millis }, void> {
  const until = run.now + time;
  while (run.now < until) yield { until };
}

type Target = Asked & { readonly host: string; readonly port: number };

function conclude({ out, err }: Requester, ending: Ending, target: Target, client: Client): number {
  const { host, port, limit } = target;
  const failed = ({ text, code }: Failure, why: string): number => {
    err(`${text}\n(${why})`);
    return code;
  };
  switch (ending.kind) {
    case 'answered':
      out(answerText(ending));
      return 0;
    case 'noBackend':
      out(`(${passedText(ending.via)}, but ${ending.why}; its controller answers that itself, mostly with 503)`);
      return 0;
    case 'unresolved':
      return failed(
        client.unresolved(host),
        ending.why ?? `${host} is no name of this cluster; what lies outside it is not simulated`,
      );
    case 'outside':
      return failed(
        client.unresolved(host),
        `${host} is another name of ${ending.name}, which lies outside the cluster and is not simulated`,
      );
    case 'refused':
      return failed(client.refused(host, port), ending.why);
    case 'dropped':
      return failed(client.timedOut(host, port, limit ?? patience, limit !== undefined), ending.why);
  }
}

function answerText({ pod, address, port, via }: Ending & { readonly kind: 'answered' }): string {
  const who = pod === undefined ? `${address}:${port}` : `pod ${pod.metadata.name} (${address}:${port}${place(pod)})`;
  const passed = passedText(via);
  const chosen = via.among > 1 ? `, one of ${via.among} endpoints` : '';
  const doubt = pod === undefined || declares(pod, port) ? '' : `; no container of it declares port ${port}`;
  const by = via.allowedBy ?? [];
  const ruled = by.length === 0 ? '' : `; allowed by NetworkPolic${by.length > 1 ? 'ies' : 'y'} ${by.join(', ')}`;
  const seen = via.seenAs === undefined ? '' : seenText(via.seenAs);
  return `(answered by ${who}${passed === '' ? '' : `: ${passed}`}${chosen}${seen}${doubt}${ruled}; what an application says is not simulated)`;
}

function seenText(sender: Sender): string {
  if (sender.kind === 'client') return "; the pod sees the client's own address";
  return `; the pod sees the address of ${sender.name === undefined ? 'a node' : `node ${sender.name}`}, not the client's`;
}

function place({ spec }: Pod): string {
  return spec.nodeName === undefined ? '' : ` on ${spec.nodeName}`;
}

function passedText({ ingress, service }: Via): string {
  const passed: string[] = [];
  if (ingress !== undefined) passed.push(`Ingress ${ingress.ingress.metadata.name} by ${ingress.by}`);
  if (service !== undefined) passed.push(`Service ${service.metadata.name}`);
  return passed.join(', ');
}

function declares({ spec }: Pod, port: number): boolean {
  const all: readonly Container[] = [...spec.containers, ...(spec.initContainers ?? [])];
  const ports = all.flatMap((container) => container.ports ?? []);
  return ports.length === 0 || ports.some(({ containerPort }) => containerPort === port);
}
