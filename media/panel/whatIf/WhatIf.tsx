import { type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import { kubernetesVersions } from '#engine/api/version.ts';
import { defaultTiming } from '#engine/world.ts';
import { Fold } from '../Fold.tsx';
import { currentHost } from '../host.ts';
import { t as text } from '../l10n.ts';
import type { Run } from '../run.ts';
import { focused, picture, run, t, version } from '../state.ts';
import { offsetText } from '../timeline/ticks.ts';
import { emptyForm, type Form, fieldsOf, whatIfOf } from './form.ts';
import { isSavable, scenarioText } from './scenario.ts';

/** What is typed. */
export const form: Signal<Form> = signal(emptyForm);

/** The same run under other circumstances: what is chosen here is sent to whoever can run it. */
export function WhatIf(): VNode | null {
  version.value;
  const shown = run.value;
  if (shown === undefined) return null;
  return (
    <Fold name="whatIf">
      {() => (
        <form
          class="what-if"
          onSubmit={(event) => {
            event.preventDefault();
            currentHost().send({ kind: 'rerun', whatIf: chosen(shown) });
          }}
        >
          <ImageFields shown={shown} />
          <Text name="start" label={text('whatIfStart')} inputMode="decimal" now={assumed('start')} />
          <Text name="ready" label={text('whatIfReady')} inputMode="decimal" now={assumed('ready')} />
          <NodeField shown={shown} />
          <Text
            name="nodes"
            label={text('whatIfNodes')}
            inputMode="numeric"
            now={text('asNow', picture.value?.totals.nodes ?? 0)}
          />
          <Choice
            name="strategy"
            label={text('whatIfStrategy')}
            options={[
              ['', text('asInManifest')],
              ['RollingUpdate', 'RollingUpdate'],
              ['Recreate', 'Recreate'],
            ]}
          />
          <Text name="maxSurge" label={text('whatIfSurge')} />
          <Text name="maxUnavailable" label={text('whatIfUnavailable')} />
          <Choice
            name="version"
            label={text('whatIfVersion')}
            options={[
              ['', shown.header.kubernetesVersion],
              ...kubernetesVersions
                .filter((each) => each !== shown.header.kubernetesVersion)
                .map((each) => [each, each] as const),
            ]}
          />
          <Text name="seed" label={text('whatIfSeed')} inputMode="numeric" now={text('asNow', shown.header.seed)} />
          <Buttons shown={shown} />
        </form>
      )}
    </Fold>
  );
}

function Buttons({ shown }: { readonly shown: Run }): VNode {
  const workload = focused.value;
  const fields = workload === undefined ? [] : fieldsOf(form.value, workload);
  const { live } = currentHost();
  return (
    <p class="buttons">
      {live ? (
        <button type="submit" class="primary">
          {text('whatIfRun')}
        </button>
      ) : (
        <span class="dim">{text('whatIfNoHost')}</span>
      )}
      <button
        type="button"
        onClick={() => {
          form.value = emptyForm;
        }}
      >
        {text('whatIfReset')}
      </button>
      {live && fields.length > 0 && (
        <button type="button" onClick={() => currentHost().send({ kind: 'applyToManifest', changes: fields })}>
          {text('whatIfApply')}
        </button>
      )}
      {live && isSavable(shown) && (
        <button
          type="button"
          onClick={() =>
            currentHost().send({
              kind: 'export',
              format: 'scenario',
              name: 'what-if.scenario.yaml',
              encoding: 'utf8',
              content: scenarioText(shown, chosen(shown)),
            })
          }
        >
          {text('whatIfSave')}
        </button>
      )}
    </p>
  );
}

function ImageFields({ shown }: { readonly shown: Run }): VNode {
  const images = [...new Set(shown.summary.workloads.flatMap((each) => each.images))];
  return (
    <>
      <Choice
        name="image"
        label={text('whatIfImage')}
        options={[['', '–'], ...images.map((each) => [each, each] as const)]}
      />
      <Choice
        name="behaviour"
        label={text('whatIfBehaviour')}
        options={[
          ['', text('whatIfImageAs')],
          ['pull', text('whatIfImagePull')],
          ['never', text('whatIfImageReady')],
          ['crash', text('whatIfImageCrash')],
        ]}
      />
    </>
  );
}

function NodeField({ shown }: { readonly shown: Run }): VNode {
  const names = (picture.value?.zones ?? []).flatMap((zone) => zone.nodes.map((node) => node.name)).slice(0, 200);
  const value = form.value.node === '' ? '' : `${form.value.nodeState} ${form.value.node}`;
  return (
    <label>
      <span>{text('whatIfNode', offsetText(Math.max(0, Math.round(t.value - shown.from))))}</span>
      <select
        value={value}
        onChange={(event) => {
          const [state = '', node = ''] = event.currentTarget.value.split(' ');
          form.value = { ...form.value, node, nodeState: state === 'down' || state === 'drained' ? state : '' };
        }}
      >
        <option value="">{text('whatIfNodeNone')}</option>
        {names.map((name) => (
          <option key={`down ${name}`} value={`down ${name}`}>
            {text('whatIfNodeDown', name)}
          </option>
        ))}
        {names.map((name) => (
          <option key={`drained ${name}`} value={`drained ${name}`}>
            {text('whatIfNodeDrained', name)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What stands for a container's own time where nothing says it. */
function assumed(name: 'start' | 'ready'): string {
  return text('asAssumed', (run.value?.whatIf.timing?.[name] ?? defaultTiming[name]) / 1000);
}

interface FieldProps {
  readonly name: keyof Form;
  readonly label: string;
}

function Text({
  name,
  label,
  inputMode = 'text',
  now = text('asInManifest'),
}: FieldProps & { readonly inputMode?: 'text' | 'numeric' | 'decimal'; readonly now?: string }): VNode {
  return (
    <label>
      <span>{label}</span>
      <input
        type="text"
        inputMode={inputMode}
        value={form.value[name]}
        placeholder={now}
        onInput={(event) => {
          form.value = { ...form.value, [name]: event.currentTarget.value };
        }}
      />
    </label>
  );
}

function Choice({
  name,
  label,
  options,
}: FieldProps & { readonly options: readonly (readonly [string, string])[] }): VNode {
  return (
    <label>
      <span>{label}</span>
      <select
        value={form.value[name]}
        onChange={(event) => {
          form.value = { ...form.value, [name]: event.currentTarget.value };
        }}
      >
        {options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

function chosen(shown: Run): ReturnType<typeof whatIfOf> {
  return whatIfOf(form.value, t.value - shown.from, focused.value);
}
