import type { Connection } from 'vscode-languageserver';
import type { KubernetesVersion } from '#engine/api/version.ts';
import { start } from '#engine/engine.ts';
import type { Millis } from '#engine/time.ts';
import { defaultWorld, equalNodes } from '#engine/world.ts';
import type { Cluster, Documentation } from '#kubectl/cluster.ts';
import { complete } from '#kubectl/complete.ts';
import { begin } from '#kubectl/execute.ts';
import { isQuiet } from '#kubectl/rest.ts';
import { promptOf, sleepTime, typedArgv } from '#kubectl/typedLine.ts';
import { splitWords } from '#kubectl/words.ts';
import { catalogOf } from '#language/schema/catalog.ts';
import { fieldDocumentation } from '#language/schema/fieldDocumentation.ts';
import { strictDecoding } from '#language/schema/strictDecoding.ts';
import type { Workspace } from '#language/workspace/workspace.ts';
import {
  type CompleteParams,
  type Completion,
  completeKubectlRequest,
  interruptKubectlNotification,
  type KubectlEnded,
  type KubectlParams,
  kubectlOutputNotification,
  kubectlRequest,
} from '#protocol/kubectl.ts';
import type { Settings } from '#protocol/settings.ts';
import { simulationEndedNotification, traceChunkNotification } from '#protocol/simulate.ts';
import { type Clusters, StandingCluster } from './clusters.ts';
import { withEditor } from './kubectlEdit.ts';
import { snapshotFiles } from './snapshotFiles.ts';

/** One terminal: its cluster, and the real moment up to which that has lived. */
interface Session {
  readonly standing: StandingCluster;
  readonly cluster: Cluster;
  lived: number;
  interrupted: boolean;
  /** Wakes the cluster while nobody types. */
  waking: ReturnType<typeof setTimeout> | undefined;
}

/** Longest real pause of a terminal for which its cluster lives on. */
const longestAbsence = 60_000;
const beat = 30;
/** Real milliseconds between two looks at a cluster at which nobody types. */
const glance = 200;

/** Answers the lines of kubectl terminals: they work on the cluster that is shown; where there is none, the first line makes one. */
export function registerKubectl(
  connection: Connection,
  workspace: Workspace,
  settings: () => Settings,
  clusters: Clusters,
): void {
  const sessions = new Map<string, Session>();
  const sessionOf = (name: string, folder: string | undefined): Session => {
    const known = sessions.get(name);
    const shown = clusters.shown;
    if (known !== undefined && (shown === undefined || known.standing === shown)) return known;
    const standing = shown ?? new StandingCluster(name, start(worldOf(settings())));
    const cluster: Cluster = {
      run: standing.cluster,
      namespace: 'default',
      files: snapshotFiles(() => workspace.snapshot, folder),
      documentation: documentationOf(workspace, () => standing.cluster.world.kubernetesVersion),
      decode: (body) =>
        strictDecoding(catalogOf(workspace.snapshot.schemas, standing.cluster.world.kubernetesVersion), body),
    };
    const session = { standing, cluster, lived: performance.now(), interrupted: false, waking: undefined };
    sessions.set(name, session);
    return session;
  };

  connection.onRequest<KubectlEnded, void>(kubectlRequest, async (params: KubectlParams) => {
    const session = sessionOf(params.session, params.folder);
    session.interrupted = false;
    clearTimeout(session.waking);
    const say = (stream: 'out' | 'err') => (text: string) => {
      void connection.sendNotification(kubectlOutputNotification, { session: params.session, text, stream });
    };
    catchUp(session, params.speed);
    const edit = (argv: readonly string[]): Promise<Cluster> => withEditor(connection, session.cluster, argv);
    const code = await runLine(session, params, { out: say('out'), err: say('err'), edit });
    session.lived = performance.now();
    await show(connection, session, clusters);
    liveOn(connection, session, clusters, params.speed);
    return { code, prompt: promptOf(session.cluster) };
  });
  connection.onRequest<Completion, void>(completeKubectlRequest, ({ session, line }: CompleteParams) =>
    complete(sessionOf(session, undefined).cluster, line),
  );
  connection.onNotification(interruptKubectlNotification, ({ session }: { session: string }) => {
    const running = sessions.get(session);
    if (running !== undefined) running.interrupted = true;
  });
}

/** While nobody typed, the cluster lived on. */
function catchUp(session: Session, speed: number): void {
  const absence = Math.min(performance.now() - session.lived, longestAbsence);
  const { run } = session.cluster;
  run.advance(run.now + Math.round(absence * speed));
  session.lived = performance.now();
}

/** What a line began is seen to go on while nobody types, until the cluster is at rest or another one is shown. */
function liveOn(connection: Connection, session: Session, clusters: Clusters, speed: number): void {
  const { run } = session.cluster;
  const end = performance.now() + longestAbsence;
  const look = async (): Promise<void> => {
    if (clusters.shown !== session.standing) return;
    const before = run.lastChange;
    catchUp(session, speed);
    const atRest = isQuiet(run);
    if (atRest || run.lastChange > before) await show(connection, session, clusters);
    if (!atRest && performance.now() < end) wait();
  };
  const wait = (): void => {
    // An editor that has gone away sees nothing any more.
    session.waking = setTimeout(() => void look().catch(() => undefined), glance);
  };
  wait();
}

type Say = (text: string) => void;

/** Where a line prints, and what opens the texts that it edits. */
interface Terminal {
  readonly out: Say;
  readonly err: Say;
  edit(argv: readonly string[]): Promise<Cluster>;
}

async function runLine(session: Session, params: KubectlParams, { out, err, edit }: Terminal): Promise<number> {
  const words = splitWords(params.line);
  if (!words.ok) {
    err(`error: ${words.error}\n`);
    return 1;
  }
  const argv = typedArgv(session.cluster, words.value);
  const inShell = session.cluster.shell !== undefined;
  if (argv[0] === 'time' && !inShell) {
    out(`${session.cluster.run.now / 1000}s\n`);
    return 0;
  }
  if (argv[0] === 'sleep' && !inShell) return sleep(session, argv[1], params.speed, err);
  const cluster = argv[0] === 'edit' && !inShell ? await edit(argv) : session.cluster;
  const command = begin(cluster, argv, '', { out, err });
  for (let pause = command.next(); ; pause = command.next()) {
    if (pause.done === true) return pause.value;
    if (!(await live(session, pause.value.until, params.speed))) return 130;
  }
}

async function sleep(session: Session, word: string | undefined, speed: number, err: Say): Promise<number> {
  const time = sleepTime(word);
  if (!time.ok) {
    err(`${time.error}\n`);
    return 1;
  }
  const end = session.cluster.run.now + time.value;
  while (session.cluster.run.now < end) if (!(await live(session, end, speed))) return 130;
  return 0;
}

/** Lets the cluster live until something happened, or `until`, as fast as the person wants; false when they interrupted. */
async function live(session: Session, until: Millis, speed: number): Promise<boolean> {
  const { run } = session.cluster;
  const due = Math.min(run.nextDue() ?? until, until);
  for (let left = due - run.now; left > 0; left = due - run.now) {
    if (session.interrupted) return false;
    const step = Math.min(left, beat * speed);
    await new Promise<void>((resolve) => setTimeout(resolve, step / speed));
    run.advance(run.now + step - (step === left ? 1 : 0));
    if (step === left) break;
  }
  if (!run.step(until)) run.advance(until);
  return !session.interrupted;
}

/** The panel shows what the terminal did to its cluster. */
async function show(connection: Connection, { standing }: Session, clusters: Clusters): Promise<void> {
  if (clusters.shown !== undefined && clusters.shown !== standing) return;
  clusters.show(standing);
  const { run, cluster, applyAt } = standing;
  await connection.sendNotification(traceChunkNotification, { run, chunk: standing.take(), end: cluster.now });
  await connection.sendNotification(simulationEndedNotification, { run, end: cluster.now, applyAt, outcome: 'quiet' });
}

/** Descriptions of fields out of the schemas, for `kubectl explain`. */
function documentationOf(workspace: Workspace, version: () => KubernetesVersion): Documentation {
  return {
    field: (apiVersion, kind, path) =>
      fieldDocumentation(catalogOf(workspace.snapshot.schemas, version()), apiVersion, kind, path),
  };
}

function worldOf({ simulation }: Settings): Parameters<typeof start>[0] {
  return { ...defaultWorld(), seed: simulation.seed, nodes: equalNodes(simulation.nodes) };
}
