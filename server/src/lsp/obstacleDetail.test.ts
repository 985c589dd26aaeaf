import { readFileSync } from 'node:fs';
import { config } from '@vscode/l10n';
import { afterEach, expect, test } from 'vitest';
import type { Obstacle } from '#engine/trace/obstacles.ts';
import { obstacleDetail } from './obstacleDetail.ts';

afterEach(() => config({ contents: {} }));

function checkDetail(obstacle: Partial<Obstacle>, english: string, korean: string): void {
  const whole: Obstacle = { kind: 'paused', key: 'Deployment.apps/default/web', count: 1, detail: '', ...obstacle };
  config({ contents: {} });
  expect(obstacleDetail(whole)).toBe(english);
  const texts = new URL('../../../l10n/bundle.l10n.ko.json', import.meta.url);
  config({ contents: JSON.parse(readFileSync(texts, 'utf8')) });
  expect(obstacleDetail(whole)).toBe(korean);
}

test('what stands in the way is said in the language of the editor', () => {
  checkDetail(
    { kind: 'imagePull', count: 3, detail: 'nginx:1.17.23' },
    'Deployment web: Image nginx:1.17.23 cannot be pulled; pods held up: 3.',
    'Deployment web: 이미지 nginx:1.17.23을(를) 받을 수 없습니다 (파드 3개).',
  );
  checkDetail(
    { kind: 'crashLoop', count: 2, detail: 'exit code 137' },
    'Deployment web: Its containers crash again and again (exit code 137); pods held up: 2.',
    'Deployment web: 파드 2개가 계속 크래시합니다 (exit code 137).',
  );
});

test('what Kubernetes says itself stays', () => {
  const said = 'Cannot evict pod as it would violate the pod’s disruption budget.';
  checkDetail({ kind: 'disruptionBudget', detail: said }, `Deployment web: ${said}`, `Deployment web: ${said}`);
});
