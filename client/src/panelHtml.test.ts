import { expect, test } from 'vitest';
import { panelHtml } from './panelHtml.ts';

const parts = {
  script: 'https://w/panel.js',
  style: 'https://w/panel.css',
  source: 'https://w',
  nonce: 'n0',
  language: 'ko',
  title: 'Rollout',
};

test('nothing is loaded but the extension, and no script runs but ours', () => {
  const html = panelHtml(parts);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  expect(policy).toBe(
    "default-src 'none'; style-src https://w 'unsafe-inline'; font-src https://w; img-src https://w data:; script-src 'nonce-n0'",
  );
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain('<script nonce="n0" src="https://w/panel.js"></script>');
  expect(html).toContain('<html lang="ko">');
});

test('a part cannot leave its place', () => {
  expect(panelHtml({ ...parts, title: '</title><script>alert(1)</script>' })).not.toContain('<script>alert');
  expect(panelHtml({ ...parts, nonce: '"><script>' })).not.toContain('"><script>');
});
