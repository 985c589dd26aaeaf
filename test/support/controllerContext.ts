import { applyDefaults } from '#engine/api/defaults/defaults.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { bootstrapObjects } from '#engine/bootstrap.ts';
import { WorldConditions } from '#engine/conditions.ts';
import type { Context } from '#engine/controllers/controller.ts';
import { randomStream } from '#engine/random.ts';
import type { ControllerApi } from '#engine/store/api.ts';
import { ApiServer } from '#engine/store/apiServer.ts';
import type { Outcome } from '#engine/store/change.ts';
import { Store } from '#engine/store/store.ts';
import { timestamp } from '#engine/time.ts';
import type { World } from '#engine/world.ts';
import { defaultWorld } from '#engine/world.ts';

/** What a controller sees in a test, and what it did, a line each: `scale web-1 10 → 8`, `create Pod web-x`, `event FailedCreate: …`. */
export interface ControllerBench {
  readonly context: Context;
  readonly actions: readonly string[];
  /** Puts an object into the store as it is, defaults filled in, with a uid named after it unless it has one. */
  put<T extends ApiObject>(object: T): T;
}

/** A store with these objects at `now` (milliseconds), and an API that writes down what is asked of it. */
export function controllerBench(objects: readonly ApiObject[], now = 0, world: Partial<World> = {}): ControllerBench {
  const conditions = new WorldConditions({ ...defaultWorld(), ...world });
  const store = new Store();
  const server = new ApiServer(store, conditions, 1);
  const actions: string[] = [];
  const note = (outcome: Outcome): Outcome => {
    const line = describe(outcome);
    if (line !== undefined) actions.push(line);
    return outcome;
  };
  const put = <T extends ApiObject>(object: T): T => {
    const uid = object.metadata.uid ?? `uid-${object.metadata.name}`;
    const named = { ...object, metadata: { ...object.metadata, uid } };
    return server.put(applyDefaults(named, conditions.kubernetesVersion), now).after as T;
  };
  for (const object of [...bootstrapObjects(), ...objects]) put(object);
  const api: ControllerApi = {
    create: (object) => note(server.create(object, now)),
    update: (object) => note(server.update(object, now)),
    replace: (object) => note(server.replace(object)),
    updateStatus: (object) => note(server.updateStatus(object)),
    delete: (key, options) => note(server.delete(key, options, now)),
    evict: (key, options) => note(server.evict(key, options, now, () => undefined)),
    bind: (key, node) => note(server.bind(key, node, now)),
    event: (_about, _type, reason, message) => {
      actions.push(`event ${reason}: ${message}`);
    },
  };
  const context: Context = {
    wokenBy: 'change',
    now,
    view: store,
    api,
    apiOf: () => api,
    conditions,
    random: randomStream(1, 'test'),
    timestamp: () => timestamp(conditions.startTime, now),
    note: (_topic, text) => {
      actions.push(`note ${text}`);
    },
    assume: ({ kind, text }) => {
      actions.push(`${kind}: ${text}`);
    },
  };
  return { context, actions, put };
}

function describe(outcome: Outcome): string | undefined {
  const [kind = '', , name] = outcome.key.split('/');
  const what = `${kind.split('.')[0]} ${name}`;
  if (outcome.kind === 'rejected') return `${outcome.verb} ${what} refused: ${outcome.status.reason}`;
  const { before, after, verb } = outcome;
  if (verb !== 'update' || before === null || after === null) return `${verb} ${what}`;
  if (before === after) return undefined;
  if (after.metadata.deletionTimestamp !== before.metadata.deletionTimestamp) return `delete ${what}`;
  const from = replicas(before);
  const to = replicas(after);
  if (from !== to) return `scale ${name} ${from} → ${to}`;
  return before['status'] === after['status'] ? `update ${what}` : `status ${what}`;
}

function replicas(object: ApiObject): unknown {
  return (object['spec'] as { readonly replicas?: number } | undefined)?.replicas;
}
