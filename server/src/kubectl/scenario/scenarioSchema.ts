import { kubernetesVersions } from '#engine/api/version.ts';
import { defaultAdmission, defaultTiming } from '#engine/world.ts';

/** A JSON schema, as far as it is used here. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  /** Exactly one of these sets of fields is there. */
  readonly oneOf?: readonly { readonly required: readonly string[] }[];
  /** Fields that are there only beside others. */
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
}

const duration = (description: string, otherwise?: string): JsonSchema => ({
  type: 'string',
  description,
  pattern: '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$',
  ...(otherwise === undefined ? {} : { default: otherwise }),
});
const text = (description: string): JsonSchema => ({ type: 'string', description });
const map = (
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema => ({
  type: 'object',
  description,
  properties,
  required,
  additionalProperties: false,
});
const list = (description: string, items: JsonSchema): JsonSchema => ({ type: 'array', description, items });
const labels: JsonSchema = { type: 'object', additionalProperties: { type: 'string' } };
const any: JsonSchema = { description: 'Any value.' };

const delays = {
  sandbox: 'From the binding to the sandbox of the pod.',
  imagePull: 'How long an image takes to be pulled; a node pulls one after another.',
  imageCheck: 'How long the registry takes to say that an image which the node has is the one that is meant.',
  start: 'From ContainerCreating to Running.',
  terminate: 'From the deletion to its end, never longer than the grace period.',
  restart: 'Before the first, immediate restart of a container.',
} as const;

const timing = map(
  'The model of the kubelet; every value has a default.',
  Object.fromEntries(
    Object.entries({
      ...delays,
      ready: 'From Running to Ready where no readiness probe says so; 0s is at once.',
      stagger: 'At least this long between two pods of a namespace becoming Ready.',
      restartBackoff: 'The first back-off of a crash loop, doubled up to 300 s.',
      watchLatency: 'From a change to the controllers that watch it.',
    }).map(([name, about]) => [name, duration(about, `${defaultTiming[name as keyof typeof defaultTiming]}ms`)]),
  ),
);

const image = map(
  'How containers of matching images behave; the first match wins.',
  {
    match: text('A glob over the image as it is written: "nginx:1.2*".'),
    pull: { enum: ['fails'], description: 'The image cannot be pulled.' },
    ready: { anyOf: [{ const: 'never' }, duration('From Running to Ready.')] },
    probes: map('What single probes find, whatever `ready` says.', {
      startup: { enum: ['fails', 'succeeds'], description: 'The startup probe.' },
      readiness: { enum: ['fails', 'succeeds'], description: 'The readiness probe.' },
      liveness: { enum: ['fails', 'succeeds'], description: 'The liveness probe.' },
    }),
    exits: map('The container ends by itself.', {
      after: duration('How long after `from`.'),
      code: { type: 'integer', description: 'The exit code.' },
      from: { enum: ['ready', 'running'], default: 'ready', description: 'Counted from this moment.' },
    }),
    ...Object.fromEntries(Object.entries(delays).map(([name, about]) => [name, duration(about)])),
  },
  ['match'],
);

const node: JsonSchema = map('A node, or a file with objects that the cluster starts with.', {
  name: text('The name of the node.'),
  capacity: {
    type: 'object',
    description: 'Resources: cpu, memory, pods, …',
    additionalProperties: { type: ['string', 'integer', 'number'] },
  },
  zone: text('Short for the label topology.kubernetes.io/zone.'),
  region: text('Short for the label topology.kubernetes.io/region.'),
  labels,
  taints: list('Taints of the node.', {
    type: 'object',
    properties: {
      key: { type: 'string' },
      value: { type: 'string' },
      effect: { enum: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
    },
  }),
  file: text('A file with Node and any other objects, relative to the scenario.'),
});

const tests: Readonly<Record<string, JsonSchema>> = {
  path: text('A path of field names, e.g. status.readyReplicas.'),
  equals: any,
  notEquals: any,
  atLeast: { type: 'number', description: 'The value is this or more.' },
  atMost: { type: 'number', description: 'The value is this or less; an absent one is 0.' },
  matches: text('A glob over the value.'),
  gone: { type: 'boolean', description: 'The object does not exist.' },
  exists: { type: 'boolean', description: 'The object exists, or does not.' },
  condition: text('A condition: "Available", "Progressing=False".'),
  reason: text('The reason of the condition.'),
};

const choice = {
  kind: text('The kind of the object.'),
  namespace: text('Its namespace, default "default".'),
  name: text('Its name; {rs:web@2} and the like stand for names that the cluster makes up.'),
  selector: text('A label selector, in the place of a name.'),
  index: {
    type: 'integer',
    minimum: 0,
    default: 0,
    description: 'Which of those that the selector finds.',
  } as JsonSchema,
};

const stepFields = map('One step; it has exactly one of these, and `input` with kubectl.', {
  kubectl: text('A command of kubectl, without the word itself: "set image deployment/web web=web:2".'),
  input: text('The standard input of the command.'),
  wait: {
    description: 'Virtual time passes: so long, until nothing changes, or until an object is so.',
    anyOf: [
      { const: 'quiet' },
      duration('So long.'),
      map('Until nothing has changed for so long, or until an object passes a test.', {
        quiet: duration('Nothing has changed for so long.', '5s'),
        for: text('Kind/name, e.g. Deployment/web.'),
        timeout: duration('The wait ends after this at the latest.', '10m'),
        ...tests,
      }),
    ],
  },
  delete: map('Deletes an object.', {
    ...choice,
    propagation: { enum: ['Background', 'Foreground', 'Orphan'], description: 'What becomes of what it owns.' },
    gracePeriod: duration('In the place of its own grace period.'),
  }),
  evict: map('Evicts a pod, as far as PodDisruptionBudgets let it go.', {
    ...choice,
    gracePeriod: duration('In the place of its own.'),
  }),
  patch: map('Patches an object.', {
    ...choice,
    type: { enum: ['strategic', 'merge', 'json'], default: 'strategic', description: 'The type of the patch.' },
    subresource: { enum: ['status', 'scale'], description: 'Patches this part of it.' },
    patch: any,
  }),
  node: map(
    'A node fails, comes back, or leaves the cluster.',
    { name: text('Its name.'), state: { enum: ['down', 'up', 'removed'] } },
    ['name', 'state'],
  ),
  image,
  expect: list(
    'What has to hold; where it does not, the exit code is 1.',
    map('An expectation.', {
      object: text('Kind/name.'),
      never: { enum: ['unavailable'], description: 'What must not have been at any time.' },
      of: text('Kind/name, for never.'),
      ...tests,
    }),
  ),
});

const step: JsonSchema = {
  ...stepFields,
  oneOf: Object.keys(stepFields.properties ?? {})
    .filter((name) => name !== 'input')
    .map((name) => ({ required: [name] })),
  dependentRequired: { input: ['kubectl'] },
};

/** The schema of scenario files, for completion and hover; what is wrong with one is said by `parseScenario`. */
export const scenarioSchema: JsonSchema = map(
  'A scenario: the cluster to start from, and what happens to it.',
  {
    apiVersion: { const: 'drydock.dev/v1alpha1' },
    kind: { const: 'Scenario' },
    metadata: { type: 'object', properties: { name: { type: 'string' }, labels, annotations: labels } },
    spec: map('What the scenario is.', {
      kubernetesVersion: {
        enum: kubernetesVersions,
        description: 'Rules that differ by version follow it; default: the newest.',
      },
      seed: { type: 'integer', minimum: 0, default: 1, description: 'The only source of chance.' },
      startTime: text('The wall-clock time at virtual time 0, RFC 3339; default 2026-01-01T00:00:00Z.'),
      nodes: {
        description: 'A number of equal nodes (default 3: 4 CPU, 16Gi, 110 pods each), or a list.',
        anyOf: [{ type: 'integer', minimum: 0, maximum: 5000 }, list('The nodes.', node)],
      },
      admission: map(
        'Which admission plugins are on.',
        Object.fromEntries(
          Object.entries(defaultAdmission).map(([name, on]) => [name, { type: 'boolean', default: on }]),
        ),
      ),
      timing,
      images: list('Behaviour by image; the first match wins.', image),
      loadBalancer: {
        type: 'boolean',
        default: false,
        description: 'Whether a cloud gives LoadBalancer Services an address.',
      },
      steps: list('What happens, in order.', step),
    }),
  },
  ['apiVersion', 'kind', 'spec'],
);
