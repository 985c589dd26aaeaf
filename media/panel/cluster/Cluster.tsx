import type { VNode } from 'preact';
import { splitKey } from '#engine/api/key.ts';
import { groupOrder, type NodeFrame, podFrames } from '../frame.ts';
import { t as text } from '../l10n.ts';
import { picture, run, selected } from '../state.ts';
import { Cells, cellSize } from './Cells.tsx';
import { Find } from './Find.tsx';
import { Node } from './Node.tsx';
import { Pod } from './Pod.tsx';
import { patterned } from './paintCells.ts';

/** The nodes of the moment with their pods, zone by zone; cells on a canvas when there are too many for words. */
export function Cluster(): VNode | null {
  const frame = picture.value;
  if (frame === undefined) return null;
  const named = frame.zones.some((zone) => zone.name !== '');
  // A head line for every zone is worth its room only when zones are large; few nodes name theirs themselves.
  const apart = named && frame.totals.nodes > 12;
  const groups = apart ? frame.zones : [{ name: '', nodes: frame.zones.flatMap((zone) => zone.nodes) }];
  return (
    <section class="cluster" aria-labelledby="nodes-title">
      <div class="nodes-head">
        <h2 id="nodes-title">{text('nodes')}</h2>
        {frame.detail === 'pods' && frame.totals.counted > 0 && <span class="dim">{text('clusterHint')}</span>}
      </div>
      {frame.totals.nodes === 0 && <p class="dim">{text('noNodes')}</p>}
      {frame.detail === 'cells' && (
        <>
          <p class="dim">
            {text('cellsHint', frame.totals.nodes, frame.totals.counted + frame.totals.terminating)}{' '}
            {text(cellSize.value < patterned ? 'cellsSmall' : 'cellsLarge')}
          </p>
          <Find />
          <Cells frame={frame} />
          {chosenNode() !== undefined && <div class="nodes">{chosenNode()}</div>}
        </>
      )}
      {frame.detail === 'pods' &&
        groups.map((zone) => (
          <div key={zone.name} class="zone">
            {apart && <h3 class="zone-name">{zone.name === '' ? text('noZone') : text('zone', zone.name)}</h3>}
            <div class="nodes">
              {zone.nodes.map((node) => (
                <Node key={node.key} node={node} />
              ))}
            </div>
          </div>
        ))}
      {frame.unplaced.length > 0 && (
        <section class="node unplaced" aria-label={text('unplaced')}>
          <header>
            <b>{text('unplaced')}</b>
            <span class="dim">{frame.totals.unplaced}</span>
          </header>
          <div class="pods">
            {frame.unplaced.map((pod) => (
              <Pod key={pod.key} pod={pod} />
            ))}
          </div>
        </section>
      )}
    </section>
  );
}

/** In a picture of cells, the selected node opens with the first of its pods. */
function chosenNode(): VNode | undefined {
  const shown = run.value;
  const key = selected.value;
  if (shown === undefined || key === undefined) return undefined;
  const { kind, name } = splitKey(key);
  const nodeName = kind === 'Node' ? name : kind === 'Pod' ? shown.cluster.pods.get(key)?.node : undefined;
  const node: NodeFrame | undefined = picture.value?.zones
    .flatMap((zone) => zone.nodes)
    .find((each) => each.name === nodeName);
  if (node === undefined) return undefined;
  const pods = podFrames(
    [...(shown.cluster.nodes.get(node.name)?.pods ?? [])].slice(0, 120),
    shown.cluster,
    groupOrder(shown),
  );
  return <Node node={{ ...node, pods }} />;
}
