/** Manifests of what runs in `kube-system` of a cluster that kubeadm made with Calico: DaemonSets, Deployments and the pods of the control plane. */
export function kubeadmSystem(controlPlane: string): string {
  const statics = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
  return [
    kubeadmDaemons(),
    deployment('calico-kube-controllers', 1),
    deployment('coredns', 2),
    ...statics.map((name) => staticPod(name, controlPlane)),
  ].join('---\n');
}

/** The DaemonSets of it alone. */
export function kubeadmDaemons(): string {
  return ['calico-node', 'kube-proxy'].map(daemonSet).join('---\n');
}

const anywhere = 'tolerations: [{ operator: Exists }]';
const namespace = 'kube-system';

function daemonSet(name: string): string {
  return workload('DaemonSet', { name, namespace });
}

function deployment(name: string, replicas: number): string {
  return workload('Deployment', { name, namespace, replicas });
}

interface Workload {
  readonly name: string;
  readonly namespace?: string;
  readonly replicas?: number;
}

/** A manifest of a workload that runs anywhere, its pods labelled `k8s-app: NAME`. */
export function workload(kind: string, { name, namespace = 'default', replicas }: Workload): string {
  const labels = `{ k8s-app: ${name} }`;
  const pod = `{ ${anywhere}, containers: [{ name: ${name}, image: ${name} }] }`;
  const count = replicas === undefined ? '' : `replicas: ${replicas}, `;
  return `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec: { ${count}selector: { matchLabels: ${labels} }, template: { metadata: { labels: ${labels} }, spec: ${pod} } }
`;
}

/** The kubelet names them after their node. */
function staticPod(name: string, node: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}-${node}, namespace: kube-system }
spec: { nodeName: ${node}, hostNetwork: true, ${anywhere}, containers: [{ name: ${name}, image: ${name} }] }
`;
}
