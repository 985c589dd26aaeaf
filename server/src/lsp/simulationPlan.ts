import { t } from '@vscode/l10n';
import { type Key, keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { defaultTiming, defaultWorld, equalNodes, type World } from '#engine/world.ts';
import { missingNamespaces } from '#kubectl/scenario/applyManifests.ts';
import { positionIn } from '#language/document/document.ts';
import { builtFrom } from '#language/kustomize/builtFrom.ts';
import { validate } from '#language/languageService.ts';
import { manifestsOf } from '#language/manifests.ts';
import { versionOf } from '#language/workspace/snapshot.ts';
import type { SimulationSettings } from '#protocol/settings.ts';
import type { FieldChange, SimulateParams, SimulateProblem, SourceText } from '#protocol/simulate.ts';
import { placed } from './origins.ts';
import type { Sources } from './simulationSources.ts';

/** What a simulation does: the world at 0, what runs in it before, and what is applied. */
export interface Plan {
  readonly world: World;
  readonly before: readonly ApiObject[];
  readonly applied: readonly ApiObject[];
}

/** Everything that keeps these files from being applied: what the parser, the decoder or the API server would refuse. */
export function refusals({ objects, files, snapshot, problems }: Sources): readonly SimulateProblem[] {
  const refused = files.flatMap((file) =>
    validate(snapshot, file.uri)
      .filter(({ severity, source }) => severity === 'error' && ['syntax', 'schema', 'api'].includes(source))
      .map(({ message, range }) => {
        const [start, end] = [positionIn(file, range[0]), positionIn(file, range[1])];
        return {
          uri: file.uri,
          message,
          range: [start.line, start.character, end.line, end.character] as const,
        };
      }),
  );
  const empty = files.length > 0 && objects.length === 0;
  const nothing = empty
    ? [{ message: t('There is no Kubernetes object in this file.'), uri: files[0]?.uri ?? '' }]
    : [];
  return [...problems, ...refused, ...nothing];
}

/** Sets the cluster up as the settings and the what-if want it. Namespaces that the manifests take for granted exist. */
export function simulationPlan(sources: Sources, params: SimulateParams, settings: SimulationSettings): Plan {
  const { whatIf } = params;
  const applied = sources.objects.map(({ object }) => withFields(placed(object), whatIf.fields ?? []));
  const before = objectsOf(params.before ?? []).map(placed);
  const plain = defaultWorld();
  const count = whatIf.nodes ?? (applied.some((object) => object.kind === 'Node') ? 0 : settings.nodes);
  const first = sources.files[0];
  return {
    before,
    applied,
    world: {
      ...plain,
      kubernetesVersion:
        whatIf.kubernetesVersion ??
        (first === undefined ? plain.kubernetesVersion : versionOf(sources.snapshot, first.uri)),
      seed: whatIf.seed ?? settings.seed,
      nodes: equalNodes(count),
      objects: missingNamespaces([...before, ...applied]),
      timing: { ...defaultTiming, ...whatIf.timing },
      images: whatIf.images ?? [],
    },
  };
}

function objectsOf(texts: readonly SourceText[]): readonly ApiObject[] {
  const built = builtFrom(texts);
  return built?.objects ?? texts.flatMap(({ uri, text }) => manifestsOf(uri, text).objects.map(({ object }) => object));
}

function withFields(object: ApiObject, changes: readonly FieldChange[]): ApiObject {
  const own: Key = keyOf(object);
  return changes
    .filter((change) => change.key === own)
    .reduce((changed, { path, value }) => set(changed, path, value) as ApiObject, object);
}

/** `value` put at `path` in a copy of `into`; null removes what is there. Maps on the way that do not exist are made. */
function set(into: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(into)) {
    const items: readonly unknown[] = into;
    return items.flatMap((item, index) => {
      if (index !== step) return [item];
      return rest.length === 0 && value === null ? [] : [set(item, rest, value)];
    });
  }
  const fields: Record<string, unknown> = { ...(typeof into === 'object' ? into : {}) };
  if (rest.length === 0 && value === null) delete fields[String(step)];
  else fields[String(step)] = set(fields[String(step)], rest, value);
  return fields;
}
