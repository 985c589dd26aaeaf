import { expect, test } from 'vitest';
import { defaultSettings, languageSettings, readSettings } from './settings.ts';

test('what is not configured is the default', () => {
  expect(readSettings(undefined)).toEqual(defaultSettings);
  expect(readSettings('text')).toEqual(defaultSettings);
});

test('what is of the wrong kind is the default, and the rest is taken', () => {
  const sent = {
    kubernetesVersion: '1.7',
    kubernetesVersionByFolder: { old: '1.33', older: '0.9' },
    rules: { unknownField: 'warning', other: 'loud' },
    clusters: { prod: ['clusters/prod'], dev: 'clusters/dev' },
    simulation: { seed: -1, nodes: 5, until: 'soon' },
  };
  expect(readSettings(sent)).toEqual({
    kubernetesVersion: defaultSettings.kubernetesVersion,
    kubernetesVersionByFolder: { old: '1.33' },
    rules: { unknownField: 'warning' },
    clusters: { prod: ['clusters/prod'] },
    simulation: { seed: 1, nodes: 5, until: '1h' },
  });
});

test('folders become URIs under every folder of the workspace', () => {
  const settings = readSettings({
    kubernetesVersionByFolder: { './clusters/my old': '1.33' },
    clusters: { prod: ['./clusters/prod/', '.'] },
  });
  expect(languageSettings(settings, ['file:///a/', 'file:///b']).clusters).toEqual({
    prod: ['file:///a/clusters/prod', 'file:///a', 'file:///b/clusters/prod', 'file:///b'],
  });
  expect(languageSettings(settings, ['file:///a/', 'file:///b']).folderVersions).toEqual({
    'file:///a/clusters/my%20old': '1.33',
    'file:///b/clusters/my%20old': '1.33',
  });
});
