import { describe, test } from 'vitest';
import { checkCauses, checkUpdate } from '../../../../../../test/support/causes.ts';

const service = (fields: string, name = 'a'): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {${fields}}}`;

test('a Service of 1.36 may have a name that begins with a digit', () =>
  checkCauses('{apiVersion: v1, kind: Service, metadata: {name: 1a}, spec: {ports: [{port: 80}]}}'));

describe('TestValidateServiceCreate', () => {
  test('invalid name, missing ports', () =>
    checkCauses(
      service('selector: {a: b}', '-a'),
      "metadata.name: Invalid value: \"-a\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
      'spec.ports: Required value',
    ));
  test('dup port name, dup port, invalid protocol', () =>
    checkCauses(
      service('ports: [{name: p, port: 80}, {name: p, port: 80, protocol: INVALID}, {name: q, port: 80}]'),
      'spec.ports[1].name: Duplicate value: "p"',
      'spec.ports[1].protocol: Unsupported value: "INVALID": supported values: "SCTP", "TCP", "UDP"',
      'spec.ports[2]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
    ));
  test('nodePort of a ClusterIP, twice, out of range', () => {
    checkCauses(
      service('ports: [{port: 80, nodePort: 30000}]'),
      "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
    );
    checkCauses(
      service('type: NodePort, ports: [{name: a, port: 80, nodePort: 30000}, {name: b, port: 81, nodePort: 30000}]'),
      'spec.ports[1].nodePort: Duplicate value: 30000',
    );
  });
  test('headless LoadBalancer', () =>
    checkCauses(
      service('type: LoadBalancer, clusterIP: None, ports: [{port: 80}]'),
      'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for LoadBalancer services',
    ));
  test('ExternalName with addresses', () =>
    checkCauses(
      service('type: ExternalName, externalName: a.b, clusterIP: 1.2.3.4, ipFamilies: [IPv4]'),
      'spec.clusterIPs: Forbidden: may not be set for ExternalName services',
      'spec.ipFamilies: Forbidden: may not be set for ExternalName services',
    ));
  test('cluster IPs: not one, two of a family, another family than said', () => {
    checkCauses(
      service('clusterIP: x, ports: [{port: 80}]'),
      'spec.clusterIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    );
    checkCauses(
      service(
        'clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, 10.0.0.2], ipFamilyPolicy: RequireDualStack, ports: [{port: 80}]',
      ),
      'spec.clusterIPs: Invalid value: ["10.0.0.1","10.0.0.2"]: may specify no more than one IP for each IP family',
    );
    checkCauses(
      service('clusterIP: "::1", ipFamilies: [IPv4], ports: [{port: 80}]'),
      'spec.clusterIPs[0]: Invalid value: "::1": expected an IPv4 value as indicated by `ipFamilies[0]`',
    );
  });
  test('invalid publicIPs, source ranges, class', () =>
    checkCauses(
      service(
        'ports: [{port: 80}], externalIPs: [127.0.0.1, 0.0.0.0], loadBalancerSourceRanges: [10.0.0.0/33], loadBalancerClass: a/b, allocateLoadBalancerNodePorts: true',
      ),
      'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      'spec.externalIPs[1]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)',
      "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
      'spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.0/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'",
      "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ));
  test('invalid timeoutSeconds field', () =>
    checkCauses(
      service(
        'ports: [{port: 80}], sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86401}}',
      ),
      'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400',
    ));
  test('TestValidateServiceUpdate: cluster IP', () => {
    checkUpdate(
      service('clusterIP: 10.0.0.1, ports: [{port: 80}]'),
      service('clusterIP: 10.0.0.2, ports: [{port: 80}]'),
      'spec.clusterIPs[0]: Invalid value: ["10.0.0.2"]: may not change once set',
    );
    checkUpdate(
      service('ports: [{port: 80}]'),
      service('clusterIP: None, ports: [{port: 80}]'),
      'spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set',
    );
    checkUpdate(service('clusterIP: 10.0.0.1, ports: [{port: 80}]'), service('type: ExternalName, externalName: a.b'));
    checkUpdate(
      service('clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], ports: [{port: 80}]'),
      service('ports: [{port: 81}]'),
    );
  });
});

describe('TestValidateIngress', () => {
  const ingress = (spec: string): string =>
    `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {${spec}}}`;
  const path = (fields: string): string => ingress(`rules: [{http: {paths: [{${fields}}]}}]`);
  const backend = 'backend: {service: {name: s, port: {number: 80}}}';
  test('no rules, no backend', () =>
    checkCauses(
      ingress('ingressClassName: a'),
      'spec: Invalid value: []: either `defaultBackend` or `rules` must be specified',
    ));
  test('path: no type, unknown type, sequences', () => {
    checkCauses(
      path(`path: /, ${backend}`),
      'spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified',
    );
    checkCauses(
      path(`path: /, pathType: prefix, ${backend}`),
      'spec.rules[0].http.paths[0].pathType: Unsupported value: "prefix": supported values: "Exact", "ImplementationSpecific", "Prefix"',
    );
    checkCauses(
      path(`path: /a//b/.., pathType: Exact, ${backend}`),
      'spec.rules[0].http.paths[0].path: Invalid value: "/a//b/..": must not contain \'//\'',
      'spec.rules[0].http.paths[0].path: Invalid value: "/a//b/..": cannot end with \'/..\'',
    );
  });
  test('backend: none, both, no port, two ports', () => {
    checkCauses(
      path('path: /, pathType: Prefix'),
      'spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required',
    );
    checkCauses(
      ingress('defaultBackend: {service: {name: s}, resource: {kind: K, name: n}}'),
      'spec.defaultBackend: Invalid value: "": cannot set both resource and service backends',
    );
    checkCauses(
      ingress('defaultBackend: {service: {name: s}}'),
      'spec.defaultBackend: Required value: port name or number is required',
    );
    checkCauses(
      ingress('defaultBackend: {service: {name: s, port: {name: a, number: 1}}}'),
      'spec.defaultBackend: Invalid value: "": cannot set both port name & port number',
    );
  });
  test('hosts', () =>
    checkCauses(
      ingress(`rules: [{host: 127.0.0.1}, {host: "foobar:80"}], tls: [{hosts: ["*.*.a"]}]`),
      'spec.rules[0].host: Invalid value: "127.0.0.1": must be a DNS name, not an IP address',
      "spec.rules[1].host: Invalid value: \"foobar:80\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      "spec.tls[0].hosts[0]: Invalid value: \"*.*.a\": a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ));
});

describe('TestValidateNetworkPolicy', () => {
  const policy = (spec: string): string =>
    `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {podSelector: {}, ${spec}}}`;
  test('cidr format, except outside, except as large', () =>
    checkCauses(
      policy(
        'ingress: [{from: [{ipBlock: {cidr: 192.168.5.0/24, except: [192.168.6.0/25, 192.168.5.0/24]}}, {ipBlock: {cidr: x}}, {}, {podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]',
      ),
      'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "192.168.6.0/25": must be a strict subset of `cidr`',
      'spec.ingress[0].from[0].ipBlock.except[1]: Invalid value: "192.168.5.0/24": must be a strict subset of `cidr`',
      'spec.ingress[0].from[1].ipBlock.cidr: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      'spec.ingress[0].from[2]: Required value: must specify a peer',
      'spec.ingress[0].from[3]: Forbidden: may not specify both ipBlock and another peer',
    ));
  test('ports: endPort before port, with a name, alone', () =>
    checkCauses(
      policy('egress: [{ports: [{port: 80, endPort: 79}, {port: a, endPort: 2}, {endPort: 3}]}]'),
      'spec.egress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to `port`',
      'spec.egress[0].ports[1].endPort: Invalid value: 2: may not be specified when `port` is non-numeric',
      'spec.egress[0].ports[2].endPort: Invalid value: 3: may not be specified when `port` is not specified',
    ));
});

describe('TestValidateEndpointSlice', () => {
  test('addresses, ports, type', () =>
    checkCauses(
      '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, addressType: IPv4, endpoints: [{addresses: ["::1", 169.254.0.1]}, {}], ports: [{name: a}, {name: a, protocol: X}]}',
      'endpoints[0].addresses: Invalid value: "::1": must be an IPv4 address',
      'endpoints[0].addresses[0]: Invalid value: "::1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      'endpoints[0].addresses[1]: Invalid value: "169.254.0.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
      'endpoints[1].addresses: Required value: must contain at least 1 address',
      'ports[1].name: Duplicate value: "a"',
      'ports[1].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "UDP"',
    ));
  test('TestValidateEndpointSliceUpdate: addressType changes', () =>
    checkUpdate(
      '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, addressType: IPv4}',
      '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, addressType: IPv6}',
      'addressType: Invalid value: "IPv6": field is immutable',
    ));
});

test('endpoints: names of nodes', () =>
  checkCauses(
    '{apiVersion: v1, kind: Endpoints, metadata: {name: a}, subsets: [{addresses: [{ip: 10.0.0.1, nodeName: A}]}]}',
    "subsets[0].addresses[0].nodeName: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  ));
