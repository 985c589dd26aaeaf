import { expect, it } from 'vitest';
import { diagnose } from '../../../../../../test/support/checkDiagnostics.ts';

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: "${image}", resources: {limits: {cpu: 1}}}]}\n`;

it.each(['nginx', 'nginx:latest', 'localhost:5000/nginx'])('mentions that %s moves', (image) => {
  expect(diagnose(pod(image))).toContain('information imageTag');
});

it.each(['nginx:1.29', 'localhost:5000/nginx:1', 'nginx@sha256:abc', 'nginx:$(TAG)'])('is silent on %s', (image) => {
  expect(diagnose(pod(image))).not.toContain('imageTag');
});
