import { type Fields, objectsAt, textAt } from '../read.ts';

/** Labels of nodes that have another name now. Follows kubernetes pkg/api/node/util.go. */
const deprecated: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};

export function deprecatedLabel(label: string | undefined): string | undefined {
  return label !== undefined && Object.hasOwn(deprecated, label) ? deprecated[label] : undefined;
}

/** Follows GetWarningsForNodeSelectorTerm. */
export function nodeSelectorTermWarnings(term: Fields, path: string): readonly string[] {
  return objectsAt(term, 'matchExpressions').flatMap((expression, index) => {
    const key = textAt(expression, 'key');
    const message = deprecatedLabel(key);
    return message === undefined ? [] : [`${path}.matchExpressions[${index}].key: ${key} is ${message}`];
  });
}
