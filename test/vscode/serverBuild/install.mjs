import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The npm package that carries VS Code's server build; 4.139.1 is VS Code 1.139.1. */
const codeServer = 'code-server@4.139.1';
const layout = 3;

/** Extensions and production dependencies of VS Code that a test of ours never touches: sign-in, chat, debuggers, terminals, native modules. */
const unusedExtensions = [
  'copilot',
  'git',
  'git-base',
  'github',
  'github-authentication',
  'ipynb',
  'merge-conflict',
  'mermaid-markdown-features',
  'microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
  'notebook-renderers',
  'terminal-suggest',
  'tunnel-forwarding',
];
const unusedDependencies = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/deviceid',
  '@vscode/fs-copyfile',
  '@vscode/native-watchdog',
  '@vscode/sandbox-runtime',
  '@vscode/spdlog',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'node-pty',
  'ssh2',
  'tar',
  'zod',
];

/**
 * Puts VS Code's server build, trimmed to what tests need, into `folder` once: about 10 s and 250 MB, from the npm registry
 * alone. Nothing is compiled and no install script runs. Rejects with npm's or tar's message.
 */
export async function installServerBuild(folder) {
  const stamp = `${codeServer} layout ${layout}`;
  const mark = path.join(folder, 'complete');
  if (existsSync(mark) && (await readFile(mark, 'utf8')) === stamp) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.join(folder, 'vscode'), { recursive: true });
  await unpack(folder);
  await installDependencies(path.join(folder, 'vscode'));
  await writeStandIns(path.join(folder, 'vscode', 'node_modules'));
  await writeFile(mark, stamp);
}

async function unpack(folder) {
  const packed = await npm(['pack', codeServer, '--json', '--loglevel=error', '--pack-destination', folder], folder);
  const tarball = path.join(folder, JSON.parse(packed)[0].filename);
  const excluded = unusedExtensions.map((name) => `--exclude=package/lib/vscode/extensions/${name}`);
  const into = ['-C', path.join(folder, 'vscode'), '--strip-components=3'];
  await run('tar', ['xzf', tarball, ...into, ...excluded, '--exclude=*.map', 'package/lib/vscode']);
  await rm(tarball);
}

/** VS Code's own dependencies at the versions of its shrinkwrap, less the unused ones. */
async function installDependencies(vscode) {
  const file = path.join(vscode, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  for (const name of unusedDependencies) delete manifest.dependencies[name];
  for (const name of Object.keys(manifest.overrides ?? {}))
    if (/^(kerberos|koffi)/.test(name)) delete manifest.overrides[name];
  await writeFile(file, JSON.stringify(manifest, null, 2));
  await npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], vscode);
  const searchers = path.join(vscode, 'node_modules/@vscode/ripgrep-universal/bin');
  const others = existsSync(searchers)
    ? (await readdir(searchers)).filter((name) => !name.startsWith('linux-x64'))
    : [];
  for (const name of others) await rm(path.join(searchers, name), { recursive: true });
}

/** Two native modules that every start asks for, as small JavaScript ones: the watchdog of the parent, and the log. */
async function writeStandIns(modules) {
  const watchdog = `exports.start = (parent) => setInterval(() => {
  try { process.kill(parent, 0); } catch { process.exit(87); }
}, 3000).unref();
`;
  const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
  const log = `const fs = require('node:fs');
class Logger {
  constructor(file) { this.file = file; }
  write(level, text) { try { fs.appendFileSync(this.file, level + ' ' + text + '\\n'); } catch {} }
${levels.map((level) => `  ${level}(text) { this.write('${level}', text); }`).join('\n')}
  setLevel() {} getLevel() { return 2; } setPattern() {} clearFormatters() {} flush() {} drop() {}
}
const make = async (name, file) => new Logger(file);
exports.Logger = Logger;
exports.createRotatingLogger = make;
exports.createAsyncRotatingLogger = make;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.shutdown = () => undefined;
exports.version = 0;
`;
  await standIn(path.join(modules, '@vscode/native-watchdog'), watchdog);
  await standIn(path.join(modules, '@vscode/spdlog'), log);
}

async function standIn(folder, program) {
  await mkdir(folder, { recursive: true });
  const manifest = { name: path.basename(folder), version: '0.0.0', main: 'index.js' };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'index.js'), program);
}

async function npm(args, cwd) {
  const { stdout } = await run('npm', args, { cwd, maxBuffer: 64 << 20, env: { ...process.env, INIT_CWD: undefined } });
  return stdout;
}
