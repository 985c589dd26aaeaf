import type { Key } from '#engine/api/key.ts';
import { record } from '../record.ts';
import type { Run } from '../run.ts';

/** What one plugin said of one node. */
export interface Cell {
  /** Set where it refuses the node: first, or after another had refused it. */
  readonly refuses?: 'first' | 'also';
  readonly reasons: readonly string[];
  /** Set where it scored the node. */
  readonly score?: {
    readonly raw: number;
    readonly normalised: number;
    readonly weight: number;
    readonly weighted: number;
  };
}

/** How one node was judged for a pod. */
export interface NodeJudgement {
  readonly node: string;
  readonly fits: boolean;
  readonly chosen: boolean;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly total: number | undefined;
}

/** A change that alone would let the pod onto nodes. */
export interface Advice {
  readonly kind: string;
  readonly subject: string;
  readonly admits: number;
  readonly short: number | undefined;
  readonly node: string;
}

export interface Preemption {
  readonly node: string;
  readonly victims: readonly Key[];
  readonly violations: number;
  readonly among: number;
  readonly candidates: readonly { readonly node: string; readonly victims: number }[];
}

export interface Placement {
  /** The scheduler's own sentence. */
  readonly text: string;
  readonly looked: number;
  readonly feasible: number;
  readonly total: number;
  readonly leftOut: number;
  /** Nodes with the highest score; more than 1: the seed chose. */
  readonly ties: number;
  readonly plugins: readonly string[];
  readonly nodes: readonly NodeJudgement[];
  readonly advice: readonly Advice[];
  readonly preemption: Preemption | undefined;
}

/** The scheduler's last word on the pod by `position`, with the room that it made for it before; undefined where it left none. Reads the notes' data (the scheduler's Diagnosis) without trusting its shape. */
export function placementOf(run: Run, pod: Key, position: number): Placement | undefined {
  let last: Placement | undefined;
  for (const seq of [...run.index.of(pod)].reverse()) {
    const change = run.entries[seq]?.change;
    if (seq >= position || change?.kind !== 'note' || change.topic !== 'scheduling') continue;
    const said = placement(change.text, fields(change.data));
    last ??= said;
    if (said.preemption !== undefined) return { ...last, preemption: said.preemption };
  }
  return last;
}

type Fields = Readonly<Record<string, unknown>>;

function placement(said: string, data: Fields): Placement {
  const nodes = list(data['nodes']).map((each) => judgement(fields(each)));
  return {
    text: said,
    looked: count(data['looked']),
    feasible: count(data['feasible']),
    total: count(data['total']),
    leftOut: count(data['leftOut']),
    ties: count(data['ties']),
    plugins: [...new Set(nodes.flatMap((node) => [...node.cells.keys()]))],
    nodes,
    advice: list(data['remedies']).map((each) => advice(fields(each))),
    preemption: data['preemption'] === undefined ? undefined : preemption(fields(data['preemption'])),
  };
}

function judgement(node: Fields): NodeJudgement {
  const cells = new Map<string, Cell>();
  const first = text(node['plugin']);
  if (first !== '') cells.set(first, { refuses: 'first', reasons: texts(node['reasons']) });
  for (const each of list(node['wouldAlsoFail']).map(fields))
    cells.set(text(each['plugin']), { refuses: 'also', reasons: texts(each['reasons']) });
  for (const each of list(node['scores']).map(fields)) {
    const [raw, normalised] = [count(each['raw']), count(each['normalised'])];
    const score = { raw, normalised, weight: count(each['weight']), weighted: count(each['weighted']) };
    cells.set(text(each['plugin']), { reasons: [], score });
  }
  return {
    node: text(node['node']),
    fits: node['fits'] === true,
    chosen: node['chosen'] === true,
    cells,
    total: typeof node['total'] === 'number' ? node['total'] : undefined,
  };
}

function advice(remedy: Fields): Advice {
  const { kind, subject, short, node } = remedy;
  return {
    kind: text(kind),
    subject: text(subject),
    admits: count(remedy['admits']),
    short: typeof short === 'number' ? short : undefined,
    node: text(node),
  };
}

function preemption(data: Fields): Preemption {
  return {
    node: text(data['node']),
    victims: texts(data['victims']),
    violations: count(data['violations']),
    among: count(data['among']),
    candidates: list(data['candidates'])
      .map(fields)
      .map((each) => ({ node: text(each['node']), victims: list(each['victims']).length })),
  };
}

function fields(value: unknown): Fields {
  return record(value) ?? {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): readonly string[] {
  return list(value).map(text);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
