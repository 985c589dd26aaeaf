import type { Key } from './api/key.ts';
import type { ApiObject } from './api/meta.ts';
import type { Node } from './api/node.ts';
import type { Status } from './api/status.ts';
import { apiServerEndpoints, bootstrapObjects } from './bootstrap.ts';
import { defaultBounds } from './clock/bounds.ts';
import { Loop } from './clock/loop.ts';
import { WorldConditions } from './conditions.ts';
import { controllers } from './controllers/registry.ts';
import { joined } from './kubelet/nodeStatus.ts';
import type { Result } from './result.ts';
import type { Api } from './store/api.ts';
import { ApiServer } from './store/apiServer.ts';
import { Store } from './store/store.ts';
import type { StoreView } from './store/view.ts';
import type { Millis } from './time.ts';
import { timestamp } from './time.ts';
import { durationText } from './trace/text.ts';
import type { Trace } from './trace/trace.ts';
import type { ImageBehaviour, World } from './world.ts';

/** API BOUNDARY: a cluster in virtual time, set up and standing at 0. The same world and the same calls give the same trace, byte for byte. */
export function start(world: World): Run {
  return new Run(world);
}

/** A running cluster. Nothing moves unless `step`, `advance` or `settle` is called. */
export class Run {
  readonly view: StoreView;
  readonly world: World;
  readonly #conditions: WorldConditions;
  readonly #server: ApiServer;
  readonly #loop: Loop;
  #restless = false;

  constructor(world: World) {
    const store = new Store();
    this.world = world;
    this.view = store;
    this.#conditions = new WorldConditions(world);
    this.#server = new ApiServer(store, this.#conditions, world.seed);
    this.#loop = new Loop(
      store,
      this.#server,
      this.#conditions,
      controllers.map((make) => make()),
      world.seed,
      { ...defaultBounds, ...world.bounds },
    );
    for (const object of bootstrapObjects()) this.#loop.put('bootstrap', object, 'a cluster starts with it');
    const began = timestamp(world.startTime, 0);
    let nodes = 0;
    const join = (node: Node): Node => joined(node, nodes++, began, world.kubernetesVersion);
    const joining = world.nodes.map(join);
    for (const node of joining) this.#loop.put('bootstrap', node, 'the world has this node');
    for (const object of apiServerEndpoints(joining)) this.#loop.put('bootstrap', object, 'the API server writes it');
    for (const object of world.objects)
      this.#loop.put('bootstrap', isNode(object) ? join(object) : object, 'the world starts with it');
  }

  get now(): Millis {
    return this.#loop.now;
  }

  /** When anything but a Node or Lease last changed. */
  get lastChange(): Millis {
    return this.#loop.lastChange;
  }

  /** Why the run has ended at a bound, in a sentence; undefined while it can go on. */
  get bound(): string | undefined {
    return this.#loop.bound;
  }

  /** The live trace: entries are appended as time moves. */
  get trace(): Trace {
    const { kubernetesVersion, seed, startTime } = this.world;
    return { header: { kubernetesVersion, seed, startTime }, entries: this.#loop.entries, end: this.#loop.now };
  }

  /** The API as the user (or another actor named here) sees it, at this moment. */
  api(actor = 'user'): Api {
    return this.#loop.outsideApi(actor);
  }

  /** What a create would store (`--dry-run=server`). */
  dryRun(object: ApiObject): Result<ApiObject, Status> {
    return this.#server.dryRun(object, this.#loop.now);
  }

  /** What an update would store (`--dry-run=server`). */
  dryRunUpdate(object: ApiObject): Result<ApiObject, Status> {
    return this.#server.dryRunUpdate(object, this.#loop.now);
  }

  nextDue(): Millis | undefined {
    return this.#loop.nextDue();
  }

  /** Serves the next thing due, if it is due by `limit`; false when nothing is. */
  step(limit: Millis = Number.POSITIVE_INFINITY): boolean {
    const due = this.#loop.nextDue();
    return due !== undefined && due <= limit && this.#loop.step();
  }

  /** Serves everything due up to `to` and stands there. */
  advance(to: Millis): void {
    while (this.step(to));
    this.#loop.now = Math.max(this.#loop.now, to);
  }

  /**
   * Moves on until nothing has changed for `quiet`, or until `limit`; false when the limit, or a bound, ended it, which the trace tells.
   * It ends `quiet` after the last change, or after the call if nothing changes.
   */
  settle(quiet: Millis, limit: Millis): boolean {
    const from = this.now;
    let since = from;
    for (;;) {
      const end = since + quiet;
      if (end > limit) {
        this.advance(limit);
        return this.rested(false, from);
      }
      if (!this.step(end)) {
        this.advance(end);
        return this.rested(this.bound === undefined, from);
      }
      since = Math.max(since, this.lastChange);
    }
  }

  /** Tells the trace whether the cluster has come to rest, for which one has waited since `from`; gives the same back. */
  rested(rested: boolean, from: Millis): boolean {
    if (!rested && this.bound === undefined)
      this.note('rest', `not at rest after ${durationText(this.now - from)}: the wait ends`, { rested });
    if (rested && this.#restless) this.note('rest', 'at rest', { rested });
    this.#restless = !rested;
    return rested;
  }

  /** How containers of this image behave at this moment. */
  behaviourOf(image: string): ImageBehaviour | undefined {
    return this.#conditions.image(image);
  }

  /** A node's kubelet stops or comes back, or the node leaves the cluster. */
  setNode(name: string, state: 'down' | 'up' | 'removed'): void {
    if (state === 'down') this.#conditions.nodeDown(name, this.now);
    else this.#conditions.nodeUp(name);
    const cause = this.#loop.note('user', null, {
      topic: 'fault',
      text: `node ${name} is ${state}`,
      key: `Node//${name}`,
    });
    if (state === 'removed')
      this.#loop.api('user', cause).delete(`Node//${name}`, {}, `node ${name} leaves the cluster`);
    this.#loop.fault({ kind: 'node', name, state }, cause);
  }

  /** Images that match behave like this from now on. */
  setImage(behaviour: ImageBehaviour): void {
    this.#conditions.addImage(behaviour);
    const cause = this.#loop.note('user', null, {
      topic: 'fault',
      text: `images ${behaviour.match} change their behaviour`,
      data: behaviour,
    });
    this.#loop.fault({ kind: 'image', match: behaviour.match }, cause);
  }

  /** The main process of a running container ends with this code (`kubectl exec POD -- kill 1`). */
  endContainer(pod: Key, container: string, code: number): void {
    const text = `container ${container} of ${pod} ends with ${code}`;
    const cause = this.#loop.note('user', null, { topic: 'fault', text, key: pod });
    this.#loop.fault({ kind: 'container', pod, container, code }, cause);
  }

  /** Records something that changes no object (the end of a scenario's step). */
  note(topic: 'step' | 'rest' | 'bound', text: string, data?: unknown): void {
    this.#loop.note('user', null, { topic, text, ...(data === undefined ? {} : { data }) });
  }
}

function isNode(object: ApiObject): object is Node {
  return object.kind === 'Node' && object.apiVersion === 'v1';
}
