import type { Key } from '#engine/api/key.ts';
import { kubernetesVersions } from '#engine/api/version.ts';
import type { Millis } from '#engine/time.ts';
import type { FieldChange, WhatIf } from '#protocol/simulate.ts';

/** What the form holds, as typed; '' is «as in the manifest». */
export interface Form {
  readonly image: string;
  readonly behaviour: '' | 'pull' | 'never' | 'crash';
  readonly start: string;
  readonly ready: string;
  readonly node: string;
  readonly nodeState: '' | 'down' | 'drained';
  readonly nodes: string;
  readonly strategy: '' | 'RollingUpdate' | 'Recreate';
  readonly maxSurge: string;
  readonly maxUnavailable: string;
  readonly version: string;
  readonly seed: string;
}

export const emptyForm: Form = {
  ...{ image: '', behaviour: '', start: '', ready: '', node: '', nodeState: '', nodes: '' },
  ...{ strategy: '', maxSurge: '', maxUnavailable: '', version: '', seed: '' },
};

/** A form as it was kept; what is no field or no text of it is left out. */
export function formOf(kept: Readonly<Record<string, unknown>>): Form {
  const known = Object.keys(emptyForm).filter((name) => typeof kept[name] === 'string');
  return { ...emptyForm, ...Object.fromEntries(known.map((name) => [name, kept[name]])) };
}

/** The what-if that the form says. `at` is the playhead's moment after the apply, for faults; `workload` the one whose strategy is meant. */
export function whatIfOf(form: Form, at: Millis, workload: Key | undefined): WhatIf {
  const version = kubernetesVersions.find((each) => each === form.version);
  const seed = wholeNumber(form.seed);
  const nodes = wholeNumber(form.nodes);
  const timing = { ...seconds('start', form.start), ...seconds('ready', form.ready) };
  const images = form.behaviour === '' || form.image === '' ? [] : [behaviourOf(form)];
  const faults =
    form.node === '' || form.nodeState === ''
      ? []
      : [{ at: Math.max(0, Math.round(at)), node: form.node, state: form.nodeState }];
  const fields = workload === undefined ? [] : fieldsOf(form, workload);
  return {
    ...(version === undefined ? {} : { kubernetesVersion: version }),
    ...(seed === undefined ? {} : { seed }),
    ...(nodes === undefined || nodes === 0 ? {} : { nodes }),
    ...(Object.keys(timing).length === 0 ? {} : { timing }),
    ...(images.length === 0 ? {} : { images }),
    ...(faults.length === 0 ? {} : { faults }),
    ...(fields.length === 0 ? {} : { fields }),
  };
}

/** The fields of the manifest that the form changes: the ones that can be written back. */
export function fieldsOf(form: Form, workload: Key): readonly FieldChange[] {
  const strategy = ['spec', 'strategy'] as const;
  if (form.strategy === 'Recreate')
    return [
      { key: workload, path: [...strategy, 'type'], value: 'Recreate' },
      { key: workload, path: [...strategy, 'rollingUpdate'], value: null },
    ];
  const changes: FieldChange[] =
    form.strategy === '' ? [] : [{ key: workload, path: [...strategy, 'type'], value: 'RollingUpdate' }];
  for (const name of ['maxSurge', 'maxUnavailable'] as const) {
    const value = intOrPercent(form[name]);
    if (value !== undefined) changes.push({ key: workload, path: [...strategy, 'rollingUpdate', name], value });
  }
  return changes;
}

function behaviourOf({ image, behaviour }: Form): NonNullable<WhatIf['images']>[number] {
  if (behaviour === 'pull') return { match: image, pull: 'fails' };
  if (behaviour === 'never') return { match: image, ready: 'never' };
  return { match: image, exits: { after: 1000, code: 1, from: 'running' } };
}

function seconds(name: 'start' | 'ready', text: string): { readonly [key in 'start' | 'ready']?: Millis } {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) || value < 0 ? {} : { [name]: Math.round(value * 1000) };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined;
}

function intOrPercent(text: string): string | number | undefined {
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return Number(trimmed);
  return /^\d+%$/.test(trimmed) ? trimmed : undefined;
}
