import { expect, it } from 'vitest';
import { life } from '../../../../test/support/podLife.ts';
import type { Pod } from '../api/pod.ts';
import { podCondition } from '../api/pod.ts';

it('writes a status that a pod of 1.36 would have', () => {
  let status: Pod['status'];
  life({
    during: [
      {
        at: 2000,
        act: (run) => {
          status = (run.view.get('Pod/default/p') as Pod).status;
        },
      },
    ],
  });
  const text = JSON.stringify(status).replace(/containerd:\/\/[0-9a-f]{64}/, 'containerd://<id>');
  expect(JSON.parse(text)).toMatchInlineSnapshot(`
    {
      "conditions": [
        {
          "lastProbeTime": null,
          "lastTransitionTime": "2026-01-01T00:00:00Z",
          "status": "True",
          "type": "PodReadyToStartContainers",
        },
        {
          "lastProbeTime": null,
          "lastTransitionTime": "2026-01-01T00:00:00Z",
          "status": "True",
          "type": "Initialized",
        },
        {
          "lastProbeTime": null,
          "lastTransitionTime": "2026-01-01T00:00:01Z",
          "status": "True",
          "type": "Ready",
        },
        {
          "lastProbeTime": null,
          "lastTransitionTime": "2026-01-01T00:00:01Z",
          "status": "True",
          "type": "ContainersReady",
        },
        {
          "lastProbeTime": null,
          "lastTransitionTime": "2026-01-01T00:00:00Z",
          "status": "True",
          "type": "PodScheduled",
        },
      ],
      "containerStatuses": [
        {
          "containerID": "containerd://<id>",
          "image": "good:v1",
          "imageID": "docker.io/library/good@sha256:5ccc86234ec7d23129aa138a236dd95d49186c0359380617d4fa291506808337",
          "lastState": {},
          "name": "c",
          "ready": true,
          "restartCount": 0,
          "started": true,
          "state": {
            "running": {
              "startedAt": "2026-01-01T00:00:00Z",
            },
          },
        },
      ],
      "hostIP": "192.168.0.1",
      "hostIPs": [
        {
          "ip": "192.168.0.1",
        },
      ],
      "observedGeneration": 1,
      "phase": "Running",
      "podIP": "10.244.0.2",
      "podIPs": [
        {
          "ip": "10.244.0.2",
        },
      ],
      "qosClass": "BestEffort",
      "startTime": "2026-01-01T00:00:00Z",
    }
  `);
  expect(podCondition({ status } as Pod, 'Ready')?.status).toBe('True');
});
