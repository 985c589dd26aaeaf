import type { Key } from '../../api/key.ts';
import { key as keyFor, splitKey } from '../../api/key.ts';
import { rootCertificate } from '../../bootstrap.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';
import { either, own } from '../controller.ts';

/** Sees that every namespace has its ServiceAccount `default`. Follows kubernetes pkg/controller/serviceaccount/serviceaccounts_controller.go. */
export const serviceAccountController: ControllerFactory = () =>
  new Publisher('service-account-controller', 'ServiceAccount', 'default', (namespace) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace },
  }));

/** Sees that every namespace has the ConfigMap `kube-root-ca.crt`. Follows kubernetes pkg/controller/certificates/rootcacertpublisher. */
export const rootCertificatePublisher: ControllerFactory = () =>
  new Publisher('root-ca-certificate-publisher-controller', 'ConfigMap', 'kube-root-ca.crt', rootCertificate);

class Publisher implements Controller {
  readonly name: string;
  readonly watches: readonly Watch[];
  readonly #kind: string;
  readonly #object: string;
  readonly #make: (namespace: string) => ReturnType<typeof rootCertificate>;

  constructor(
    name: string,
    kind: string,
    object: string,
    make: (namespace: string) => ReturnType<typeof rootCertificate>,
  ) {
    this.name = name;
    this.#kind = kind;
    this.#object = object;
    this.#make = make;
    this.watches = [
      { kind: 'Namespace', keys: own },
      {
        kind,
        keys: (change) =>
          change.after === null && either(change).metadata.name === object
            ? [keyFor('Namespace', '', splitKey(change.key).namespace)]
            : [],
      },
    ];
  }

  reconcile(key: Key, context: Context): Requeue | undefined {
    const namespace = context.view.get(key);
    if (namespace === undefined || namespace.metadata.deletionTimestamp !== undefined) return undefined;
    const { name } = namespace.metadata;
    if (context.view.get(keyFor(this.#kind, name, this.#object)) !== undefined) return undefined;
    context.api.create(this.#make(name), `every namespace has a ${this.#kind} ${this.#object}`);
    return undefined;
  }
}
