import { batch, effect } from '@preact/signals';
import { render } from 'preact';
import { perform } from './controls/Controls.tsx';
import { commandOf } from './controls/keys.ts';
import { connect } from './host.ts';
import { setLanguage } from './l10n.ts';
import { Panel } from './Panel.tsx';
import { playhead } from './player.ts';
import { receive, receivePage } from './receive.ts';
import { rememberView } from './remember.ts';
import { below, extent, hurry, picture, playing, run, t, version } from './state.ts';
import './theme.css';
import './verdict/verdict.css';
import './timeline/timeline.css';
import './cluster/cluster.css';
import './workloads/workloads.css';
import './traffic/traffic.css';
import './events/events.css';
import './inspector/inspector.css';
import './changes/changes.css';
import './placement/placement.css';
import './whatIf/whatIf.css';
import './preferences.css';
import { themeChanged } from './timeline/palette.ts';

declare const acquireVsCodeApi:
  | (() => { postMessage(message: unknown): void; setState(state: unknown): void; getState?(): unknown })
  | undefined;

// The panel's one impure file: clock, keyboard, messages and document are bound to the state here.
const now = (): number => performance.now();
const host = connect(typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi : undefined);
setLanguage(document.documentElement.lang);

const page = document.getElementById('trace');
if (page !== null) receivePage(page.textContent ?? '', document.documentElement.lang);

window.addEventListener('message', (event) =>
  quietly(() => receive(event.data, (then) => requestAnimationFrame(() => quietly(then)))),
);
window.addEventListener('keydown', onKey);
new MutationObserver(themeChanged).observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-kind'] });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', themeChanged);
effect(() => {
  if (playing.value !== undefined) requestAnimationFrame(tick);
});
effect(() => quietly(rememberView));
effect(() =>
  quietly(() => {
    if (picture.value?.settled === false) requestAnimationFrame(() => hurry.value++);
  }),
);

effect(() => {
  version.value;
  // Once the frame is on the screen that comes next.
  if (!below.value && (run.value?.entries.length ?? 0) > 0) requestAnimationFrame(() => setTimeout(showBelow));
});

const root = document.getElementById('root');
if (root !== null) render(<Panel now={now} />, root);
host.send({ kind: 'ready' });

/** What cannot be drawn is said by the panel, once; it must not end what runs beside it. */
function quietly(run: () => void): void {
  try {
    run();
  } catch (error) {
    console.error(error);
  }
}

function showBelow(): void {
  below.value = true;
}

function tick(): void {
  const moving = playing.peek();
  if (moving === undefined) return;
  const { at, done } = playhead(moving, now(), extent.peek()[1]);
  batch(() => {
    t.value = at;
    if (done) playing.value = undefined;
  });
  if (!done) requestAnimationFrame(tick);
}

function onKey(event: KeyboardEvent): void {
  const target = event.target;
  if (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  )
    return;
  const command = commandOf({
    key: event.key,
    shift: event.shiftKey,
    modified: event.ctrlKey || event.altKey || event.metaKey,
  });
  if (command === undefined) return;
  // Space and Enter press the button they stand on.
  if (
    event.key === ' ' &&
    (target instanceof HTMLButtonElement || (target instanceof HTMLElement && target.tagName === 'SUMMARY'))
  )
    return;
  event.preventDefault();
  perform(command, now());
}
