/** Deployment `web` with limits, a line more in its spec and in its container; `rest` are the documents behind it. */
export const web = (spec: string, container: string, rest = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  ${spec}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: main
        image: a:1
        resources: {limits: {memory: 1Gi, cpu: 1}}
        ${container}
${rest}`;

/** A document more: Service `front` over the pods of `web`. */
export const service =
  '---\napiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';
