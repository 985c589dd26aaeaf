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
