import { describe, expect, it } from 'vitest';
import { have, linesOf, problemsOf, read, repairs } from './seed.ts';

const folder = 'wanted/wrong';

/** Each mistake: its line, the characters that are marked, and the title of the first fix where one is certain. */
type Mistake = readonly [line: number, marked: string, fix?: string];

const mistakes: Readonly<Record<string, readonly Mistake[]>> = {
  '01-selector-mismatch': [[12, 'wbe', 'Replace by web']],
  '02-requests-gt-limits': [[21, '512Mi', 'Replace by 256Mi']],
  '03-unknown-volume': [[24, 'data', 'Add an empty volume "data"']],
  '04-field-typo': [[23, 'imagePullPolcy', 'Replace by imagePullPolicy']],
  '05-service-matches-no-pod': [[29, 'weeb', 'Replace by web']],
  '06-targetport-unknown-name': [[33, 'htp', 'Replace by http']],
  '07-configmap-key-missing': [[26, 'nope', 'Replace by a']],
  '08-configmap-missing': [[24, 'cfg-typo']],
  '09-bad-quantity': [
    [21, '128MB', 'Replace by 128M'],
    [22, '2 cores', 'Replace by 2'],
  ],
  '10-removed-api': [[1, 'networking.k8s.io/v1beta1', 'Rewrite to networking.k8s.io/v1']],
  '11-bad-name': [[4, 'My_Web', 'Replace by my-web']],
  '12-duplicate-names': [
    [23, 'main'],
    [27, 'a'],
    [30, 'name'],
  ],
  '13-port-range-and-name': [
    [18, 'http-remote-write'],
    [19, '80800'],
  ],
  '14-enums': [
    [14, 'Never', 'Replace by Always'],
    [24, 'ifNotPresent', 'Replace by IfNotPresent'],
  ],
  '15-hpa': [
    [28, 'wbe', 'Replace by web'],
    [30, '3'],
  ],
  '16-pdb-both': [
    [27, 'spec', 'Remove minAvailable'],
    [30, '{app: nothing}'],
  ],
  '17-ingress-service-port': [
    [45, '8081', 'Replace by 80'],
    [48, 'wbe', 'Replace by web'],
  ],
  '18-probe-two-handlers-bad-port': [
    [24, 'htp', 'Replace by http'],
    [25, 'tcpSocket', 'Remove tcpSocket'],
    [29, '2', 'Replace by 1'],
  ],
  '19-cronjob-schedule': [
    [5, '"61 * * * *"'],
    [9, 'spec', 'Add restartPolicy: OnFailure'],
  ],
  '20-rollingupdate-zero': [[8, '0', 'Set maxSurge: 1']],
  '21-pvc-missing': [[27, 'dta', 'Replace by data']],
  '22-duplicate-resource': [[27, 'web']],
  '23-syntax-error-then-valid-docs': [
    [8, 'selector2: x'],
    [33, 'prt', 'Replace by port'],
  ],
  '24-statefulset-servicename': [[7, 'web-hl']],
  '25-label-value': [[5, '"Blue Team!"', 'Replace by Blue-Team']],
  '26-wrong-type': [[7, '"two"']],
  '27-missing-required': [[6, 'spec', 'Add the selector that the labels of the template ask for']],
  '28-no-limits-latest-privileged': [
    [15, 'main'],
    [16, 'registry.example.com/web:latest'],
    [20, 'true'],
  ],
  '29-role-binding-missing-role': [
    [4, 'sa'],
    [5, 'missing'],
  ],
};

describe.skipIf(!have(folder))('the 29 wrong manifests', () => {
  it.each(Object.entries(mistakes))('%s: each mistake on its characters, with its fix', (name, wanted) => {
    const text = read(`${folder}/${name}.k8s.yaml`);
    const found = problemsOf(text).map((problem) => ({
      line: linesOf(text, problem)[0],
      marked: text.slice(...problem.range),
      fixes: problem.fixes.map(({ title }) => title),
    }));
    for (const [line, marked, fix] of wanted) {
      const here = found.filter((one) => one.line === line && one.marked === marked);
      expect(here, `${line}: ${marked}`).not.toEqual([]);
      if (fix !== undefined) expect(here.flatMap(({ fixes }) => fixes)[0]).toBe(fix);
    }
  });

  it.each(Object.entries(mistakes))('%s: no error is left that has a fix', (name, wanted) => {
    const last = repairs(read(`${folder}/${name}.k8s.yaml`)).at(-1);
    const left = last?.problems.filter(({ severity }) => severity === 'error') ?? [];
    const unfixed = wanted.filter(([, , fix]) => fix === undefined).map(([, marked]) => marked);
    for (const problem of left) expect(unfixed).toContain(last?.text.slice(...problem.range));
  });

  it('00-valid: nothing', () => {
    expect(problemsOf(read(`${folder}/00-valid.k8s.yaml`))).toEqual([]);
  });
});
