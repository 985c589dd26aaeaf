import { type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import type { Key } from '#engine/api/key.ts';
import { positionAtLine } from '../events/around.ts';
import { titleOf } from '../frame.ts';
import { reveal, sourceOf } from '../host.ts';
import { t as text } from '../l10n.ts';
import type { Run } from '../run.ts';
import { told } from '../sentences/told.ts';
import { asked, moveTo, picture, run, select, selected, t, version } from '../state.ts';
import { offsetText } from '../timeline/ticks.ts';
import { chainOf, explaining, type Link } from './chain.ts';

/** Of a longer chain the middle is left out until it is asked for: its beginning is the answer, its end the manifest. */
const mostLinks = 9;
const firstLinks = 5;
const lastLinks = 3;
/** The entry whose chain is shown whole. */
const whole: Signal<number | undefined> = signal(undefined);

/** The chain of causes of what is selected, back to the manifest or the clock. */
export function Why(): VNode {
  version.value;
  picture.value;
  const shown = run.value;
  const key = selected.value;
  const seq = shown === undefined ? undefined : (asked.value ?? explained(shown, key));
  const chain = shown === undefined || seq === undefined ? [] : chainOf(shown, seq);
  const [first] = chain;
  return (
    <section aria-labelledby="why-title" class="why">
      <h2 id="why-title">{first === undefined ? text('why') : text('whyOf', told(first.what))}</h2>
      {first === undefined && key === undefined && <p class="dim">{text('whySelect')}</p>}
      {first === undefined && key !== undefined && <p class="dim">{text('absentNow', titleOf(key))}</p>}
      {chain.length > 0 && <Chain chain={chain} from={shown?.from ?? 0} />}
    </section>
  );
}

function Chain({ chain, from }: { readonly chain: readonly Link[]; readonly from: number }): VNode {
  const seq = chain[0]?.seq;
  const cut = chain.length > mostLinks && whole.value !== seq;
  const left = chain.length - firstLinks - lastLinks;
  const link = (each: Link, i: number): VNode => (
    <ChainLink key={each.seq} link={each} number={i + 1} from={from} last={i === chain.length - 1} />
  );
  return (
    <ol class="chain">
      {chain.slice(0, cut ? firstLinks : chain.length).map(link)}
      {cut && (
        <li class="gap">
          <button
            type="button"
            class="link"
            onClick={() => {
              whole.value = seq;
            }}
          >
            {text('whyAll', left)}
          </button>
        </li>
      )}
      {cut && chain.slice(-lastLinks).map((each, i) => link(each, chain.length - lastLinks + i))}
    </ol>
  );
}

/** What is explained: the selected object's last change, or, with nothing selected, the last scaling since the apply, else whatever was told last. */
function explained(shown: Run, key: Key | undefined): number | undefined {
  if (key !== undefined) return explaining(shown, key, shown.cursor.position);
  const last = positionAtLine(shown.story, t.value) - 1;
  for (let i = last; i > Math.max(-1, last - 300); i--) {
    const line = shown.story[i];
    if (line === undefined || line.at < shown.from) break;
    if (line.key?.startsWith('Deployment.') === true) return line.seq;
  }
  return shown.story[last]?.seq;
}

function ChainLink({
  link,
  number,
  from,
  last,
}: {
  readonly link: Link;
  readonly number: number;
  readonly from: number;
  readonly last: boolean;
}): VNode {
  const { key } = link;
  const source = last && key !== undefined ? sourceOf(key) : undefined;
  return (
    <li class={Math.abs(link.at - t.value) < 1 ? 'now' : ''} value={number} data-number={number}>
      <button
        type="button"
        class="link"
        onClick={() => {
          moveTo(link.at);
          select(key, link.seq);
        }}
      >
        {told(link.what)}
      </button>
      {!link.why.endsWith(link.what) && <p>{told(link.why)}</p>}
      {link.assumptions.map((each) => (
        <p key={each} class="chance">
          ⚄ {told(each)}
        </p>
      ))}
      <p class="dim">
        {offsetText(link.at - from)} · {last && link.actor === 'user' ? text('whyUser') : link.actor}
        {link.rule !== undefined && (
          <>
            {' · '}
            <a href={link.rule} target="_blank" rel="noreferrer">
              {text('explain')}
            </a>
          </>
        )}
        {source !== undefined && key !== undefined && (
          <>
            {' · '}
            <button type="button" class="link" onClick={() => reveal(key)}>
              {text('sourceAt', source.file, source.line)}
            </button>
          </>
        )}
      </p>
    </li>
  );
}
