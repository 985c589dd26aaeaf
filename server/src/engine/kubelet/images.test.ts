import { type Assertion, describe, expect, it } from 'vitest';
import type { LifeCase } from '../../../../test/support/podLife.ts';
import { life } from '../../../../test/support/podLife.ts';

const checkLife = (given: LifeCase): Assertion<void, string> => expect(life(given));
const checkLifeAndEvents = (given: LifeCase): Assertion<void, string> => expect(life(given, 'all'));

describe('images', () => {
  it('that cannot be pulled are tried again after 10 s, 20 s, …', () => {
    checkLifeAndEvents({
      container: { image: 'bad:v1' },
      world: { images: [{ match: 'bad*', pull: 'fails' }] },
      until: 33_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "bad:v1"
      0.005 Pending c:ContainerCreating
      0.605 Failed: Failed to pull image "bad:v1": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/bad:v1": failed to resolve reference "docker.io/library/bad:v1": docker.io/library/bad:v1: not found
      0.605 Failed: Error: ErrImagePull
      0.605 Pending c:ErrImagePull
      1.605 BackOff: Back-off pulling image "bad:v1"
      1.605 Failed: Error: ImagePullBackOff
      1.605 Pending c:ImagePullBackOff
      10.605 Pulling: Pulling image "bad:v1"
      11.205 Failed: Failed to pull image "bad:v1": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/bad:v1": failed to resolve reference "docker.io/library/bad:v1": docker.io/library/bad:v1: not found
      11.205 Failed: Error: ErrImagePull
      11.205 Pending c:ErrImagePull
      12.205 BackOff: Back-off pulling image "bad:v1"
      12.205 Failed: Error: ImagePullBackOff
      12.205 Pending c:ImagePullBackOff
      31.205 Pulling: Pulling image "bad:v1"
      31.805 Failed: Failed to pull image "bad:v1": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/bad:v1": failed to resolve reference "docker.io/library/bad:v1": docker.io/library/bad:v1: not found
      31.805 Failed: Error: ErrImagePull
      31.805 Pending c:ErrImagePull
      32.805 BackOff: Back-off pulling image "bad:v1"
      32.805 Failed: Error: ImagePullBackOff
      32.805 Pending c:ImagePullBackOff"
    `);
  });

  it('that can be pulled after all', () => {
    checkLife({
      container: { image: 'bad:v1' },
      world: { images: [{ match: 'bad*', pull: 'fails' }] },
      during: [{ at: 5000, act: (run) => run.setImage({ match: 'bad*' }) }],
      until: 13_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Pending c:ErrImagePull
      1.605 Pending c:ImagePullBackOff
      11.205 Running c:Running
      11.805 Running c:Running Ready"
    `);
  });

  it('with a name that is none', () => {
    checkLifeAndEvents({ container: { image: 'UPPER:v1' } }).toMatchInlineSnapshot(`
      "0.005 InspectFailed: Failed to apply default image tag "UPPER:v1": couldn't parse image name "UPPER:v1": invalid reference format: repository name must be lowercase
      0.005 Failed: Error: InvalidImageName
      0.005 Pending c:InvalidImageName"
    `);
  });

  it('that are never pulled and not there', () => {
    checkLifeAndEvents({ container: { imagePullPolicy: 'Never' } }).toMatchInlineSnapshot(`
      "0.005 ErrImageNeverPull: Container image "good:v1" is not present with pull policy of Never
      0.005 Failed: Error: ErrImageNeverPull
      0.005 Pending c:ErrImageNeverPull"
    `);
  });

  it('pulling takes its time once on a node', () => {
    checkLife({ world: { images: [{ match: '*', imagePull: 2000, sandbox: 500 }] } }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      3.105 Running c:Running
      3.705 Running c:Running Ready"
    `);
  });
});
