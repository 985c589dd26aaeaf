import { expect, it } from 'vitest';
import { life } from './checkLife.ts';

it('starts, runs, becomes Ready', () => {
  expect(life({}, 'all')).toMatchInlineSnapshot(`
    "0.005 Pulling: Pulling image "good:v1"
    0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
    0.005 Pending c:ContainerCreating
    0.605 Created: Container created
    0.605 Started: Container started
    0.605 Running c:Running
    1.205 Running c:Running Ready"
  `);
});
it('crash', () => {
  expect(
    life({
      container: { image: 'crash:v1' },
      world: { images: [{ match: 'crash*', exits: { after: 1500, code: 1, from: 'ready' } }] },
      until: 60000,
    }),
  ).toMatchInlineSnapshot(`
    "0.005 Pending c:ContainerCreating
    0.605 Running c:Running
    1.205 Running c:Running Ready
    2.705 Running c:Error/1
    2.805 Running c:Running(1)
    3.405 Running c:Running(1) Ready
    4.905 Running c:CrashLoopBackOff(1)
    14.905 Running c:Running(2)
    15.505 Running c:Running(2) Ready
    17.005 Running c:CrashLoopBackOff(2)
    37.005 Running c:Running(3)
    37.605 Running c:Running(3) Ready
    39.105 Running c:CrashLoopBackOff(3)"
  `);
});
it('bad', () => {
  expect(
    life(
      { container: { image: 'bad:v1' }, world: { images: [{ match: 'bad*', pull: 'fails' }] }, until: 60000 },
      'all',
    ),
  ).toMatchInlineSnapshot(`
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
it('terminate', () => {
  expect(
    life({ during: [{ at: 3000, act: (run) => run.api().delete('Pod/default/p', {}, 'x') }] }, 'all'),
  ).toMatchInlineSnapshot(`
    "0.005 Pulling: Pulling image "good:v1"
    0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
    0.005 Pending c:ContainerCreating
    0.605 Created: Container created
    0.605 Started: Container started
    0.605 Running c:Running
    1.205 Running c:Running Ready
    3.000 Running c:Running Ready Terminating
    3.005 Killing: Stopping container c
    3.805 gone"
  `);
});
