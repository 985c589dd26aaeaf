import type { Key } from '../../api/key.ts';
import type { ObjectMeta } from '../../api/meta.ts';
import type { Service } from '../../api/service.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';
import { own } from '../controller.ts';

const cleanup = 'service.kubernetes.io/load-balancer-cleanup';

/** Gives LoadBalancer Services an address where the world has a cloud that does; elsewhere they stay pending. Follows kubernetes staging/src/k8s.io/cloud-provider/controllers/service. */
export const serviceController: ControllerFactory = () => new ServiceController();

class ServiceController implements Controller {
  readonly name = 'service-controller';
  readonly watches: readonly Watch[] = [{ kind: 'Service', keys: own }];
  #balancers = 0;

  reconcile(key: Key, context: Context): Requeue | undefined {
    const service = context.view.get(key) as Service | undefined;
    if (service === undefined || !context.conditions.loadBalancer) return undefined;
    const wanted = service.spec.type === 'LoadBalancer' && service.spec.loadBalancerClass === undefined;
    const held = (service.metadata.finalizers ?? []).includes(cleanup);
    if (!wanted || service.metadata.deletionTimestamp !== undefined) {
      if (held) this.#release(service, context);
      return undefined;
    }
    if (!held) {
      context.api.event(service, 'Normal', 'EnsuringLoadBalancer', 'Ensuring load balancer');
      const finalizers = [...(service.metadata.finalizers ?? []), cleanup];
      context.api.update(
        withMeta(service, { ...service.metadata, finalizers }),
        'the load balancer must be given back',
      );
      return undefined;
    }
    if ((service.status?.loadBalancer?.ingress ?? []).length > 0) return undefined;
    const ip = service.spec.loadBalancerIP || this.#nextAddress();
    context.assume({ kind: 'delay', text: 'a cloud would take its time to make a load balancer' });
    const ingress = [{ ip, ipMode: 'VIP' }];
    context.api.updateStatus(
      { ...withMeta(service, service.metadata), status: { loadBalancer: { ingress } } },
      `the load balancer has the address ${ip}`,
    );
    context.api.event(service, 'Normal', 'EnsuredLoadBalancer', 'Ensured load balancer');
    return undefined;
  }

  #release(service: Service, context: Context): void {
    context.api.event(service, 'Normal', 'DeletingLoadBalancer', 'Deleting load balancer');
    if ((service.status?.loadBalancer?.ingress ?? []).length > 0)
      context.api.updateStatus(
        { ...withMeta(service, service.metadata), status: { loadBalancer: {} } },
        'the load balancer is gone',
      );
    const finalizers = (service.metadata.finalizers ?? []).filter((name) => name !== cleanup);
    context.api.update(withMeta(service, { ...service.metadata, finalizers }), 'the load balancer is gone');
    context.api.event(service, 'Normal', 'DeletedLoadBalancer', 'Deleted load balancer');
  }

  /** Addresses of 192.0.2.0/24 and 198.51.100.0/24, which belong to documentation (RFC 5737). */
  #nextAddress(): string {
    const index = this.#balancers++;
    return `${index < 254 ? '192.0.2' : '198.51.100'}.${1 + (index % 254)}`;
  }
}

function withMeta(service: Service, { resourceVersion: _, ...metadata }: ObjectMeta): Service {
  return { ...service, metadata };
}
