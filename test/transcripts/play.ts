import type { Node } from '#engine/api/node.ts';
import { nodeOf } from '#engine/world.ts';
import { type Comparison, compare } from './compare.ts';
import type { Entry, Step } from './entry.ts';
import { Names } from './names.ts';
import { madeUp, owner as owners } from './normal.ts';
import type { Session, SessionNode } from './session.ts';
import { Terminal } from './terminal.ts';
import { inTodaysWords } from './today.ts';

/** A command of a session, as it went. */
export interface Played {
  /** Its number, and what was typed. */
  readonly title: string;
  readonly step: Step;
  /** What the session prints, in today's words; null where it prints nothing. */
  readonly printed: string | null;
  /** What our terminal shows; undefined where the command was not run. */
  readonly shown: string | undefined;
  readonly code: number;
  readonly comparison: Comparison | undefined;
  /** The same without the leeway that the entry asks for: whether it needs it. */
  readonly strict: Comparison | undefined;
}

/** Plays a session from what the entry says stands before it, command by command. */
export function play(session: Session, entry: Entry): readonly Played[] {
  const files = new Map(Object.entries(entry.files ?? {}).map(([name, text]) => [name, text()] as const));
  const nodes = session.initialState.cluster.nodes ?? [];
  const terminal = new Terminal(
    { kubernetesVersion: '1.33', ...(nodes.length > 0 ? { nodes: nodes.map(nodeFor) } : {}), ...entry.world },
    files,
    entry.edit ?? ((text) => text),
  );
  terminal.rest();
  for (const line of entry.before ?? []) prepare(terminal, line);
  terminal.background();
  const names = new Names();
  return session.commands.map(({ cmd, output }, index) => {
    const step = entry.steps?.[index + 1] ?? {};
    if (index > 0 || step.meanwhile !== undefined) pass(terminal, step);
    return playCommand(terminal, names, step, { number: index + 1, cmd, output });
  });
}

function prepare(terminal: Terminal, line: string): void {
  const typed = terminal.type(line);
  if (typed === undefined || /^(error|Error from server)/m.test(typed.shown))
    throw new Error(`${line}: ${typed?.shown ?? 'no such program'}`);
  if (!line.startsWith('sleep')) terminal.rest();
}

function pass(terminal: Terminal, { meanwhile }: Step): void {
  if (meanwhile === undefined) terminal.rest();
  for (const line of meanwhile ?? [])
    if (terminal.type(line) === undefined) throw new Error(`${line}: no such program`);
}

interface Typed {
  readonly number: number;
  readonly cmd: string;
  readonly output: string | null;
}

function playCommand(terminal: Terminal, names: Names, step: Step, { number, cmd, output }: Typed): Played {
  const line = withLivingPods(terminal, names, step.instead?.[0] ?? cmd);
  const title = `${number}: ${line}`;
  const printed = output === null ? null : inTodaysWords(asRead(output, step));
  const typed = step.out === undefined ? terminal.type(line) : undefined;
  if (typed === undefined)
    return { title, step, printed, shown: undefined, code: 0, comparison: undefined, strict: undefined };
  const shown = typed.shown + (step.show?.(terminal.background()) ?? '');
  const leeway = { without: (step.lines ?? []).map(([pattern]) => pattern), unordered: step.unordered !== undefined };
  const against = step.odd === undefined ? names : new Names();
  const strict = printed === null ? undefined : compare(printed, shown, names.copy());
  const comparison = printed === null ? undefined : compare(printed, shown, against, leeway);
  return { title, step, printed, shown, code: typed.code, comparison, strict };
}

/** The line with our names for what the session's cluster made up: those known, else the first pod of the same owner. */
function withLivingPods(terminal: Terminal, names: Names, line: string): string {
  const known = names.inOurWords(line);
  return known.replace(new RegExp(`\\b(${owners})${madeUp}`, 'g'), (name, owner: string) => {
    const pods = terminal.cluster.run.view.list('Pod').map(({ metadata }) => metadata.name);
    if (pods.includes(name)) return name;
    const ours = pods.find((each) => each.startsWith(`${owner}-`) && names.printedOf(each) === undefined);
    if (ours === undefined) return name;
    names.learn(name, ours);
    return ours;
  });
}

/** The print without what its author put into it. */
function asRead(output: string, { reads = [] }: Step): string {
  return reads.reduce((text, [from, to]) => {
    if (!from.test(text)) throw new Error(`nothing reads like ${from}`);
    return text.replace(from, to);
  }, output);
}

function nodeFor({ name, role = '', taints = [], cpu, memoryMi }: SessionNode): Node {
  const roles = /^(control-plane,master|master)$/.exec(role)?.[0].split(',') ?? [];
  const capacity = {
    ...(cpu === undefined ? {} : { cpu: String(cpu) }),
    ...(memoryMi === undefined ? {} : { memory: `${memoryMi}Mi` }),
  };
  return nodeOf({
    name,
    capacity,
    labels: Object.fromEntries(roles.map((each) => [`node-role.kubernetes.io/${each}`, ''])),
    taints: taints.map(() => ({ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' as const })),
  });
}
