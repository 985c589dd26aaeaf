/** Manifests of about `lines` lines: Deployments as people write them, each with its Service. The same lines give the same text. */
export function manifests(lines) {
  const documents = [];
  for (let written = 0, index = 0; written < lines; index++)
    for (const document of [deployment(index), service(index)]) {
      if (written >= lines) break;
      documents.push(document);
      written += document.split('\n').length;
    }
  return documents.join('---\n');
}

function deployment(index) {
  const name = `quay-${index}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: harbour-${index % 5}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/component: crane
spec:
  replicas: ${2 + (index % 4)}
  minReadySeconds: 5
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  strategy:
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      serviceAccountName: ${name}
      containers:
        - name: crane
          image: harbour/crane:2.${index % 30}
          imagePullPolicy: IfNotPresent
          args: ["--berth", "${index}"]
          env:
            - name: BERTH
              value: "${index}"
            - name: TOKEN
              valueFrom:
                secretKeyRef:
                  name: ${name}
                  key: token
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /ready
              port: http
          resources:
            requests:
              cpu: 50m
              memory: 64Mi
            limits:
              memory: 128Mi
          volumeMounts:
            - name: settings
              mountPath: /settings
      volumes:
        - name: settings
          configMap:
            name: ${name}
`;
}

function service(index) {
  const name = `quay-${index}`;
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: harbour-${index % 5}
spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`;
}
