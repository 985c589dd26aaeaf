import { type KubernetesVersion, kubernetesVersions, newestVersion } from '#engine/api/version.ts';
import { scenarioMistakes } from '#kubectl/scenario/scenarioMistakes.ts';
import { documentAt, positionIn, type SourceFile } from '#language/document/document.ts';
import { resourcesOf } from '#language/document/resource.ts';
import type { Problem, Severity } from '#language/validation/problem.ts';
import { updateProblems } from '#language/validation/updateProblems.ts';
import { validate } from '#language/validation/validate.ts';
import { roleOf } from '#language/workspace/fileRole.ts';
import { isRuleFile } from '#language/workspace/ruleFile.ts';
import { defaultSettings } from '#language/workspace/settings.ts';
import type { Snapshot } from '#language/workspace/snapshot.ts';
import { checkedWorlds, snapshotOf } from './checkedWorlds.ts';
import { type InputFile, readInput } from './files.ts';
import type { Io } from './io.ts';
import { github } from './report/github.ts';
import { human } from './report/human.ts';
import { json } from './report/json.ts';
import type { ReportedFile, Reporter } from './report/report.ts';
import { sarif } from './report/sarif.ts';

export const checkUsage: string = `drydock check FILE|DIR… [options]

Says of manifests what the API server would say, and what the names in them lead to. "-" is standard input.

  --kubernetes-version V   ${kubernetesVersions.join(', ')} (default ${newestVersion})
  --output FORMAT          human, json, sarif or github (default human)
  --severity LEVEL         show error, warning, information or hint and what is worse (default: all)
  --baseline OLD           a file or folder with the objects as they are now: the rules of an update apply too

A file .drydock.yaml chooses for its folder and what lies below it: kubernetesVersion, the severities of rules and of groups of rules
(rules: {imageTag: off, security: warning}), and which folders form one cluster (clusters: {prod: [clusters/prod]}); the nearest wins.
What .gitignore leaves out of a folder is not checked.

Exit code: 0 nothing refused, 1 an error was found, 2 a path cannot be read or the command line is wrong.
`;

const reporters: Readonly<Record<string, Reporter>> = { human, json, sarif, github };
const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

interface Options {
  readonly paths: readonly string[];
  readonly version: KubernetesVersion | undefined;
  readonly report: Reporter;
  readonly severity: Severity;
  readonly baseline: string | undefined;
}

/** `drydock check`: reads files, reports, and returns the exit code. */
export async function check(args: readonly string[], io: Io): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    io.out(checkUsage);
    return 0;
  }
  const options = readOptions(args);
  if (typeof options === 'string') {
    io.err(`drydock check: ${options}\nSee drydock check --help.\n`);
    return 2;
  }
  const input = readInput(options.paths, io.stdin, io.cwd);
  const old = options.baseline === undefined ? undefined : readInput([options.baseline], io.stdin, io.cwd);
  const worlds = checkedWorlds(input.files, options.version, io.cwd);
  const baseline = old === undefined ? undefined : snapshotOf(old.files, defaultSettings);
  const shown = severities.slice(0, severities.indexOf(options.severity) + 1);
  const files = checkFiles(input.files, worlds, baseline, shown);
  io.out(options.report(files, { colour: io.colour }));
  const refused = [...input.refused, ...(old?.refused ?? [])];
  for (const one of refused) io.err(`drydock check: ${one.path}: ${one.message}\n`);
  if (refused.length > 0) return 2;
  return files.some((file) => file.problems.some(({ problem }) => problem.severity === 'error')) ? 1 : 0;
}

function checkFiles(
  input: readonly InputFile[],
  worlds: ReadonlyMap<string, Snapshot>,
  baseline: Snapshot | undefined,
  shown: readonly Severity[],
): ReportedFile[] {
  const reported = input.map((file) => {
    const snapshot = worlds.get(file.world);
    const source = snapshot?.files.get(file.path);
    if (snapshot === undefined || source === undefined) return { path: file.path, text: file.text, problems: [] };
    const said = validate(snapshot, file.path);
    const problems = [
      ...said,
      ...(baseline === undefined ? [] : updateProblems(snapshot, file.path, baseline)),
      ...(roleOf(snapshot, source) === 'scenario' ? aboutTheScenario(source) : aboutTheFile(file, source, said)),
    ];
    return {
      path: file.path,
      text: file.text,
      problems: problems
        .filter((problem) => shown.includes(problem.severity))
        .map((problem) => placed(source, problem)),
    };
  });
  return reported.filter(({ path, problems }) => problems.length > 0 || !isRuleFile(path));
}

function placed(
  source: SourceFile,
  problem: Problem,
): { problem: Problem; start: ReturnType<typeof positionIn>; end: ReturnType<typeof positionIn> } {
  const last = documentAt(source, problem.range[1]);
  const end = Math.min(problem.range[1], last.end);
  return { problem, start: positionIn(source, problem.range[0]), end: positionIn(source, end) };
}

/** What keeps a scenario from being run. */
function aboutTheScenario(source: SourceFile): Problem[] {
  return scenarioMistakes(source).map(({ message, range }) => ({
    rule: 'scenario',
    source: 'schema',
    severity: 'error',
    message,
    range,
    fixes: [],
  }));
}

/** What kubectl says of a file without objects that it was told to create. Files found in a folder may well be something else. */
function aboutTheFile(file: InputFile, source: SourceFile, said: readonly Problem[]): Problem[] {
  if (!file.named || resourcesOf(source).length > 0 || said.some((problem) => problem.rule === 'fragment')) return [];
  const roots = source.documents.map((document) => document.tree);
  if (roots.some((tree) => tree.broken)) return [];
  const empty = roots.every((tree) => tree.root === null);
  const message = empty
    ? 'no objects passed to create: this file holds no YAML document'
    : 'no Kubernetes object in this file: apiVersion and kind are not set';
  const end = file.text.indexOf('\n');
  const range = [0, end < 0 ? file.text.length : end] as const;
  return [
    {
      rule: empty ? 'emptyFile' : 'noManifest',
      source: 'syntax',
      severity: empty ? 'error' : 'information',
      message,
      range,
      fixes: [],
    },
  ];
}

function readOptions(args: readonly string[]): Options | string {
  const paths: string[] = [];
  const values = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const flag = /^--([a-z-]+)(?:=(.*))?$/s.exec(arg);
    if (flag === null) {
      if (/^-./.test(arg)) return `unknown option ${arg}`;
      paths.push(arg);
      continue;
    }
    const [, name = '', inline] = flag;
    if (!['kubernetes-version', 'output', 'severity', 'baseline'].includes(name)) return `unknown option --${name}`;
    const value = inline ?? args[++i];
    if (value === undefined) return `--${name} needs a value`;
    values.set(name, value);
  }
  return optionsOf(paths, values);
}

function optionsOf(paths: readonly string[], values: ReadonlyMap<string, string>): Options | string {
  const asked = values.get('kubernetes-version');
  const version = kubernetesVersions.find(
    (one) => asked === one || asked === `v${one}` || asked?.replace(/^v/, '').startsWith(`${one}.`) === true,
  );
  const output = values.get('output') ?? 'human';
  const report = Object.hasOwn(reporters, output) ? reporters[output] : undefined;
  const severity = severities.find((one) => one === (values.get('severity') ?? 'hint'));
  if (paths.length === 0) return 'give a file, a folder, or - for standard input';
  if (asked !== undefined && version === undefined)
    return `Kubernetes ${asked} is not bundled; there are ${kubernetesVersions.join(', ')}`;
  if (report === undefined) return `unknown output ${output}; there are ${Object.keys(reporters).join(', ')}`;
  if (severity === undefined) return `unknown severity ${values.get('severity')}; there are ${severities.join(', ')}`;
  return { paths, version, report, severity, baseline: values.get('baseline') };
}
