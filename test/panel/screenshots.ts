// Draws the situations beside this file as the panel shows them, for the documentation: `node test/panel/screenshots.ts` after `npm run build`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from './chromium.ts';

const here = import.meta.dirname;
const root = join(here, '../..');
const pictures = join(root, 'docs/panel');

/** Each situation with the theme, width and language in which it is drawn. */
const situations: readonly (readonly [string, 'light' | 'dark' | 'contrast', number, 'en' | 'ko'])[] = [
  ['rolling-update', 'light', 1240, 'en'],
  ['bad-image', 'dark', 1240, 'en'],
  ['crash-loop', 'light', 1240, 'en'],
  ['never-ready', 'contrast', 1240, 'en'],
  ['drain', 'dark', 1240, 'ko'],
  ['pdb-block', 'light', 1240, 'en'],
  ['quota-exact-fit', 'dark', 1240, 'en'],
  ['anti-affinity-deadlock', 'light', 1240, 'en'],
  ['spread-skew', 'light', 560, 'en'],
  ['statefulset-trap', 'dark', 1240, 'en'],
  ['node-down', 'light', 1240, 'ko'],
  ['many-nodes', 'dark', 1240, 'en'],
  ['five-thousand-nodes', 'light', 1240, 'en'],
  ['preemption', 'light', 1240, 'en'],
];

mkdirSync(pictures, { recursive: true });
const browser = await launch();
const wanted = process.argv.slice(2);
for (const [name, theme, width, lang] of situations) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: theme === 'light' ? 'light' : 'dark',
    forcedColors: theme === 'contrast' ? 'active' : 'none',
  });
  const file = join(tmpdir(), `${name}.html`);
  writeFileSync(
    file,
    simulated(join(here, 'situations', `${name}.scenario.yaml`)).replace('<html lang="en">', `<html lang="${lang}">`),
  );
  await page.goto(`file://${file}`);
  await page.locator('main').waitFor();
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  await page.close();
  console.log(name);
}
await browser.close();

/** The page of a scenario. Exit code 1 says that the rollout does not complete, which half of the situations are about. */
function simulated(scenario: string): string {
  try {
    return run(scenario);
  } catch (error) {
    const { status, stdout } = error as { status?: number; stdout?: string };
    if (status === 1 && stdout !== undefined) return stdout;
    throw error;
  }
}

function run(scenario: string): string {
  return execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'simulate', scenario, '--output', 'html'], {
    encoding: 'utf8',
    maxBuffer: 1e9,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
