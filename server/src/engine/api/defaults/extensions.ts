import type { ApiObject } from '../meta.ts';
import { child, childOrNew, children, type Draft, fill, fillEmpty, isDraft } from './draft.ts';

/** Follows kubernetes pkg/apis/admissionregistration/v1/defaults.go SetDefaults_ValidatingWebhook and SetDefaults_MutatingWebhook. */
export function webhookConfiguration(object: Draft): void {
  for (const webhook of children(object, 'webhooks')) {
    fill(webhook, 'failurePolicy', 'Fail');
    fill(webhook, 'matchPolicy', 'Equivalent');
    fill(webhook, 'namespaceSelector', {});
    fill(webhook, 'objectSelector', {});
    fill(webhook, 'timeoutSeconds', 10);
    if (object['kind'] === 'MutatingWebhookConfiguration') fill(webhook, 'reinvocationPolicy', 'Never');
    const service = child(child(webhook, 'clientConfig'), 'service');
    if (service !== undefined) fill(service, 'port', 443);
    for (const rule of children(webhook, 'rules')) fill(rule, 'scope', '*');
  }
}

/** Follows kubernetes pkg/apis/admissionregistration/v1/defaults.go SetDefaults_ValidatingAdmissionPolicySpec. */
export function admissionPolicy(object: Draft): void {
  const spec = child(object, 'spec');
  if (spec === undefined) return;
  fill(spec, 'failurePolicy', 'Fail');
  const match = child(spec, 'matchConstraints');
  if (match === undefined) return;
  fill(match, 'matchPolicy', 'Equivalent');
  fill(match, 'namespaceSelector', {});
  fill(match, 'objectSelector', {});
  for (const rule of [...children(match, 'resourceRules'), ...children(match, 'excludeResourceRules')])
    fill(rule, 'scope', '*');
}

/** Follows kubernetes staging/src/k8s.io/kube-aggregator/pkg/apis/apiregistration/v1/defaults.go. */
export function apiService(object: Draft): void {
  const service = child(child(object, 'spec'), 'service');
  if (service !== undefined) fill(service, 'port', 443);
}

/** Fills names and conversion; schemas stay untouched, for they are data. Follows kubernetes staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1/defaults.go. */
export function customResourceDefinition(object: ApiObject): ApiObject {
  const given = object['spec'];
  if (!isDraft(given)) return object;
  const spec: Draft = { ...given };
  const names = child(spec, 'names');
  const kind = names?.['kind'];
  if (names !== undefined && typeof kind === 'string' && kind !== '') {
    const filled: Draft = { ...names };
    fillEmpty(filled, 'singular', kind.toLowerCase());
    fillEmpty(filled, 'listKind', `${kind}List`);
    spec['names'] = filled;
  }
  if (spec['conversion'] === null) delete spec['conversion'];
  const conversion = childOrNew(spec, 'conversion');
  if (conversion !== undefined) spec['conversion'] = withConversionDefaults(conversion);
  return { ...object, spec };
}

function withConversionDefaults(conversion: Draft): Draft {
  if (Object.keys(conversion).length === 0) return { strategy: 'None' };
  const copy = structure(conversion);
  const service = child(child(child(copy, 'webhook'), 'clientConfig'), 'service');
  if (service !== undefined) fill(service, 'port', 443);
  return copy;
}

function structure(value: Draft): Draft {
  return JSON.parse(JSON.stringify(value)) as Draft;
}
