import type { Pod, Toleration } from '../../api/pod.ts';
import { ok } from '../../result.ts';
import type { AdmissionPlugin } from '../strategy.ts';

const seconds = 300;

/** Every pod tolerates a node that is not ready or unreachable for 300 s, unless it says otherwise; follows kubernetes plugin/pkg/admission/defaulttolerationseconds. */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  admit({ verb, object }, { conditions }) {
    if (!conditions.admission.defaultTolerations || object.kind !== 'Pod' || verb !== 'create') return ok(object);
    const { spec } = object as Pod;
    const given = spec.tolerations ?? [];
    const added = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
      .filter((key) => !given.some((toleration) => covers(toleration, key)))
      .map((key): Toleration => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: seconds }));
    return ok(added.length === 0 ? object : { ...object, spec: { ...spec, tolerations: [...given, ...added] } });
  },
};

function covers({ key, effect }: Toleration, taint: string): boolean {
  return (
    (key === taint || key === undefined || key === '') &&
    (effect === 'NoExecute' || effect === undefined || effect === '')
  );
}
