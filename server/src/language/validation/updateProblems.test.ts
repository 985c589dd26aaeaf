import { describe, expect, it } from 'vitest';
import { filesOf, workspaceOf } from '../../../../test/support/workspace.ts';
import { readFile } from '../document/document.ts';
import { defaultSettings, type Settings } from '../workspace/settings.ts';
import { commitProblems } from './updateProblems.ts';

const before = `apiVersion: v1
kind: ConfigMap
metadata: {name: fixed}
immutable: true
data: {a: "1"}
`;

/** What is said of a file against its committed text: the severity and the field of each problem. */
function checkCommit(now: string, settings: Settings = defaultSettings): string[] {
  const { snapshot } = workspaceOf(now, settings);
  const [{ uri } = { uri: '' }] = filesOf(now);
  const committed = new Map([[uri, readFile(uri, before, 0)]]);
  return commitProblems({ ...snapshot, committed }, uri).map((one) => `${one.severity} ${one.rule} ${one.field}`);
}

describe('changes that the last commit refuses', () => {
  const changed = before.replace('"1"', '"2"');

  it('are warnings', () => {
    expect(checkCommit(changed)).toEqual(['warning changeRefused data']);
    expect(checkCommit(before)).toEqual([]);
  });

  it('have the severity that the settings choose, and none when they are off', () => {
    const set = (severity: 'error' | 'off'): Settings => ({ ...defaultSettings, rules: { changeRefused: severity } });
    expect(checkCommit(changed, set('error'))).toEqual(['error changeRefused data']);
    expect(checkCommit(changed, set('off'))).toEqual([]);
  });

  it('are silenced by a comment', () => {
    expect(checkCommit(changed.replace('\ndata:', '\n# drydock-disable-next-line changeRefused\ndata:'))).toEqual([]);
    expect(checkCommit(changed.replace('\ndata:', '\n# drydock-disable-next-line imageTag\ndata:'))).toEqual([
      'warning changeRefused data',
    ]);
  });
});

describe('custom resources against the last commit', () => {
  const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: disks.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: disks, kind: Disk}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              size: {type: integer, x-kubernetes-validations: [{rule: self >= oldSelf, message: may not shrink}]}
---
`;
  const disk = (size: number): string =>
    `${definition}apiVersion: example.com/v1\nkind: Disk\nmetadata: {name: a}\nspec: {size: ${size}}\n`;

  it('are refused by rules of transitions', () => {
    const said = (now: string, then: string): string[] => {
      const { snapshot } = workspaceOf(now);
      const committed = new Map([['main.yaml', readFile('main.yaml', then, 0)]]);
      return commitProblems({ ...snapshot, committed }, 'main.yaml').map(({ message }) => message);
    };
    expect(said(disk(1), disk(2))).toEqual(['spec.size: Invalid value: "integer": may not shrink']);
    expect(said(disk(2), disk(1))).toEqual([]);
  });
});
