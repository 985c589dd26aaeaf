import { t } from '@vscode/l10n';
import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { insertField, insertItem } from '../../document/insert.ts';
import { type Node, textAt, valueAt } from '../../document/node.ts';
import { nodeAtField } from '../../document/pointer.ts';
import type { Body } from '../../document/resource.ts';
import { itemsOf } from '../../document/strings.ts';
import { type Json, toValue } from '../../document/value.ts';
import type { Edit } from '../../validation/problem.ts';
import { podTemplateOf } from '../../workspace/podTemplate.ts';
import { rangeIn } from '../spot.ts';
import { blockLines, flowText, newField } from '../yamlText.ts';
import { item, literal, type Request } from './request.ts';
import { containerAt, resourceAt } from './surroundings.ts';

/** Whole parts of a pod that people write again and again, for a map of a definition: probes, affinity, a volume with its mount. */
export function partItems(request: Request, definition: string): CompletionItem[] {
  const parts = (byDefinition[definition]?.(request) ?? []).filter(({ field }) => !request.context.siblings.has(field));
  return parts.map((part) =>
    item(request, `${part.field} (${part.label})`, snippetOf(request, part), {
      kind: 15,
      detail: part.label,
      documentation: { kind: 'markdown', value: part.about },
      sortText: `2${part.field}${part.label}`,
      ...(part.more === undefined ? {} : { additionalTextEdits: [part.more] }),
    }),
  );
}

interface Part {
  readonly field: string;
  readonly label: string;
  readonly about: string;
  /** Strings made by `stop` are stops of the snippet. */
  readonly value: Json;
  /** What has to be written elsewhere too, or right behind. */
  readonly more?: TextEdit;
  readonly behind?: string;
}

/** The n-th stop of the snippet, with the text that stands there first. */
function stop(number: number, text: Json): string {
  return `‹${number}:${String(text)}›`;
}

function snippetOf({ context, levels }: Request, { field, value, behind = '' }: Part): string {
  const text = context.flow
    ? `${field}: ${flowText(value)}`
    : blockLines({ [field]: value }, levels).join(`\n${' '.repeat(context.column)}`);
  return literal(text + behind).replace(/"‹(\d):([^›]*)›"/g, '$${$1:$2}');
}

const byDefinition: Readonly<Record<string, (request: Request) => readonly Part[]>> = {
  V1Container: (request) => [...probes(request), ...inContainer(), ...mount(request)],
  V1PodSpec: (request) => [spread(request), ...affinity(request)],
  V1EnvVar: () => sources(),
};

function probes(request: Request): Part[] {
  const body = resourceAt(request)?.body;
  const [port] = body === undefined ? [] : itemsOf(valueAt(containerAt(request, body), 'ports'));
  const number = valueAt(port, 'containerPort');
  const known: Json = textAt(port, 'name') ?? (number === undefined ? null : toValue(number)) ?? 8080;
  const httpGet = { path: stop(1, '/healthz'), port: stop(2, known) };
  const http = t('over HTTP');
  return [
    {
      field: 'readinessProbe',
      label: http,
      about: t('Until it succeeds, Services send no requests to the pod, and a rollout waits.'),
      value: { httpGet, periodSeconds: stop(3, 10) },
    },
    {
      field: 'livenessProbe',
      label: http,
      about: t('When it fails {0} times in a row, the container is restarted.', 3),
      value: { httpGet, periodSeconds: stop(3, 10), failureThreshold: stop(4, 3) },
    },
    {
      field: 'startupProbe',
      label: http,
      about: t('Until it succeeds, the other probes wait: for containers that start slowly.'),
      value: { httpGet, periodSeconds: stop(3, 5), failureThreshold: stop(4, 30) },
    },
  ];
}

function inContainer(): Part[] {
  const secretKeyRef = { name: stop(2, 'secret'), key: stop(3, 'key') };
  return [
    {
      field: 'resources',
      label: t('requests and a memory limit'),
      about: t('By requests a node is chosen; a container above its memory limit is killed.'),
      value: {
        requests: { cpu: stop(1, '100m'), memory: stop(2, '128Mi') },
        limits: { memory: stop(3, '128Mi') },
      },
    },
    {
      field: 'env',
      label: t('from a Secret'),
      about: t('The variable gets the value of a key; without the key the container does not start.'),
      value: [{ name: stop(1, 'NAME'), valueFrom: { secretKeyRef } }],
    },
    {
      field: 'securityContext',
      label: t('level restricted'),
      about: t('What a namespace at the Pod Security level "restricted" asks of a container.'),
      value: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      },
    },
  ];
}

/** A mount, and its volume at the end of the pod's volumes. */
function mount(request: Request): Part[] {
  const body = resourceAt(request)?.body;
  const template = body === undefined ? undefined : podTemplateOf(body);
  const spec = template === undefined ? undefined : nodeAtField(body?.node as Node, template.spec);
  if (spec?.kind !== 'map' || request.document.tree.broken) return [];
  const volumes = valueAt(spec, 'volumes');
  const names = new Set(itemsOf(volumes).map((volume) => textAt(volume, 'name')));
  const name = ['data', 'tmp', 'scratch'].find((one) => !names.has(one));
  if (name === undefined || (volumes !== undefined && volumes.kind !== 'list')) return [];
  const { text } = request.document.tree;
  const volume = { name, emptyDir: {} };
  const edit =
    volumes === undefined
      ? insertField(text, spec, newField('volumes', [volume], request.levels))
      : insertItem(text, volumes, { lines: blockLines(volume), flow: flowText(volume) });
  if (edit === undefined || body === undefined) return [];
  return [
    {
      field: 'volumeMounts',
      label: t('with a volume'),
      about: t('Mounts an empty directory that lives as long as the pod, and adds it to the volumes.'),
      value: [{ name, mountPath: stop(1, `/${name}`) }],
      ...elsewhere(request, body, edit),
    },
  ];
}

/** The line that is being written may be the last one of the container, but is not read as a part of it: what comes behind goes with it. */
function elsewhere(request: Request, body: Body, { start, end, text }: Edit): Pick<Part, 'more' | 'behind'> {
  const { context, document } = request;
  const within = start >= (containerAt(request, body)?.start ?? 0) && start <= context.end;
  if (within && !context.flow) return { behind: text };
  return { more: { range: rangeIn(request.file, document.start + start, document.start + end), newText: text } };
}

function labelsOf(request: Request): Json {
  const body = resourceAt(request)?.body;
  const labels = body === undefined ? {} : (podTemplateOf(body)?.labels ?? {});
  return Object.keys(labels).length === 0 ? { app: stop(1, 'web') } : { ...labels };
}

function spread(request: Request): Part {
  const hash = request.kind === 'Deployment' ? { matchLabelKeys: ['pod-template-hash'] } : {};
  return {
    field: 'topologySpreadConstraints',
    label: t('over zones'),
    about: t('Spreads the pods over the zones of the cluster, each revision by itself.'),
    value: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: stop(2, 'ScheduleAnyway'),
        labelSelector: { matchLabels: labelsOf(request) },
        ...hash,
      },
    ],
  };
}

function affinity(request: Request): Part[] {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labelsOf(request) } };
  const expression = { key: stop(1, 'kubernetes.io/arch'), operator: 'In', values: [stop(2, 'amd64')] };
  return [
    {
      field: 'affinity',
      label: t('pods apart'),
      about: t('Prefers nodes that have no pod of these labels yet.'),
      value: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
        },
      },
    },
    {
      field: 'affinity',
      label: t('nodes with a label'),
      about: t('Allows only nodes with this label.'),
      value: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [expression] }],
          },
        },
      },
    },
  ];
}

function sources(): Part[] {
  const named = { name: stop(1, 'name'), key: stop(2, 'key') };
  const about = t('The variable gets the value of a key; without the key the container does not start.');
  return [
    { field: 'valueFrom', label: t('from a Secret'), about, value: { secretKeyRef: named } },
    { field: 'valueFrom', label: t('from a ConfigMap'), about, value: { configMapKeyRef: named } },
    {
      field: 'valueFrom',
      label: t('from the pod'),
      about: t('The variable gets a field of the pod itself: its name, its IP, its node.'),
      value: { fieldRef: { fieldPath: stop(1, 'metadata.name') } },
    },
  ];
}
