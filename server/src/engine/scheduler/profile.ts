import type { ApiObject } from '../api/meta.ts';
import { asFields, type Fields } from '../patch/json.ts';
import type {
  BindPlugin,
  FilterPlugin,
  PostFilterPlugin,
  PreBindPlugin,
  PreEnqueuePlugin,
  QueueSortPlugin,
  ScorePlugin,
} from './plugin.ts';
import { PluginArgs } from './pluginArgs.ts';
import { prioritySort } from './plugins/prioritySort/prioritySort.ts';
import type { AnyPlugin } from './registry.ts';
import { plugins } from './registry.ts';

/** The plugins that place the pods of one schedulerName. */
export interface Profile {
  readonly schedulerName: string;
  /** 0: by the size of the cluster. */
  readonly percentageOfNodesToScore: number;
  readonly queueSort: QueueSortPlugin;
  readonly preEnqueues: readonly PreEnqueuePlugin[];
  readonly filters: readonly FilterPlugin[];
  /** Asked in turn until one can do something. */
  readonly postFilters: readonly PostFilterPlugin[];
  readonly scores: readonly WeightedScore[];
  readonly preBinds: readonly PreBindPlugin[];
  readonly binds: readonly BindPlugin[];
}

export interface WeightedScore {
  readonly plugin: ScorePlugin;
  readonly weight: number;
}

export const defaultSchedulerName = 'default-scheduler';

/** The profiles of a KubeSchedulerConfiguration (kubescheduler.config.k8s.io/v1), by schedulerName; without one, those of a plain kube-scheduler. */
export function profilesOf(configuration?: ApiObject): ReadonlyMap<string, Profile> {
  const written = list(configuration?.['profiles']).map(asFields);
  const percentage = configuration?.['percentageOfNodesToScore'];
  const profiles = (written.length === 0 ? [{}] : written).map((one) => profileOf(one, percentage));
  return new Map(profiles.map((profile) => [profile.schedulerName, profile]));
}

/** A plugin that a profile has, and where. */
interface Chosen {
  readonly plugin: AnyPlugin;
  readonly weight: number;
}

function profileOf(written: Fields, percentage: unknown): Profile {
  const points = asFields(written['plugins']);
  const args = new Map(
    list(written['pluginConfig'])
      .map(asFields)
      .map((one) => [one['name'], one['args']]),
  );
  const everywhere = multiPoint(asFields(points['multiPoint']), args);
  const at = (point: string): readonly Chosen[] => changed(everywhere, asFields(points[point]), args);
  const having = <K extends keyof AnyPlugin>(point: string, method: K): readonly AnyPlugin[] =>
    at(point).flatMap(({ plugin }) => (plugin[method] === undefined ? [] : [plugin]));
  const name = written['schedulerName'];
  const own = written['percentageOfNodesToScore'] ?? percentage;
  return {
    schedulerName: typeof name === 'string' && name !== '' ? name : defaultSchedulerName,
    percentageOfNodesToScore: typeof own === 'number' ? own : 0,
    queueSort: (having('queueSort', 'isBefore')[0] as QueueSortPlugin | undefined) ?? prioritySort,
    preEnqueues: having('preEnqueue', 'whyGated') as readonly PreEnqueuePlugin[],
    filters: having('filter', 'filterFor') as readonly FilterPlugin[],
    postFilters: having('postFilter', 'afterRefusal') as readonly PostFilterPlugin[],
    scores: at('score').flatMap(({ plugin, weight }) =>
      plugin.scoreFor === undefined ? [] : [{ plugin: plugin as ScorePlugin, weight }],
    ),
    preBinds: having('preBind', 'beforeBind') as readonly PreBindPlugin[],
    binds: having('bind', 'bind') as readonly BindPlugin[],
  };
}

/** The default plugins, less those disabled, with those that are enabled again (another weight) at the end. */
function multiPoint(written: Fields, args: ReadonlyMap<unknown, unknown>): readonly Chosen[] {
  const defaults = plugins.map(({ name, weight, make }) => ({ plugin: make(new PluginArgs(args.get(name))), weight }));
  return changed(defaults, written, args);
}

/** Follows kubernetes framework/runtime expandMultiPointPlugins: a plugin enabled by name replaces the one that is there. */
function changed(given: readonly Chosen[], written: Fields, args: ReadonlyMap<unknown, unknown>): readonly Chosen[] {
  const disabled = new Set(list(written['disabled']).map((one) => asFields(one)['name']));
  const left = given.filter(({ plugin }) => !disabled.has('*') && !disabled.has(plugin.name));
  const enabled = list(written['enabled'])
    .map(asFields)
    .flatMap(({ name, weight }): readonly Chosen[] => {
      const entry = plugins.find((one) => one.name === name);
      if (entry === undefined) return [];
      const plugin =
        given.find((one) => one.plugin.name === name)?.plugin ?? entry.make(new PluginArgs(args.get(name)));
      return [{ plugin, weight: typeof weight === 'number' && weight > 0 ? weight : entry.weight || 1 }];
    });
  const replaced = left.map((one) => enabled.find(({ plugin }) => plugin.name === one.plugin.name) ?? one);
  return [...replaced, ...enabled.filter(({ plugin }) => !left.some((one) => one.plugin.name === plugin.name))];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
