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

function daemonSet(name: string): string {
  return workload('DaemonSet', name, '');
}

function deployment(name: string, replicas: number): string {
  return workload('Deployment', name, `replicas: ${replicas}, `);
}

function workload(kind: string, name: string, spec: string): string {
  const labels = `{ k8s-app: ${name} }`;
  const pod = `{ ${anywhere}, containers: [{ name: ${name}, image: ${name} }] }`;
  return `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: kube-system }
spec: { ${spec}selector: { matchLabels: ${labels} }, template: { metadata: { labels: ${labels} }, spec: ${pod} } }
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
