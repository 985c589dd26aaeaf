import { describe, expect, it } from 'vitest';
import type { TextEdit } from 'vscode-languageserver-types';
import { edited } from '../../../../../test/support/edited.ts';
import { cursorOf, workspaceOf } from '../../../../../test/support/workspace.ts';
import { completion } from './completion.ts';

/** The lines that taking the part adds or changes; stops of the snippet are shown by their text. */
function checkPart(marked: string, label: string): string {
  const { text, offset } = cursorOf(marked);
  const { snapshot } = workspaceOf(text);
  const found = completion(snapshot, 'main.yaml', offset).find((one) => one.label === label);
  if (found === undefined) return 'not offered';
  const plain = (found.textEdit as TextEdit).newText.replace(/\$\{\d:([^}]*)\}/g, '$1').replaceAll('\\}', '}');
  const edits = [{ ...(found.textEdit as TextEdit), newText: plain }, ...(found.additionalTextEdits ?? [])];
  const before = text.split('\n');
  return edited(text, edits)
    .split('\n')
    .filter((line) => !before.includes(line))
    .join('\n');
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: web}}\nspec:\n';
const block = `a: 1\n---\n${pod}  containers:\n  - name: main\n    ports: [{name: http, containerPort: 80}]\n`;

describe('parts of a pod', () => {
  it('a probe knows the port of its container', () => {
    expect(checkPart(`${block}    $0`, 'readinessProbe (over HTTP)')).toMatchInlineSnapshot(`
      "    readinessProbe:
            httpGet:
              path: /healthz
              port: http
            periodSeconds: 10"
    `);
    expect(checkPart(`${pod}  containers: [{name: main, live$0}]`, 'livenessProbe (over HTTP)')).toMatchInlineSnapshot(
      `"  containers: [{name: main, livenessProbe: { httpGet: { path: /healthz, port: 8080 }, periodSeconds: 10, failureThreshold: 3 }}]"`,
    );
    expect(checkPart(`${block}    livenessProbe: {}\n    $0`, 'livenessProbe (over HTTP)')).toBe('not offered');
  });
  it('a mount brings its volume', () => {
    const rest = '\n  volumes:\n  - name: data\n    emptyDir: {}\n  restartPolicy: Never\n';
    expect(checkPart(`${block}    $0${rest}`, 'volumeMounts (with a volume)')).toMatchInlineSnapshot(`
      "    volumeMounts:
          - name: tmp
            mountPath: /tmp
        - name: tmp"
    `);
    expect(
      checkPart(`${pod}  volumes: [{name: x}]\n  containers: [{name: a, $0}]`, 'volumeMounts (with a volume)'),
    ).toMatchInlineSnapshot(`
      "  volumes: [{name: x}, { name: data, emptyDir: {} }]
        containers: [{name: a, volumeMounts: [{ name: data, mountPath: /data }]}]"
    `);
    expect(
      checkPart(`${block}    $0\n  restartPolicy: Never\n`, 'volumeMounts (with a volume)'),
    ).toMatchInlineSnapshot(`
      "    volumeMounts:
          - name: data
            mountPath: /data
        volumes:
        - name: data
          emptyDir: {}"
    `);
    expect(checkPart(`${block}    $0`, 'volumeMounts (with a volume)')).toMatchInlineSnapshot(`
      "    volumeMounts:
          - name: data
            mountPath: /data
        volumes:
        - name: data
          emptyDir: {}"
    `);
    expect(checkPart(`${block}    $0\n  x: [`, 'volumeMounts (with a volume)')).toBe('not offered');
  });
  it('spread and affinity select the pods themselves', () => {
    expect(checkPart(`${pod}  $0`, 'topologySpreadConstraints (over zones)')).toMatchInlineSnapshot(`
      "  topologySpreadConstraints:
          - maxSkew: 1
            topologyKey: topology.kubernetes.io/zone
            whenUnsatisfiable: ScheduleAnyway
            labelSelector:
              matchLabels:
                app: web"
    `);
    expect(checkPart(`${pod.replace('spec:\n', 'spec: ')}{$0}`, 'affinity (pods apart)')).toMatchInlineSnapshot(
      `"spec: {affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: web } } } }] } }}"`,
    );
  });
  it('a variable takes its value from elsewhere', () => {
    expect(checkPart(`${block}    env:\n    - name: A\n      $0`, 'valueFrom (from a Secret)')).toMatchInlineSnapshot(`
      "      valueFrom:
              secretKeyRef:
                name: name
                key: key"
    `);
  });
});
