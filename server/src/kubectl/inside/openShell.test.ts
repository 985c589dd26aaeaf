import { expect, test } from 'vitest';
import type { Cluster } from '../cluster.ts';
import { newSavedCluster, Recorder, restoreCluster } from '../savedCluster.ts';
import { checkKubectl, clusterOf, settle } from '../testing/checkKubectl.ts';

const manifests = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { colour: "blue\\n", size: "5" }
---
apiVersion: v1
kind: Secret
metadata: { name: keys }
stringData: { word: hidden }
---
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
  volumes:
    - { name: settings, configMap: { name: settings } }
    - { name: one, configMap: { name: settings, items: [{ key: size, path: sizes/small }] } }
    - name: all
      projected:
        sources:
          - secret: { name: keys }
          - downwardAPI: { items: [{ path: labels, fieldRef: { fieldPath: metadata.labels } }] }
    - { name: scratch, emptyDir: {} }
  containers:
    - name: main
      image: web:1
      env: [{ name: WORD, value: hello }]
      volumeMounts:
        - { name: settings, mountPath: /etc/settings }
        - { name: one, mountPath: /etc/one }
        - { name: settings, mountPath: /etc/size, subPath: size }
        - { name: all, mountPath: /etc/all }
        - { name: scratch, mountPath: /tmp/scratch }
`;

function started(): Cluster {
  const cluster = clusterOf();
  checkKubectl(cluster, 'apply -f -', manifests);
  settle(cluster);
  return cluster;
}

test('files that volumes bring are listed and read as they stand now', () => {
  const cluster = started();
  expect(checkKubectl(cluster, 'exec web -- ls /etc/settings')).toBe('colour\nsize');
  expect(checkKubectl(cluster, 'exec web -- ls /etc/one /tmp/scratch')).toBe('sizes');
  expect(checkKubectl(cluster, 'exec web -- cat /etc/settings/colour /etc/one/sizes/small')).toBe('blue\n5');
  expect(checkKubectl(cluster, 'exec web -- cat /etc/all/word /etc/all/labels')).toBe('hiddenapp="web"');
  checkKubectl(cluster, `patch cm settings -p '{"data":{"size":"6"}}'`);
  expect(checkKubectl(cluster, 'exec web -- cat /etc/settings/size')).toBe('6');
  expect(checkKubectl(cluster, 'exec web -- cat /etc/settings/none')).toBe(
    'cat: /etc/settings/none: No such file or directory\ncommand terminated with exit code 1\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'exec web -- ls /usr')).toMatch(/^\(\/usr: what the image holds is not known; .*\)\n/);
});

test('a shell stays open for the lines that follow, until exit', () => {
  const cluster = started();
  expect(checkKubectl(cluster, 'exec -it web -- /bin/bash')).toBe('');
  expect(cluster.shell?.prompt).toBe('root@web:/# ');
  expect(checkKubectl(cluster, 'echo $WORD ${HOSTNAME}')).toBe('hello web');
  expect(checkKubectl(cluster, 'cat /etc/settings/size')).toBe('5');
  expect(checkKubectl(cluster, 'get pods')).toMatch(
    /^\(get cannot be run in a simulated container, only kill, .*, exit\)\n\(exit 127\)$/,
  );
  expect(checkKubectl(cluster, 'env | sort')).toMatch(/^\(pipes, redirections .*\)\n\(exit 2\)$/);
  expect(checkKubectl(cluster, 'exit 3')).toBe('exit\ncommand terminated with exit code 3\n(exit 3)');
  expect(cluster.shell).toBe(undefined);
  expect(checkKubectl(cluster, 'get pods -o name')).toBe('pod/web');
});

test('a shell ends with its container', () => {
  const cluster = started();
  checkKubectl(cluster, 'exec -it web -- bash');
  expect(checkKubectl(cluster, 'kill 1')).toBe('root@web:/# command terminated with exit code 137\n(exit 137)');
  settle(cluster);
  expect(checkKubectl(cluster, 'get pods')).toMatch(/1\/1 {5}Running {3}1 \(/);
});

test('a shell that is given its lines runs them, with or without a person', () => {
  const cluster = started();
  expect(checkKubectl(cluster, 'exec -i web -- sh', 'echo a\necho $WORD\n')).toBe('a\nhello');
  expect(checkKubectl(cluster, 'exec web -- sh')).toBe('');
  expect(cluster.shell).toBe(undefined);
});

test('a pod of run --rm goes with its shell', () => {
  const cluster = clusterOf();
  expect(checkKubectl(cluster, 'run -it --rm debug --image=busybox --restart=Never -- sh')).toBe(
    "If you don't see a command prompt, try pressing enter.",
  );
  expect(checkKubectl(cluster, 'hostname')).toBe('debug');
  expect(checkKubectl(cluster, 'exit')).toBe('pod "debug" deleted from default namespace');
  settle(cluster);
  expect(checkKubectl(cluster, 'get pods')).toBe('No resources found in default namespace.');
});

test('what was done in a shell is done again when the cluster is restored', () => {
  const cluster = started();
  checkKubectl(cluster, 'exec -it web -- sh');
  const recorder = new Recorder(cluster);
  checkKubectl(recorder.cluster, 'kill 1');
  const [command] = recorder.after(newSavedCluster(cluster.run.world), ['kill', '1'], '').commands;
  expect(command?.argv).toEqual(['exec', '-n', 'default', 'web', '-c', 'main', '--', 'kill', '1']);
  const again = restoreCluster({ ...newSavedCluster(cluster.run.world), commands: [] }, cluster.files);
  expect(again.shell).toBe(undefined);
});
