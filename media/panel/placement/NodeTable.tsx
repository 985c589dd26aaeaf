import type { VNode } from 'preact';
import { t as text } from '../l10n.ts';
import type { Cell, NodeJudgement, Placement } from './diagnosis.ts';

/** Nodes by plugins: who refused a node first, who would have refused it as well, and the scores of those that fit. */
export function NodeTable({ placement }: { readonly placement: Placement }): VNode {
  const scored = placement.nodes.some((node) => node.total !== undefined);
  return (
    <>
      <p class="dim">{text('placementLegend')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={text('placement')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text('node')}</th>
              <th scope="col">{text('placementVerdict')}</th>
              {scored && (
                <th scope="col" class="number">
                  {text('placementScore')}
                </th>
              )}
              {placement.plugins.map((plugin) => (
                <th key={plugin} scope="col" class="number">
                  {plugin}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {placement.nodes.map((node) => (
              <Row key={node.node} node={node} placement={placement} scored={scored} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Row({
  node,
  placement,
  scored,
}: {
  readonly node: NodeJudgement;
  readonly placement: Placement;
  readonly scored: boolean;
}): VNode {
  const best = placement.nodes.find((each) => each.chosen)?.total;
  const tied = placement.ties > 1 && node.total !== undefined && node.total === best;
  return (
    <tr class={node.chosen ? 'chosen' : node.fits ? '' : 'misfit'}>
      <th scope="row">{node.node}</th>
      <td>
        {verdictOf(node)}
        {tied && (
          <span class="chance" title={text('placementTies', placement.ties)}>
            {' ⚄ 1/'}
            {placement.ties}
          </span>
        )}
      </td>
      {scored && <td class="number">{node.total ?? ''}</td>}
      {placement.plugins.map((plugin) => (
        <Judged key={plugin} cell={node.cells.get(plugin)} />
      ))}
    </tr>
  );
}

function verdictOf(node: NodeJudgement): string {
  if (node.chosen) return `✓ ${text('placementChosen')}`;
  if (node.fits) return text('placementFits');
  const cells = [...node.cells.values()];
  const reasons = (refuses: Cell['refuses']): string =>
    cells.flatMap((cell) => (cell.refuses === refuses ? cell.reasons : [])).join(', ');
  const also = reasons('also');
  return `✕ ${reasons('first')}${also === '' ? '' : ` (✕ ${also})`}`;
}

function Judged({ cell }: { readonly cell: Cell | undefined }): VNode {
  if (cell?.refuses !== undefined) {
    const said = `${text(cell.refuses === 'first' ? 'placementFirst' : 'placementAlso')}: ${cell.reasons.join(', ')}`;
    return (
      <td class={`number ${cell.refuses}`} title={said}>
        <span aria-hidden="true">{cell.refuses === 'first' ? '✕' : '(✕)'}</span>
        <span class="hidden">{said}</span>
      </td>
    );
  }
  if (cell?.score === undefined) return <td class="number" />;
  const { raw, normalised, weight, weighted } = cell.score;
  return (
    <td class="number" title={text('placementRaw', raw, normalised, weight)}>
      {weighted} <span class="dim">({short(raw)})</span>
    </td>
  );
}

/** Raw scores are on a scale of the plugin's own and may be huge. */
function short(raw: number): string {
  return Math.abs(raw) < 100_000 ? String(Math.round(raw * 100) / 100) : raw.toExponential(1);
}
