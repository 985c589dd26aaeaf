import type { ApiObject, Condition, ObjectMeta } from './meta.ts';
import type { ResourceList } from './pod.ts';

export interface Node extends ApiObject {
  readonly kind: 'Node';
  readonly metadata: ObjectMeta;
  readonly spec: NodeSpec;
  readonly status?: NodeStatus;
}

export interface NodeSpec {
  readonly unschedulable?: boolean;
  readonly taints?: readonly Taint[];
  readonly podCIDR?: string;
  readonly providerID?: string;
}

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  readonly timeAdded?: string;
}

export interface NodeStatus {
  readonly capacity?: ResourceList;
  readonly allocatable?: ResourceList;
  readonly conditions?: readonly Condition[];
  readonly addresses?: readonly { readonly type: string; readonly address: string }[];
  readonly images?: readonly { readonly names: readonly string[]; readonly sizeBytes?: number }[];
  readonly nodeInfo?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}
