import { type Assertion, describe, expect, it } from 'vitest';
import type { LifeCase } from '../../../../test/support/podLife.ts';
import { life } from '../../../../test/support/podLife.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Run } from '../engine.ts';

const checkLife = (given: LifeCase): Assertion<void, string> => expect(life(given));
const checkLifeAndEvents = (given: LifeCase): Assertion<void, string> => expect(life(given, 'all'));
const create = (object: ApiObject) => (run: Run) => {
  run.api().create(object, 'test');
};
const configMap = (data: Record<string, string>): ApiObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'default' },
  data,
});

describe('configuration', () => {
  const container = { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }] };

  it('a missing ConfigMap keeps the container from being created until it is there', () => {
    checkLifeAndEvents({
      container,
      during: [{ at: 3000, act: create(configMap({ a: '1' })) }],
      until: 12_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "good:v1"
      0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Failed: Error: configmap "settings" not found
      0.005 Pending c:CreateContainerConfigError
      10.005 Pulled: Container image "good:v1" already present on machine and can be accessed by the pod
      10.605 Created: Container created
      10.605 Started: Container started
      10.605 Running c:Running
      11.205 Running c:Running Ready"
    `);
  });

  it('a missing key does as well', () => {
    checkLife({ container, world: { objects: [configMap({ b: '1' })] } }).toMatchInlineSnapshot(
      `"0.005 Pending c:CreateContainerConfigError"`,
    );
    expect(life({ container, world: { objects: [configMap({ b: '1' })] } }, 'all')).toContain(
      "Failed: Error: couldn't find key a in ConfigMap default/settings",
    );
  });

  it('an optional one does not', () => {
    const optional = { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'a', optional: true } } }] };
    checkLife({ container: optional, until: 700 }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running"
    `);
  });

  it('a missing volume keeps the pod in ContainerCreating', () => {
    checkLifeAndEvents({
      spec: { volumes: [{ name: 'v', configMap: { name: 'settings' } }] },
      during: [{ at: 2000, act: create(configMap({})) }],
    }).toMatchInlineSnapshot(`
      "0.005 FailedMount: MountVolume.SetUp failed for volume "v" : configmap "settings" not found
      0.005 Pending c:ContainerCreating
      3.505 Pulling: Pulling image "good:v1"
      3.505 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      4.105 Created: Container created
      4.105 Started: Container started
      4.105 Running c:Running
      4.705 Running c:Running Ready"
    `);
  });
});
