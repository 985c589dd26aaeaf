// Milliseconds that the panel's frame takes for each step of scrubbing through 150,000 pods on 5,000 nodes, as JSON; 16 are there.
import { performance } from 'node:perf_hooks';
import { frame } from '../../media/panel/frame.ts';
import { largeRun } from '../support/largeRun.ts';

const run = largeRun();
while (!frame(run, 1000).settled);
const times: number[] = [];
for (let t = 1000; t < run.end; t += 100) {
  const began = performance.now();
  frame(run, t);
  times.push(performance.now() - began);
}
times.sort((a, b) => a - b);
const quantile = (part: number): number => times[Math.min(times.length - 1, Math.floor(part * times.length))] ?? 0;
console.log(JSON.stringify({ p50: quantile(0.5), p95: quantile(0.95) }));
