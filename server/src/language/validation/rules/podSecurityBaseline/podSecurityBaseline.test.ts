import { expect, it } from 'vitest';
import { diagnoseFor, diagnose as diagnoseWith } from '../../../../../../test/support/checkDiagnostics.ts';
import { defaultSettings } from '../../../workspace/settings.ts';

const diagnose = diagnoseFor('podSecurityBaseline');

const pod = (spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: a, image: a:1}]\n  ${spec}\n`;

it('names what is forbidden where it stands', () => {
  expect(diagnose(pod('hostIPC: true'))).toBe(
    '6:   hostIPC: true\n              ^^^^ warning podSecurityBaseline: The Pod Security level "baseline" does not allow this: host namespaces (hostIPC=true)\n',
  );
});

it('is off unless asked for, by its name or that of its group', () => {
  expect(diagnoseWith(pod('hostIPC: true'))).not.toContain('podSecurity');
  const asked = diagnoseWith(pod('hostIPC: true'), { ...defaultSettings, rules: { security: 'information' } });
  expect(asked).toContain('information podSecurityBaseline');
  expect(asked).toContain('information podSecurityRestricted');
});

it('is silent on a pod that keeps to itself', () => {
  expect(diagnose(pod('hostIPC: false'))).toBe('');
});

it('leaves a privileged container to the rule of that name, unless that is off', () => {
  const text = pod('').replace('image: a:1', 'image: a:1, securityContext: {privileged: true}');
  expect(diagnose(text)).not.toContain('podSecurityBaseline');
  const rules = { podSecurityBaseline: 'warning', privileged: 'off' } as const;
  expect(diagnoseWith(text, { ...defaultSettings, rules })).toContain('podSecurityBaseline');
});
