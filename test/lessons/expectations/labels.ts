import type { Found } from './compare.ts';
import type { Expectation, Fields } from './expectation.ts';
import type { Readings } from './reading.ts';
import type { Stage } from './stage.ts';

/** X66, X67: questions by labels, and their changes. */
export const labels: Readings = {
  X66: {
    read(stage, { action, given }) {
      create(stage, given);
      return { results: action.map(({ selector }) => selected(stage, String(selector))) };
    },
  },
  X67: { read: changed },
};

function create(stage: Stage, given: Fields): void {
  for (const { name, labels } of given['pods'] as readonly Fields[]) {
    const spec = { containers: [{ name: 'main', image: 'app:1' }] };
    stage.kubectl('create -f -', JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec }));
  }
}

function selected(stage: Stage, selector: string): readonly string[] {
  const { stdout } = stage.type(`get pods -o name -l '${selector}'`);
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.replace('pod/', '')]));
}

function changed(stage: Stage, { action, given }: Expectation): Found {
  create(stage, given);
  const labels = (): Readonly<Record<string, string>> => stage.object('Pod/default/my-pod').metadata.labels ?? {};
  const refused = stage.act(action[0]).stderr.trimEnd();
  stage.act(action[1]);
  const { version } = labels();
  const before = labels();
  stage.act(action[2]);
  const gone = Object.keys(before).filter((name) => !(name in labels()));
  return { results: [refused, `version: ${version}`, `label ${gone.join(' and ')} removed`] };
}
