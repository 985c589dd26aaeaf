import { labelValue } from '../../labels.ts';
import { byteLength, dns1123Label, dns1123Subdomain, httpPathText } from '../../names.ts';
import { isTimeZone, parseSchedule } from '../../schedule.ts';
import type { KubernetesVersion } from '../../version.ts';
import { type Causes, invalid, invalidEach, notSupported, required, tooLong } from '../causes.ts';
import { immutable, type KindRules, rulesOf } from '../kindRules.ts';
import { nonNegative } from '../objectMeta.ts';
import { validatePodTemplate } from '../pod/pod.ts';
import { type Fields, flagAt, isSet, listAt, numberAt, objectAt, textAt } from '../read.ts';
import { sameValue } from '../same.ts';
import { validateLabelSelector } from '../selectors.ts';
import { validatePodFailurePolicy, validateSuccessPolicy } from './jobPolicies.ts';
import { isReadable, validateSelectorMatches } from './template.ts';

const counts = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
];
const concurrencyPolicies = ['Allow', 'Forbid', 'Replace'];

/** Follows kubernetes pkg/apis/batch/validation ValidateJob and ValidateJobUpdate. */
export const job: KindRules = rulesOf({
  validate: (object, version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    validateGeneratedSelector(object, spec, errors);
    validateJobSpec(spec, 'spec', version, errors);
    const selector = objectAt(spec, 'selector');
    const manual = flagAt(spec, 'manualSelector') === true;
    if (selector === undefined) {
      // Without manualSelector the API server makes one before it validates.
      if (manual) errors.push(required('spec.selector'));
      if (manual) validateSelectorMatches(undefined, objectAt(spec, 'template') ?? {}, 'spec.template', errors);
      return;
    }
    validateLabelSelector(selector, 'spec.selector', errors);
    if (isReadable(selector))
      validateSelectorMatches(selector, objectAt(spec, 'template') ?? {}, 'spec.template', errors);
  },
  create: (object, _version, errors) => {
    validateGeneratedLabels(object, errors);
    validateIndexedName(object, errors);
  },
  update: validateJobUpdate,
});

/** The labels that the API server gives the template before it validates hold the Job's name: one that is too long is refused there. */
function validateGeneratedLabels(object: Fields, errors: Causes): void {
  const spec = objectAt(object, 'spec') ?? {};
  if (flagAt(spec, 'manualSelector') === true) return;
  const name = textAt(objectAt(object, 'metadata'), 'name') ?? '';
  const written = objectAt(objectAt(objectAt(spec, 'template'), 'metadata'), 'labels') ?? {};
  for (const label of ['batch.kubernetes.io/job-name', 'job-name']) {
    if (!Object.hasOwn(written, label)) invalidEach(errors, 'spec.template.labels', name, labelValue(name));
  }
}

/** Follows ValidateCronJobCreate and ValidateCronJobUpdate. */
export const cronJob: KindRules = rulesOf({
  validate: (object, version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    const schedule = textAt(spec, 'schedule');
    if (schedule === '') errors.push(required('spec.schedule'));
    else if (schedule !== undefined) validateSchedule(schedule, 'spec.schedule', errors);
    nonNegative(numberAt(spec, 'startingDeadlineSeconds'), 'spec.startingDeadlineSeconds', errors);
    validateTimeZone(spec['timeZone'], 'spec.timeZone', errors);
    const policy = textAt(spec, 'concurrencyPolicy');
    if (policy === '') errors.push(required('spec.concurrencyPolicy'));
    else if (policy !== undefined && !concurrencyPolicies.includes(policy))
      errors.push(notSupported('spec.concurrencyPolicy', policy, concurrencyPolicies));
    validateJobTemplate(
      objectAt(objectAt(spec, 'jobTemplate'), 'spec') ?? {},
      'spec.jobTemplate.spec',
      version,
      errors,
    );
    nonNegative(numberAt(spec, 'successfulJobsHistoryLimit'), 'spec.successfulJobsHistoryLimit', errors);
    nonNegative(numberAt(spec, 'failedJobsHistoryLimit'), 'spec.failedJobsHistoryLimit', errors);
  },
  create: (object, _version, errors) => {
    const name = textAt(objectAt(object, 'metadata'), 'name') ?? '';
    if (byteLength(name) > 52) errors.push(invalid('metadata.name', name, 'must be no more than 52 characters'));
  },
});

function validateJobTemplate(spec: Fields, path: string, version: KubernetesVersion, errors: Causes): void {
  validateJobSpec(spec, path, version, errors);
  if (isSet(spec, 'selector'))
    errors.push(invalid(`${path}.selector`, spec['selector'], '`selector` will be auto-generated'));
  if (flagAt(spec, 'manualSelector') === true)
    errors.push(notSupported(`${path}.manualSelector`, true, ['nil', 'false']));
}

function validateJobSpec(spec: Fields, path: string, version: KubernetesVersion, errors: Causes): void {
  for (const field of counts) nonNegative(numberAt(spec, field), `${path}.${field}`, errors);
  if (isSet(spec, 'maxFailedIndexes') && !isSet(spec, 'backoffLimitPerIndex')) {
    errors.push(required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'));
  }
  validateManagedBy(spec['managedBy'], `${path}.managedBy`, errors);
  validateCompletionMode(spec, path, errors);
  const failurePolicy = objectAt(spec, 'podFailurePolicy');
  if (failurePolicy !== undefined) validatePodFailurePolicy(spec, failurePolicy, `${path}.podFailurePolicy`, errors);
  const successPolicy = objectAt(spec, 'successPolicy');
  if (successPolicy !== undefined && spec['completionMode'] !== 'Indexed') {
    errors.push(invalid(`${path}.successPolicy`, successPolicy, 'requires indexed completion mode'));
  } else if (successPolicy !== undefined) validateSuccessPolicy(spec, successPolicy, `${path}.successPolicy`, errors);
  const replacement = spec['podReplacementPolicy'];
  const replacements = failurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
  if (typeof replacement === 'string' && !replacements.includes(replacement))
    errors.push(notSupported(`${path}.podReplacementPolicy`, replacement, replacements));
  const template = objectAt(spec, 'template') ?? {};
  validatePodTemplate(template, `${path}.template`, version, errors);
  validateRestartPolicy(template, failurePolicy !== undefined, `${path}.template.spec.restartPolicy`, errors);
}

function validateRestartPolicy(template: Fields, hasFailurePolicy: boolean, path: string, errors: Causes): void {
  const policy = textAt(objectAt(template, 'spec'), 'restartPolicy');
  if (policy === undefined) return;
  if (policy === '' || policy === 'Always') errors.push(required(path, 'valid values: "OnFailure", "Never"'));
  else if (policy !== 'OnFailure' && policy !== 'Never')
    errors.push(notSupported(path, policy, ['OnFailure', 'Never']));
  else if (hasFailurePolicy && policy !== 'Never')
    errors.push(invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified'));
}

function validateManagedBy(value: unknown, path: string, errors: Causes): void {
  if (typeof value !== 'string') return;
  const slash = value.indexOf('/');
  const host = value.slice(0, slash);
  const rest = value.slice(slash + 1);
  if (value === '') errors.push(required(path));
  else if (slash <= 0 || rest === '')
    errors.push(invalid(path, value, 'must be a domain-prefixed path (such as "acme.io/foo")'));
  else {
    invalidEach(errors, path, host, dns1123Subdomain(host));
    invalidEach(errors, path, rest, httpPathText(rest));
  }
  if (byteLength(value) > 63) errors.push(tooLong(path, 63));
}

function validateCompletionMode(spec: Fields, path: string, errors: Causes): void {
  const mode = textAt(spec, 'completionMode');
  if (mode === 'Indexed') validateIndexed(spec, path, errors);
  else if (isSet(spec, 'completionMode') && mode !== undefined && mode !== 'NonIndexed')
    errors.push(notSupported(`${path}.completionMode`, mode, ['NonIndexed', 'Indexed']));
  if (mode !== '' && mode !== 'NonIndexed') return;
  for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes']) {
    if (isSet(spec, field)) errors.push(invalid(`${path}.${field}`, spec[field], 'requires indexed completion mode'));
  }
}

function validateIndexed(spec: Fields, path: string, errors: Causes): void {
  const completions = numberAt(spec, 'completions');
  const parallelism = numberAt(spec, 'parallelism');
  const failed = numberAt(spec, 'maxFailedIndexes');
  if (!isSet(spec, 'completions')) errors.push(required(`${path}.completions`, 'when completion mode is Indexed'));
  atMost(parallelism, 100000, 'when completion mode is Indexed', `${path}.parallelism`, errors);
  if (completions !== undefined && failed !== undefined && failed > completions) {
    errors.push(invalid(`${path}.maxFailedIndexes`, failed, 'must be less than or equal to completions'));
  }
  atMost(failed, 100000, '', `${path}.maxFailedIndexes`, errors);
  if (completions === undefined || completions <= 100000 || !isSet(spec, 'backoffLimitPerIndex')) return;
  if (failed === undefined)
    errors.push(required(`${path}.maxFailedIndexes`, 'must be specified when completions is above 100000'));
  const when = 'when completions are above 100000 and used with backoff limit per index';
  atMost(parallelism, 10000, when, `${path}.parallelism`, errors);
  atMost(failed, 10000, when, `${path}.maxFailedIndexes`, errors);
}

function atMost(value: number | undefined, limit: number, when: string, path: string, errors: Causes): void {
  if (value !== undefined && value > limit)
    errors.push(invalid(path, value, `must be less than or equal to ${limit}${when === '' ? '' : ` ${when}`}`));
}

/** A selector that was not asked for by hand must be the generated one. */
function validateGeneratedSelector(object: Fields, spec: Fields, errors: Causes): void {
  if (flagAt(spec, 'manualSelector') === true) return;
  const meta = objectAt(object, 'metadata');
  const generated: Record<string, unknown> = {};
  const labels = objectAt(objectAt(objectAt(spec, 'template'), 'metadata'), 'labels');
  for (const [kind, value] of [
    ['controller-uid', meta?.['uid']],
    ['job-name', meta?.['name']],
  ] as const) {
    for (const key of [kind, `batch.kubernetes.io/${kind}`]) {
      generated[key] = value;
      if (labels?.[key] === undefined || value === undefined || labels[key] === value) continue;
      errors.push(invalid(`spec.template.metadata.labels[${key}]`, labels, `must be '${value}'`));
    }
  }
  const selector = objectAt(spec, 'selector');
  if (selector === undefined) return;
  // The API server adds its labels to an empty selector.
  const wanted = Object.entries(objectAt(selector, 'matchLabels') ?? {});
  const same =
    wanted.every(([key, value]) => generated[key] === value) && listAt(selector, 'matchExpressions').length === 0;
  if (!same) errors.push(invalid('spec.selector', selector, '`selector` not auto-generated'));
}

function validateIndexedName(object: Fields, errors: Causes): void {
  const spec = objectAt(object, 'spec');
  const completions = numberAt(spec, 'completions') ?? 0;
  const name = textAt(objectAt(object, 'metadata'), 'name') ?? '';
  if (spec?.['completionMode'] !== 'Indexed' || completions <= 0) return;
  const hostname = `${name}-${completions - 1}`;
  if (dns1123Label(hostname).length > 0)
    errors.push(invalid('metadata.name', name, `will not able to create pod with invalid DNS label: ${hostname}`));
}

function validateJobUpdate(next: Fields, old: Fields, _version: KubernetesVersion, errors: Causes): void {
  const spec = objectAt(next, 'spec') ?? {};
  const before = objectAt(old, 'spec') ?? {};
  if (spec['completionMode'] !== 'Indexed')
    immutable(spec['completions'], before['completions'], 'spec.completions', errors);
  else if (spec['completions'] !== before['completions'] && spec['completions'] !== spec['parallelism']) {
    errors.push(
      invalid('spec.completions', spec['completions'], 'can only be modified in tandem with spec.parallelism'),
    );
  }
  immutable(withoutGenerated(spec['selector'], before['selector']), before['selector'], 'spec.selector', errors);
  const template = objectAt(spec, 'template');
  const oldTemplate = objectAt(before, 'template');
  const free = flagAt(before, 'suspend') === true && !isSet(objectAt(old, 'status'), 'startTime');
  const fixed = free ? fixedPart(template) : ownLabels(template);
  const oldFixed = free ? fixedPart(oldTemplate) : ownLabels(oldTemplate);
  if (!sameValue(fixed, oldFixed)) errors.push(invalid('spec.template', template, 'field is immutable'));
  for (const field of ['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy']) {
    immutable(spec[field], before[field], `spec.${field}`, errors);
  }
}

/** Nothing said of the selector is the generated one. */
function withoutGenerated(next: unknown, old: unknown): unknown {
  return next === undefined ? old : next;
}

/** The template without what the API server put in, so that a manifest can be held against the stored Job. */
function ownLabels(template: Fields | undefined): Fields {
  const meta = { ...objectAt(template, 'metadata') };
  const labels = { ...objectAt(meta, 'labels') };
  for (const key of ['controller-uid', 'job-name']) {
    delete labels[key];
    delete labels[`batch.kubernetes.io/${key}`];
  }
  return { ...template, metadata: { ...meta, labels } };
}

/** What stays fixed while a Job is suspended and never ran: all but where its pods may run and what they are labelled. */
function fixedPart(template: Fields | undefined): Fields {
  const spec = { ...objectAt(template, 'spec') };
  for (const field of ['nodeSelector', 'tolerations', 'schedulingGates']) delete spec[field];
  const affinity = { ...objectAt(spec, 'affinity') };
  delete affinity['nodeAffinity'];
  return { spec: { ...spec, affinity } };
}

function validateSchedule(schedule: string, path: string, errors: Causes): void {
  const parsed = parseSchedule(schedule);
  if (!parsed.ok) errors.push(invalid(path, schedule, parsed.error));
  if (schedule.includes('TZ'))
    errors.push(invalid(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
}

function validateTimeZone(zone: unknown, path: string, errors: Causes): void {
  if (typeof zone !== 'string') return;
  if (zone === '') {
    errors.push(invalid(path, zone, 'timeZone must be nil or non-empty string'));
    return;
  }
  const isPart = (part: string): boolean =>
    part !== '.' && part !== '..' && /^[A-Za-z._0-9+][A-Za-z._0-9+-]{0,13}$/.test(part);
  if (!zone.split('/').every(isPart)) {
    errors.push(invalid(path, zone, `unknown time zone ${zone}`));
    return;
  }
  if (zone.toLowerCase() === 'local') {
    errors.push(
      invalid(path, zone, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones'),
    );
  }
  if (!isTimeZone(zone)) errors.push(invalid(path, zone, `unknown time zone ${zone}`));
}
