import { key } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { ok, refused } from '../../result.ts';
import { forbidden } from '../refusals.ts';
import type { AdmissionPlugin } from '../strategy.ts';
import type { StoreView } from '../view.ts';

/** Resolves a pod's priority class to its number; follows kubernetes plugin/pkg/admission/priority. */
export const priority: AdmissionPlugin = {
  name: 'Priority',
  admit({ verb, object }, { view, conditions }) {
    if (!conditions.admission.priority || object.kind !== 'Pod' || verb !== 'create') return ok(object);
    const { spec } = object as Pod;
    const resolved = spec.priorityClassName ? namedClass(view, spec.priorityClassName) : defaultClass(view);
    if (resolved === undefined && spec.priorityClassName) {
      return refused(
        forbidden('Pod', object.metadata.name, `no PriorityClass with name ${spec.priorityClassName} was found`),
      );
    }
    const value = Number(resolved?.['value'] ?? 0);
    if (spec.priority !== undefined && spec.priority !== null && spec.priority !== value) {
      const why = 'the integer value of priority';
      return refused(
        forbidden(
          'Pod',
          object.metadata.name,
          `${why} (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
        ),
      );
    }
    const policy = String(resolved?.['preemptionPolicy'] ?? 'PreemptLowerPriority');
    const named = spec.priorityClassName || resolved === undefined ? {} : { priorityClassName: resolved.metadata.name };
    return ok({
      ...object,
      spec: { ...spec, ...named, priority: value, preemptionPolicy: spec.preemptionPolicy ?? policy },
    });
  },
};

function namedClass(view: StoreView, name: string): ApiObject | undefined {
  return view.get(key('PriorityClass.scheduling.k8s.io', '', name));
}

/** The class marked globalDefault; of several, the one with the lowest value. */
function defaultClass(view: StoreView): ApiObject | undefined {
  const marked = view.list('PriorityClass.scheduling.k8s.io').filter((found) => found['globalDefault'] === true);
  return [...marked].sort((a, b) => Number(a['value']) - Number(b['value']))[0];
}
