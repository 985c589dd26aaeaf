import { equal } from '../../equal.ts';
import { ok } from '../../result.ts';
import type { Strategy } from '../strategy.ts';

/** EndpointSlices count their changes of content and labels; follows kubernetes pkg/registry/discovery/endpointslice/strategy.go. */
export function endpointSliceStrategy(): Strategy {
  return {
    kind: 'EndpointSlice.discovery.k8s.io',
    prepareForCreate: (object) => ok({ ...object, metadata: { ...object.metadata, generation: 1 } }),
    prepareForUpdate: (next, old) => {
      const same = equal(next['endpoints'], old['endpoints']) && equal(next['ports'], old['ports']);
      if (!same || equal(next.metadata.labels, old.metadata.labels)) return ok(next);
      return ok({ ...next, metadata: { ...next.metadata, generation: (old.metadata.generation ?? 0) + 1 } });
    },
  };
}
