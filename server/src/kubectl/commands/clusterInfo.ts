import type { ApiObject } from '#engine/api/meta.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { readList, readText } from '../printers/read.ts';

/** Where kubectl is told that the API server is: nothing listens there. */
export const serverAddress = 'https://127.0.0.1:6443';

/** `kubectl cluster-info`: the API server and the services that call themselves the cluster's own. Follows kubectl pkg/cmd/clusterinfo. */
export const clusterInfo: Command = {
  name: 'cluster-info',
  flags: [],
  run(context: Context): number {
    if (context.args[0] === 'dump')
      return fail(context, 'a simulated cluster has no logs to dump; "get all -A -o yaml" shows its objects');
    const services = context.cluster.run.view
      .list('Service', 'kube-system')
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/cluster-service'] === 'true');
    context.out(`Kubernetes control plane is running at ${serverAddress}`);
    for (const service of services)
      context.out(
        `${service.metadata.labels?.['kubernetes.io/name'] ?? service.metadata.name} is running at ${linkTo(service)}`,
      );
    context.out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.");
    return 0;
  },
};

/** Through the API server: `scheme:name:port`, as far as they are known. */
function linkTo({ metadata, ...service }: ApiObject): string {
  const [port] = readList(service, 'spec.ports');
  const portName = readText(port, 'name');
  const scheme = portName === 'https' || readText(port, 'port') === '443' ? 'https' : '';
  const name =
    scheme !== '' ? `${scheme}:${metadata.name}:${portName}` : [metadata.name, portName].filter(Boolean).join(':');
  return `${serverAddress}/api/v1/namespaces/${metadata.namespace}/services/${name}/proxy`;
}
