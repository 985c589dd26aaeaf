import type { ApiObject } from '#engine/api/meta.ts';
import { keyFor } from '#engine/store/apiServer.ts';
import type { Cluster } from '../cluster.ts';
import { kindOfName, storedAs } from '../kindLookup.ts';
import type { Placeholders } from './placeholders.ts';
import type { ObjectName } from './scenario.ts';

/** The object of that name; undefined where there is none, or where its placeholder stands for nothing yet. */
export function objectNamed(cluster: Cluster, name: ObjectName, names: Placeholders): ApiObject | undefined {
  const kind = kindOfName(cluster.run.view, name.kind);
  const filled = names.fill(name.name);
  if (kind === undefined || !filled.ok) return undefined;
  return cluster.run.view.get(keyFor(storedAs(kind), name.namespace ?? cluster.namespace, filled.value));
}
