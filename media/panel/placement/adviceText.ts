import { bytes } from '../cluster/Node.tsx';
import { t as text } from '../l10n.ts';
import type { Advice } from './diagnosis.ts';

/** What would let the pod in, in words: `300m CPU short on w1`. */
export function adviceText({ kind, subject, admits, short, node }: Advice): string {
  switch (kind) {
    case 'resource':
      return text(
        admits === 1 ? 'r_resource' : 'r_resourceLeast',
        node,
        amount(subject, short ?? 0),
        name(subject),
        admits,
      );
    case 'toleration':
      return admits === 1 ? text('r_toleration1', subject) : text('r_toleration', subject, admits);
    case 'label':
      return text('r_label', subject, admits);
    case 'port':
      return text('r_port', subject, admits);
    case 'uncordon':
      return text('r_uncordon', node, admits);
    default:
      return text('r_other', subject, admits);
  }
}

const names: Readonly<Record<string, string>> = { cpu: 'CPU' };

function name(resource: string): string {
  return names[resource] ?? resource;
}

function amount(resource: string, short: number): string {
  if (resource === 'cpu') return `${short}m`;
  return resource === 'memory' || resource === 'ephemeral-storage' ? bytes(short) : String(short);
}
