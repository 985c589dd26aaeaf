/** A Deployment of `replicas` pods of one container, with its selector and labels in order; `more` is a line of its spec. */
export function deploymentText(name: string, replicas: number | string, image = `${name}:1`, more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}${more && `\n  ${more}`}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: main
          image: ${image}
`;
}

/** A Service over the pods of the Deployment of that name. */
export function serviceText(name: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app: ${name}
  ports:
    - port: 80
`;
}

/** A DaemonSet of the system that tolerates every taint. */
export function systemDaemonText(name: string): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ${name}, namespace: kube-system }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      tolerations: [{ operator: Exists }]
      containers: [{ name: main, image: "${name}:1" }]
`;
}
