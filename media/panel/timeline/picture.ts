import type { Key } from '#engine/api/key.ts';
import type { Millis } from '#engine/time.ts';
import type { Run } from '../run.ts';
import { disruptionBudgetOf } from './disruptionBudget.ts';
import type { Picture } from './draw.ts';
import { gutter, margin } from './draw.ts';
import { columnsOf, columnTimes, marksOf, serviceLanes, type WorkloadLane, workloadLane } from './lanes.ts';
import { scaleOf, toX } from './scale.ts';
import { timeTicks } from './ticks.ts';

/** More Services than this and the lanes push the rest of the panel out of sight. */
const mostServices = 4;

/** The time-line of a run between two moments, `width` CSS pixels wide. `before` is the run to compare with: its availability, moved so that both applies coincide. */
export function pictureOf(
  run: Run,
  focused: Key | undefined,
  moments: readonly Millis[],
  [from, to]: readonly [Millis, Millis],
  width: number,
  before?: Run,
): Picture {
  const columns = Math.max(50, Math.floor(width - gutter - margin));
  const scale = scaleOf(moments, from, to, columns);
  const times = columnTimes(scale, columns);
  const workload = focused === undefined ? undefined : run.history.workloads.get(focused);
  const earlier = focused === undefined ? undefined : before?.history.workloads.get(focused);
  const shift = run.from - (before?.from ?? 0);
  const nodesDown = run.history.nodesDown;
  return {
    scale,
    ticks: timeTicks(scale, run.from),
    workload: workload === undefined ? undefined : promised(workloadLane(workload, scale, columns), run),
    before:
      earlier === undefined
        ? undefined
        : columnsOf(
            earlier.available,
            times.map((at) => at - shift),
          ),
    services: serviceLanes(run.history, scale, columns).slice(0, mostServices),
    nodesDown: nodesDown.value.some((n) => n > 0) ? columnsOf(nodesDown, times) : undefined,
    marks: marksOf(run.story, scale, (at) => toX(scale, at)),
  };
}

/** Floor and ceiling are promises of a rollout: a workload that is not rolled out has none to keep. What a drain asks is its PodDisruptionBudget. */
function promised(lane: WorkloadLane, run: Run): WorkloadLane {
  const judged = run.summary.workloads.find((each) => each.key === lane.key);
  if (judged?.changed !== false) return lane;
  const budget = disruptionBudgetOf(run, lane.key);
  const floor = lane.floor.map(() => budget ?? -1);
  const none = lane.floor.map(() => -1);
  const top = lane.bands.reduce((most, band) => band.high.reduce((a, b) => Math.max(a, b), most), 1);
  return { ...lane, floor, floorBy: 'budget', ceiling: none, top };
}
