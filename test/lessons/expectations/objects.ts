import { drawn, type Found, formed, type Json, said } from './compare.ts';
import { type Expectation, type Fields, valueAt } from './expectation.ts';
import type { Readings } from './reading.ts';
import type { Stage } from './stage.ts';

/** X36 to X43 and X47: what people create, and what the API server and kubectl make of it. */
export const objects: Readings = {
  X36: {
    read(stage, expectation) {
      stage.performAll(expectation);
      return {
        data: valueAt(stage.object('ConfigMap/default/postgres-config'), 'data') as Found,
        seedShowsInstead: () => undefined,
      };
    },
  },
  X37: {
    read(stage, expectation) {
      stage.performAll(expectation);
      const { type, data } = stage.object('Secret/default/db-security') as unknown as Fields;
      return { type, data };
    },
  },
  X38: { read: twoDocuments },
  X39: { read: withoutClaim },
  X40: { read: deploymentDefaults },
  X41: { read: serviceDefaults },
  X42: { read: definition },
  X43: { read: threeLevels },
  X47: {
    read(stage, { action }) {
      const { stdout, stderr } = stage.place('deployment-nginx.yaml').act(action[0]);
      return { stderr: stderr.trimEnd(), stdout: stdout.trimEnd() };
    },
  },
};

const claim = `apiVersion: v1
kind: PersistentVolume
metadata: { name: disk }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  storageClassName: local
  hostPath: { path: /data }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: postgres-pv-claim }
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: local
  resources: { requests: { storage: 1Gi } }
`;

/** What the Deployment refers to, but for the claim. */
function references(stage: Stage): void {
  stage.kubectl('create configmap postgres-config --from-literal=POSTGRES_DB=shopping');
  stage.kubectl(
    'create secret generic db-security --from-literal=POSTGRES_USER=postgres --from-literal=POSTGRES_PASSWORD=postgres',
  );
}

function postgres(stage: Stage): Stage {
  references(stage);
  stage.kubectl('create -f -', claim);
  return stage.place('postgres.yml');
}

function twoDocuments(stage: Stage, { action, expect }: Expectation): Found {
  postgres(stage).perform(action[0]);
  const text = stage.type('get all').stdout;
  const sections = expect['getAllSections'] as readonly string[];
  const row = (prefix: string): readonly string[] =>
    text
      .split('\n')
      .find((line) => line.startsWith(`${prefix}postgres`))
      ?.split(/\s+/) ?? [];
  return {
    getAllSections: sections.map((_, index) => (expected: Json) => {
      const shown = row(String(expected)).length > 0 && sections.indexOf(String(expected)) === index;
      return shown ? undefined : `found ${text}`;
    }),
    pods: stage.living('postgres').length,
    deployment: row('deployment.apps/').slice(1, 4).join(' '),
    replicaset: row('replicaset.apps/').slice(1, 4).join(' '),
    servicePorts: formed(row('service/')[4] ?? ''),
  };
}

function withoutClaim(stage: Stage, { action }: Expectation): Found {
  references(stage);
  stage.place('postgres.yml').perform(action[0]);
  const [pod] = stage.living('postgres');
  const condition = pod?.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  const reason = /persistentvolumeclaim "[^"]*" not found/.exec(condition?.message ?? '')?.[0];
  return { podPhase: pod?.status?.phase, scheduled: condition?.status !== 'False', reason };
}

/** The values at the places that are expected, in what kubectl prints. */
function placesOf(printed: unknown, places: Json | undefined): { [place: string]: Found } {
  return Object.fromEntries(Object.keys(places as Fields).map((place) => [place, valueAt(printed, place) as Found]));
}

function deploymentDefaults(stage: Stage, { action, expect }: Expectation): Found {
  postgres(stage).kubectl('create -f postgres.yml');
  const printed = stage.yaml(action[0]?.cmd ?? '');
  const status = valueAt(printed, 'status') as Fields;
  const conditions = status['conditions'] as unknown as readonly Readonly<Record<string, string>>[];
  const policy = valueAt(printed, 'spec.template.spec.containers[0].imagePullPolicy');
  return {
    added: placesOf(printed, expect['added']),
    status: {
      ...status,
      conditions: conditions.map(({ type, status, reason, message = '' }) => [type, status, reason, formed(message)]),
    },
    notDefaulted: [`imagePullPolicy (${policy} given)`],
  };
}

/** Addresses and ports are drawn; the session's cluster has another range for the former. */
function serviceDefaults(stage: Stage, { action, expect }: Expectation): Found {
  postgres(stage).kubectl('create -f postgres.yml');
  const printed = stage.yaml(action[0]?.cmd ?? '');
  const [own, all] = [String(valueAt(printed, 'spec.clusterIP')), valueAt(printed, 'spec.clusterIPs')];
  return {
    added: {
      ...placesOf(printed, expect['added']),
      'spec.clusterIP': said(/^10\.43\.\d+\.\d+ \(from 10\.43\.0\.0\/16\)$/, /^10\.(9[6-9]|10\d|11[01])\./.test(own)),
      'spec.clusterIPs': [said(/^same$/, JSON.stringify(all) === JSON.stringify([own]))],
      'spec.ports[0].nodePort': drawn(valueAt(printed, 'spec.ports[0].nodePort'), 30_000, 32_767),
    },
  };
}

/** Of the names only those that have no default are given. */
function definition(stage: Stage, { action, given }: Expectation): Found {
  const [, kind = '', group, scope, version] =
    /^(\w+) CRD, group (\S+), (\w+), version (\w+)$/.exec(String(given['note'])) ?? [];
  const plural = `${kind.toLowerCase()}s`;
  const schema = { openAPIV3Schema: { type: 'object' } };
  const spec = {
    group,
    scope,
    names: { kind, plural },
    versions: [{ name: version, served: true, storage: true, schema }],
  };
  const object = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec,
  };
  stage.kubectl('create -f -', JSON.stringify(object));
  const names = stage.rows(action[0]?.cmd ?? '').map(({ NAME }) => NAME);
  const stored = stage.object(`CustomResourceDefinition.apiextensions.k8s.io//${plural}.${group}`);
  const accepted = valueAt(stored, 'spec.names') as Readonly<Record<string, string>>;
  return {
    names,
    kind: accepted['kind'],
    plural: accepted['plural'],
    singular: accepted['singular'],
    listKind: accepted['listKind'],
    scope: valueAt(stored, 'spec.scope') as Found,
  };
}

function threeLevels(stage: Stage, { action }: Expectation): Found {
  stage.place('deployment-nginx.yaml').perform(action[0]);
  const [deployment = {}] = stage.rows('get deployment');
  const [replicaSet = {}] = stage.rows('get rs');
  const pods = stage.living().map(({ metadata }) => metadata.name);
  const hash = /-([^-]+)$/.exec(replicaSet['NAME'] ?? '')?.[1];
  return {
    deployment: [deployment['READY'], deployment['UP-TO-DATE'], deployment['AVAILABLE']].join(' '),
    replicaset: {
      desired: Number(replicaSet['DESIRED']),
      current: Number(replicaSet['CURRENT']),
      ready: Number(replicaSet['READY']),
      name: formed(replicaSet['NAME'] ?? ''),
    },
    pods: pods.length,
    podNamesStartWith: (expected) => {
      const start = String(expected).replace('<hash>', hash ?? '');
      return pods.every((name) => name.startsWith(start)) ? undefined : `found ${pods}`;
    },
    templateMetadataNameIgnored: pods.every((name) => !name.startsWith('my-nginx-pod')),
  };
}
