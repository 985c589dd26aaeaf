import type { RemedySummary } from './diagnosis.ts';

/** What would let the pod onto a node, a sentence for each change. */
export function advice(remedies: readonly RemedySummary[]): readonly string[] {
  return remedies.flatMap((remedy) => sentence(remedy) ?? []);
}

function sentence({ kind, subject, admits, short, node }: RemedySummary): string | undefined {
  const nodes = admits === 1 ? '1 node' : `${admits} nodes`;
  switch (kind) {
    case 'resource':
      return `${node} is ${amount(subject, short ?? 0)} of ${subject} short${admits === 1 ? '' : `, the least of ${nodes}`}`;
    case 'toleration':
      return `a toleration of ${subject} would admit ${nodes}`;
    case 'label':
      return `the label ${subject} would admit ${nodes}`;
    case 'uncordon':
      return `${node} would do if it were not cordoned`;
    case 'port':
      return `host port ${subject} is taken on ${nodes} that would do`;
    case 'other':
      return undefined;
  }
}

const mebibyte = 1024 * 1024;

function amount(resource: string, short: number): string {
  if (resource === 'cpu') return `${short}m`;
  if (resource === 'memory' || resource === 'ephemeral-storage') return `${Math.ceil(short / mebibyte)}Mi`;
  return String(short);
}
