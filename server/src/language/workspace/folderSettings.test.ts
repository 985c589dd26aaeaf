import { expect, it } from 'vitest';
import { diagnose } from '../../../../test/support/checkDiagnostics.ts';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { validate } from '../validation/validate.ts';
import { chosenSeverity, versionOf } from './folderSettings.ts';
import { defaultSettings } from './settings.ts';

const tree = `# file: .drydock.yaml
kubernetesVersion: "1.34"
rules: {imageTag: error, security: hint, privileged: warning}
# file: a/.drydock.yaml
rules: {imageTag: off}
# file: a/b/.drydock.yaml
kubernetesVersion: "1.33"
rules: {security: error}
`;

it('lets the nearest file that speaks of a rule or its group decide; in one file the rule goes before the group', () => {
  const { snapshot } = workspaceOf(tree, { ...defaultSettings, rules: { imageTag: 'hint', other: 'hint' } });
  const chosen = (uri: string, rule: string, group?: string) => chosenSeverity(snapshot, uri, rule, group);
  expect(['x.yaml', 'a/x.yaml', 'a/b/x.yaml', 'ab/x.yaml'].map((uri) => chosen(uri, 'imageTag'))).toEqual([
    'error',
    'off',
    'off',
    'error',
  ]);
  expect(['x.yaml', 'a/b/x.yaml'].map((uri) => chosen(uri, 'privileged', 'security'))).toEqual(['warning', 'error']);
  expect(chosen('a/x.yaml', 'anything', 'security')).toBe('hint');
  expect(chosen('a/x.yaml', 'other')).toBe('hint');
  expect(chosen('a/x.yaml', 'unheard')).toBeUndefined();
});

it('takes the version of the nearest file, unless one was given', () => {
  const { snapshot } = workspaceOf(tree);
  expect(['x.yaml', 'a/x.yaml', 'a/b/x.yaml'].map((uri) => versionOf(snapshot, uri))).toEqual(['1.34', '1.34', '1.33']);
  const given = workspaceOf(tree, { ...defaultSettings, versionGiven: '1.32' }).snapshot;
  expect(versionOf(given, 'a/b/x.yaml')).toBe('1.32');
});

it('reaches the problems of its folder, and is itself told what chooses nothing', () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: a, resources: {limits: {cpu: 1}}}]}\n';
  const text = `# file: a/.drydock.yaml\nrules: {imageTag: off}\n# file: a/x.yaml\n${pod}# file: x.yaml\n${pod}`;
  expect(diagnose(text).match(/imageTag/g)).toHaveLength(1);
  expect(
    diagnose('# file: .drydock.yaml\nrules: {imageTag: wraning, imageTga: off}\nrule: {}\nkubernetesVersion: "1.3"\n'),
  ).toBe(
    `1: rules: {imageTag: wraning, imageTga: off}
                     ^^^^^^^ warning ruleFile: This is none of error, warning, information, hint, off: it chooses nothing.
                              ^^^^^^^^ warning ruleFile: There is no rule "imageTga"; did you mean "imageTag"?
2: rule: {}
   ^^^^ warning ruleFile: Drydock knows no setting "rule" here: it chooses nothing.
3: kubernetesVersion: "1.3"
                      ^^^^^ warning ruleFile: This is none of 1.32, 1.33, 1.34, 1.35, 1.36: it chooses nothing.
`,
  );
});

const bare =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {hostPID: true, containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]}\n';

it('lets a comment of the file go before all, for all of its documents', () => {
  const text = `# file: .drydock.yaml\nrules: {podSecurityBaseline: off}\n# file: a.yaml\n# drydock-rules: podSecurityBaseline=error, imageTag=loud\n---\n${bare}# file: b.yaml\n${bare}`;
  expect(diagnose(text).match(/\w+ podSecurityBaseline/g)).toEqual(['error podSecurityBaseline']);
});

it('sees such a comment come and go', () => {
  const workspace = workspaceOf(`# file: a.yaml\n# nothing\n---\n${bare}`);
  const count = (): number => validate(workspace.snapshot, 'a.yaml').length;
  expect(count()).toBe(0);
  workspace.change([{ uri: 'a.yaml', text: `# drydock-rules: podSecurityBaseline=hint\n---\n${bare}` }]);
  expect(count()).toBe(1);
  workspace.change([{ uri: 'a.yaml', text: `# nothing\n---\n${bare}` }]);
  expect(count()).toBe(0);
});

it('lets the other comments silence a whole group', () => {
  const rules = { security: 'warning' } as const;
  const said = (comment: string): string =>
    diagnose(bare.replace('spec:', `${comment}\nspec:`), { ...defaultSettings, rules });
  expect(said('# drydock-disable-next-line security')).toBe('');
  expect(said('# drydock-disable-next-line reliability')).toContain('podSecurityBaseline');
});
