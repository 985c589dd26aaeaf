import { describe, expect, test } from 'vitest';
import type { Pod } from '#engine/api/pod.ts';
import { checkFilter, clusterWith, node, pod } from '../../../../../../test/support/scheduling.ts';
import { nodePorts } from './nodePorts.ts';

/** `UDP/127.0.0.1/8080` as in the upstream table. */
const portPod = (name: string, on: string | undefined, ...ports: readonly string[]): Pod =>
  pod(name, {
    ...(on === undefined ? {} : { on }),
    container: {
      ports: ports.map((text) => {
        const [protocol = '', hostIP = '', port = ''] = text.split('/');
        return { containerPort: 8080, hostPort: Number(port), hostIP, protocol };
      }),
    },
  });
const taken = "m1: node(s) didn't have free ports for the requested pod ports (preemption helps)";

describe('TestNodePorts', () => {
  test.each<[string, readonly string[], readonly string[], string]>([
    ['skip filter', [], [], 'skipped'],
    ['other port', ['UDP/127.0.0.1/8080'], ['UDP/127.0.0.1/9090'], 'm1 fits'],
    ['same udp port', ['UDP/127.0.0.1/8080'], ['UDP/127.0.0.1/8080'], taken],
    ['same tcp port', ['TCP/127.0.0.1/8080'], ['TCP/127.0.0.1/8080'], taken],
    ['different host ip', ['TCP/127.0.0.1/8080'], ['TCP/127.0.0.2/8080'], 'm1 fits'],
    ['different protocol', ['UDP/127.0.0.1/8080'], ['TCP/127.0.0.1/8080'], 'm1 fits'],
    ['second udp port conflict', ['UDP/127.0.0.1/8000', 'UDP/127.0.0.1/8080'], ['UDP/127.0.0.1/8080'], taken],
    [
      'first tcp port conflict',
      ['TCP/127.0.0.1/8001', 'UDP/127.0.0.1/8080'],
      ['TCP/127.0.0.1/8001', 'UDP/127.0.0.1/8081'],
      taken,
    ],
    ['first tcp port conflict due to 0.0.0.0 hostIP', ['TCP/0.0.0.0/8001'], ['TCP/127.0.0.1/8001'], taken],
    ['TCP hostPort conflict due to 0.0.0.0 hostIP', ['TCP/10.0.10.10/8001'], ['TCP/0.0.0.0/8001'], taken],
    ['second tcp port conflict to 0.0.0.0 hostIP', ['TCP/127.0.0.1/8001'], ['TCP/0.0.0.0/8001'], taken],
    ['second different protocol', ['UDP/127.0.0.1/8001'], ['TCP/0.0.0.0/8001'], 'm1 fits'],
    [
      'UDP hostPort conflict due to 0.0.0.0 hostIP',
      ['UDP/127.0.0.1/8001'],
      ['TCP/0.0.0.0/8001', 'UDP/0.0.0.0/8001'],
      taken,
    ],
  ])('%s', (_name, wanted, used, expected) => {
    const cluster = clusterWith([node('m1'), portPod('there', 'm1', ...used)]);
    expect(checkFilter(nodePorts, portPod('p', undefined, ...wanted), cluster)).toBe(expected);
  });

  test('a port is free again when the last pod with it leaves', () => {
    const cluster = clusterWith([node('m1'), portPod('there', 'm1', 'TCP/0.0.0.0/80')]);
    const state = cluster.node('m1');
    const there = state?.pods.get('Pod/default/there');
    if (state === undefined || there === undefined) throw new Error('the pod is not there');
    cluster.forget(there, state);
    expect(checkFilter(nodePorts, portPod('p', undefined, 'TCP/0.0.0.0/80'), cluster)).toBe('m1 fits');
  });
});
