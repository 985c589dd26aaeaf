import { t } from '@vscode/l10n';
import type { Uri } from '../../../document/document.ts';
import { keyText } from '../../../document/node.ts';
import { nodeAtField } from '../../../document/pointer.ts';
import { nameOf } from '../../../document/resource.ts';
import { entriesOf } from '../../../document/strings.ts';
import { objectsIn } from '../../../workspace/resourceIndex.ts';
import type { Snapshot } from '../../../workspace/snapshot.ts';
import { tableOf } from '../../../workspace/table.ts';
import type { Request } from '../request.ts';
import { fieldOf, type Suggest, type Suggestion } from './suggestion.ts';

/** Annotations that controllers and tools read on such an object, then those that the workspace uses on its kind. */
export const annotationKeys: Suggest = (request, spot) => {
  if (fieldOf(spot) !== 'V1ObjectMeta.annotations') return [];
  const known = knownFor(request).map(({ key, about }) => ({ text: key, about }));
  const names = new Set(known.map(({ text }) => text));
  const used = usedOn(request.snapshot, kindAt(request)).filter(({ text }) => !names.has(text));
  return [...used, ...known];
};

/** The values that such an annotation may have. */
export const annotationValues: Suggest = (request, spot) => {
  if (fieldOf(spot) !== 'V1ObjectMeta.annotations') return [];
  const found = knownFor(request).find(({ key }) => key === request.context.path.at(-1));
  return (found?.values ?? []).map((text) => ({ text, ...(found === undefined ? {} : { about: found.about }) }));
};

interface Annotation {
  readonly key: string;
  readonly about: string;
  readonly values?: readonly string[];
}

/** `Pod` within a template, else the kind of the object. */
function kindAt(request: Request): string {
  return request.context.path.includes('template') ? 'Pod' : request.kind;
}

function knownFor(request: Request): readonly Annotation[] {
  const kind = kindAt(request);
  return [...(byKind[kind]?.() ?? []), ...(workloads.has(kind) ? changeCause() : []), ...anywhere()];
}

const workloads = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);
const yesNo = ['true', 'false'];

function changeCause(): Annotation[] {
  return [{ key: 'kubernetes.io/change-cause', about: t('Shown for the revision by kubectl rollout history.') }];
}

function anywhere(): Annotation[] {
  return [
    { key: 'argocd.argoproj.io/sync-wave', about: t('Argo CD: lower waves are applied first.') },
    { key: 'argocd.argoproj.io/sync-options', about: t('Argo CD: how this object is applied, e.g. Prune=false.') },
  ];
}

const byKind: Readonly<Record<string, () => readonly Annotation[]>> = {
  Pod: () => [
    {
      key: 'kubectl.kubernetes.io/default-container',
      about: t('The container that kubectl logs and kubectl exec mean when none is named.'),
    },
    {
      key: 'cluster-autoscaler.kubernetes.io/safe-to-evict',
      about: t('Whether the cluster autoscaler may evict the pod to give up its node.'),
      values: yesNo,
    },
    {
      key: 'controller.kubernetes.io/pod-deletion-cost',
      about: t('When a ReplicaSet shrinks, pods with the lowest cost are deleted first.'),
    },
    { key: 'karpenter.sh/do-not-disrupt', about: t('Karpenter leaves the node of this pod alone.'), values: ['true'] },
    {
      key: 'prometheus.io/scrape',
      about: t('A convention: a Prometheus that is set up for it collects metrics here.'),
      values: yesNo,
    },
    { key: 'prometheus.io/port', about: t('A convention: the port at which Prometheus collects metrics.') },
    { key: 'prometheus.io/path', about: t('A convention: the path at which Prometheus collects metrics.') },
    { key: 'sidecar.istio.io/inject', about: t('Whether Istio puts its proxy into the pod.'), values: yesNo },
    {
      key: 'linkerd.io/inject',
      about: t('Whether Linkerd puts its proxy into the pod.'),
      values: ['enabled', 'disabled'],
    },
  ],
  Service: () => [
    {
      key: 'service.beta.kubernetes.io/aws-load-balancer-scheme',
      about: t('AWS: whether the load balancer is reached from the internet.'),
      values: ['internal', 'internet-facing'],
    },
    {
      key: 'service.beta.kubernetes.io/aws-load-balancer-type',
      about: t('AWS: which controller makes the load balancer.'),
      values: ['external', 'nlb'],
    },
    {
      key: 'service.beta.kubernetes.io/azure-load-balancer-internal',
      about: t('Azure: the load balancer has an address of the virtual network only.'),
      values: yesNo,
    },
    {
      key: 'networking.gke.io/load-balancer-type',
      about: t('Google Cloud: the load balancer has an address of the network only.'),
      values: ['Internal'],
    },
    { key: 'external-dns.alpha.kubernetes.io/hostname', about: t('ExternalDNS makes a DNS record of this name.') },
  ],
  Ingress: () => [
    {
      key: 'nginx.ingress.kubernetes.io/rewrite-target',
      about: t('ingress-nginx: the path that the Service is asked for; $1 is the first group of the rule.'),
    },
    {
      key: 'nginx.ingress.kubernetes.io/ssl-redirect',
      about: t('ingress-nginx: whether HTTP is sent on to HTTPS.'),
      values: yesNo,
    },
    {
      key: 'nginx.ingress.kubernetes.io/proxy-body-size',
      about: t('ingress-nginx: the largest body of a request.'),
      values: ['8m', '64m', '0'],
    },
    {
      key: 'nginx.ingress.kubernetes.io/proxy-read-timeout',
      about: t('ingress-nginx: how many seconds an answer may take.'),
      values: ['60', '300'],
    },
    {
      key: 'nginx.ingress.kubernetes.io/backend-protocol',
      about: t('ingress-nginx: what the Service speaks.'),
      values: ['HTTP', 'HTTPS', 'GRPC', 'GRPCS', 'AUTO_HTTP', 'FCGI'],
    },
    {
      key: 'nginx.ingress.kubernetes.io/canary',
      about: t('ingress-nginx: this rule takes a share of another.'),
      values: yesNo,
    },
    {
      key: 'nginx.ingress.kubernetes.io/canary-weight',
      about: t('ingress-nginx: the share in percent.'),
      values: ['10', '50'],
    },
    { key: 'cert-manager.io/cluster-issuer', about: t('cert-manager: the ClusterIssuer that makes the certificate.') },
    {
      key: 'cert-manager.io/issuer',
      about: t('cert-manager: the Issuer of this namespace that makes the certificate.'),
    },
    { key: 'external-dns.alpha.kubernetes.io/hostname', about: t('ExternalDNS makes a DNS record of this name.') },
  ],
  IngressClass: () => [
    {
      key: 'ingressclass.kubernetes.io/is-default-class',
      about: t('Ingresses that name no class are of this one.'),
      values: yesNo,
    },
  ],
  StorageClass: () => [
    {
      key: 'storageclass.kubernetes.io/is-default-class',
      about: t('Claims that name no class are of this one.'),
      values: yesNo,
    },
  ],
  ServiceAccount: () => [
    { key: 'eks.amazonaws.com/role-arn', about: t('EKS: the IAM role that pods of this account take on.') },
    { key: 'iam.gke.io/gcp-service-account', about: t('GKE: the service account that pods of this account take on.') },
  ],
  Secret: () => [
    {
      key: 'kubernetes.io/service-account.name',
      about: t('The ServiceAccount whose token is put in; for the type kubernetes.io/service-account-token.'),
    },
  ],
  ClusterRole: () => [
    {
      key: 'rbac.authorization.kubernetes.io/autoupdate',
      about: t('Whether the API server repairs its own role when it starts.'),
      values: yesNo,
    },
  ],
};

interface Used {
  readonly uri: Uri;
  readonly text: string;
  readonly detail: string;
}

/** Annotations by the kind of their object. */
const used = tableOf<Used>(
  (snapshot, file) =>
    objectsIn(snapshot, file).flatMap(({ uri, body }) =>
      entriesOf(nodeAtField(body.node, 'metadata.annotations')).map(({ key }) => [
        body.kind,
        { uri, text: keyText(key), detail: nameOf(body) },
      ]),
    ),
  ({ uri }) => uri,
);

/** The annotations of the other objects of a kind. */
function usedOn(snapshot: Snapshot, kind: string): readonly Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const { text, detail } of used(snapshot).of(kind)) if (!found.has(text)) found.set(text, { text, detail });
  return [...found.values()];
}
