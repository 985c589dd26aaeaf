import { t } from '@vscode/l10n';
import type { Obstacle, ObstacleKind } from '#engine/trace/obstacles.ts';
import { nameOf } from '#engine/trace/text.ts';

/** One obstacle as a sentence in the editor's language; what Kubernetes says itself stays as it is. */
export function obstacleDetail({ kind, key, count, detail }: Obstacle): string {
  return `${nameOf(key)}: ${sentences[kind](count, detail)}`;
}

/** The panel says the same (media/panel/texts). */
const sentences: Readonly<Record<ObstacleKind, (count: number, detail: string) => string>> = {
  imagePull: (count, detail) => t('Image {1} cannot be pulled; pods held up: {0}.', count, detail),
  crashLoop: (count, detail) =>
    t('Its containers crash again and again{1}; pods held up: {0}.', count, detail === '' ? '' : ` (${detail})`),
  neverReady: (count) => t('Its pods run but do not get ready; pods held up: {0}.', count),
  staleRevision: (_, detail) =>
    t('Pod {0} is of another revision and not Ready; a StatefulSet waits for it and does not replace it.', detail),
  unschedulable: (count, detail) => t('Pods that fit no node: {0}. {1}', count, detail),
  gated: (count) => t('Pods that wait for their scheduling gates: {0}.', count),
  starting: (count) => t('Pods still starting: {0}.', count),
  terminating: (count) => t('Pods still terminating: {0}.', count),
  quota: (_, detail) => t('A quota refuses new pods: {0}', detail),
  createFailed: (_, detail) => t('Pods cannot be created: {0}', detail),
  deadline: () => t('The progress deadline has passed. Nothing is rolled back by itself.'),
  paused: () => t('The rollout is paused.'),
  jobFailed: (_, detail) => t('The Job failed: {0}', detail),
  nodeDown: (count, detail) => t('Node {1} does not answer; pods on it: {0}.', count, detail),
  disruptionBudget: (_, detail) => detail,
  refused: (_, detail) => detail,
  running: (count) => t('Its pods run, and nothing says when they end; pods: {0}.', count),
  recreated: (count, detail) =>
    t(
      'Its pods end and are made again and again{1}; in the last half of the time: {0}.',
      count,
      detail === '' ? '' : ` (${detail})`,
    ),
  flapping: (count, detail) =>
    t('Its autoscaler changes its replicas to and fro ({1}); times in the last half of the time: {0}.', count, detail),
  recurring: (count) =>
    t(
      'It starts Job after Job, the next one before the cluster is at rest; Jobs in the last half of the time: {0}.',
      count,
    ),
  restless: (count, detail) =>
    t('It changes for ever, at the end by {1}; changes in the last half of the time: {0}.', count, detail),
  cutShort: () => t('It changed shortly before the end: the time given is too short to tell.'),
  unfinished: () => t('It is not complete and says no reason.'),
};
