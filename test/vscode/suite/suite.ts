import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Called by the extension host: runs every test file, writes down what it counted, and rejects when one failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false, reporter: 'spec' });
  mocha.suite.emit('pre-require', globalThis, null, mocha);
  await import('./checking.ts');
  await import('./authoring.ts');
  await import('./simulating.ts');
  const { passed, failed } = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures });
    });
  });
  const report = process.env['DRYDOCK_EDITOR_REPORT'];
  if (report !== undefined) writeFileSync(report, JSON.stringify({ passed, failed }));
  if (failed > 0) throw new Error(`${failed} failed`);
}
