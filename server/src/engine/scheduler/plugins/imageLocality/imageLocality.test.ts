import { expect, test } from 'vitest';
import type { Container } from '#engine/api/pod.ts';
import { checkScore, clusterWith, node, pod } from '../../../../../../test/support/scheduling.ts';
import { imageLocality } from './imageLocality.ts';

const mebibyte = 1024 * 1024;
const holds = (
  ...images: readonly (readonly [string, number])[]
): { readonly images: readonly { names: readonly string[]; sizeBytes: number }[] } => ({
  images: images.map(([name, size]) => ({ names: [name], sizeBytes: size * mebibyte })),
});
const using = (...images: readonly string[]): ReturnType<typeof pod> =>
  pod('p', { spec: { containers: images.map((image, i): Container => ({ name: `c${i}`, image })) } });

test.each([
  // n1 has 40 MiB on one of two nodes: 20 < 23 → 0; n2 has 250: (125 − 23) / (2000 − 23) → 5
  [
    'TestImageLocalityPriority/two images spread on two nodes, prefer the larger image one',
    using('gcr.io/40', 'gcr.io/250'),
    [
      holds(['gcr.io/40:latest', 40], ['gcr.io/300:latest', 300]),
      holds(['gcr.io/250:latest', 250], ['gcr.io/10:v1', 10]),
    ],
    'n0=0 n1=5',
  ],
  // n0: (40 + 300) / 2 = 170 → (170 − 23) / (2000 − 23) = 7; n1: none
  [
    'TestImageLocalityPriority/two images on one node, prefer this node',
    using('gcr.io/40', 'gcr.io/300'),
    [holds(['gcr.io/40:latest', 40], ['gcr.io/300:latest', 300]), holds(['gcr.io/250:latest', 250])],
    'n0=7 n1=0',
  ],
  [
    'TestImageLocalityPriority/if exceed limit, use limit',
    using('gcr.io/4000'),
    [holds(['gcr.io/4000:latest', 4000]), holds()],
    'n0=100 n1=0',
  ],
  [
    'a tag other than latest is another image',
    using('gcr.io/10:v1', 'gcr.io/250:v2'),
    [holds(['gcr.io/250:latest', 250]), holds()],
    'n0=0 n1=0',
  ],
])('%s', (_name, incoming, nodes, expected) => {
  expect(checkScore(imageLocality, incoming, clusterWith(nodes.map((wish, i) => node(`n${i}`, wish))))).toBe(expected);
});
