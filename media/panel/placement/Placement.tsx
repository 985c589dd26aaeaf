import type { VNode } from 'preact';
import { splitKey } from '#engine/api/key.ts';
import { t as text } from '../l10n.ts';
import { picture, run, selected } from '../state.ts';
import { diagnosisOf, type NodeJudgement } from './diagnosis.ts';

const mostRows = 40;

/** How the scheduler judged each node for the selected pod: verdict, scores by plugin, the choice and its ties. */
export function Placement(): VNode | null {
  picture.value;
  const shown = run.value;
  const key = selected.value;
  if (shown === undefined || key === undefined || splitKey(key).kind !== 'Pod') return null;
  const diagnosis = diagnosisOf(shown, key, shown.cursor.position);
  return (
    <section aria-labelledby="placement-title" class="placement">
      <h2 id="placement-title">
        {text('placement')}: {splitKey(key).name}
      </h2>
      {diagnosis === undefined && <p class="dim">{text('placementUnknown')}</p>}
      {diagnosis !== undefined && <p>{diagnosis.text}</p>}
      {diagnosis !== undefined && diagnosis.ties > 1 && <p class="chance">⚄ {text('placementTies', diagnosis.ties)}</p>}
      {diagnosis !== undefined && diagnosis.nodes.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        <section class="scroll" tabIndex={0} aria-label={text('placement')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text('node')}</th>
                <th scope="col" />
                {diagnosis.plugins.map((plugin) => (
                  <th key={plugin} scope="col" class="number">
                    {plugin}
                  </th>
                ))}
                <th scope="col" class="number">
                  {text('placementScore')}
                </th>
              </tr>
            </thead>
            <tbody>
              {diagnosis.nodes.slice(0, mostRows).map((node) => (
                <Row key={node.node} node={node} plugins={diagnosis.plugins} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {diagnosis !== undefined && diagnosis.nodes.length > mostRows && (
        <p class="dim">{text('more', diagnosis.nodes.length - mostRows)}</p>
      )}
    </section>
  );
}

function Row({ node, plugins }: { readonly node: NodeJudgement; readonly plugins: readonly string[] }): VNode {
  const verdict = node.chosen
    ? `✓ ${text('placementChosen')}`
    : node.fits
      ? text('placementFits')
      : `✕ ${node.reasons.join(', ')}`;
  return (
    <tr class={node.chosen ? 'chosen' : node.fits ? '' : 'misfit'}>
      <th scope="row">{node.node}</th>
      <td>
        {verdict}
        {!node.fits && node.plugin !== '' && <span class="dim"> {node.plugin}</span>}
      </td>
      {plugins.map((plugin) => (
        <td key={plugin} class="number">
          {node.scores[plugin] ?? ''}
        </td>
      ))}
      <td class="number">{node.total ?? ''}</td>
    </tr>
  );
}
