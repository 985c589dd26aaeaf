import { expect, it } from 'vitest';
import { readRuleFile, withRuleFile } from './ruleFile.ts';
import { defaultSettings } from './settings.ts';

it('reads versions and severities, in block and in flow style; a plain off is off', () => {
  expect(readRuleFile('kubernetesVersion: "1.34"\nrules:\n  imageTag: off\n  privileged: "error"\n')).toEqual({
    kubernetesVersion: '1.34',
    rules: { imageTag: 'off', privileged: 'error' },
  });
  expect(readRuleFile('{rules: {imageTag: hint}, kubernetesVersion: 1.33}')).toEqual({
    kubernetesVersion: '1.33',
    rules: { imageTag: 'hint' },
  });
});

it('leaves out what means nothing', () => {
  for (const text of ['', 'a: [', '- a', 'rules: [a]', 'rules: {imageTag: loud}', 'kubernetesVersion: 0.1'])
    expect(readRuleFile(text)).toEqual({ rules: {} });
});

it('goes before the settings', () => {
  const settings = { ...defaultSettings, rules: { imageTag: 'error', privileged: 'error' } } as const;
  expect(withRuleFile(settings, readRuleFile('rules: {imageTag: off}')).rules).toEqual({
    imageTag: 'off',
    privileged: 'error',
  });
});
