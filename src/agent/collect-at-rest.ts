import { performance } from 'node:perf_hooks';
import { engineCollect } from './engine-collect.ts';

/** How often the agent looks whether it rests. */
const lookMs = 5_000;
/** Up to this share of a look at work counts as rest: the exchange with the hub every half minute is less. */
const restingShare = 0.02;

/** Told the share of the last while that was work; collects once when rest begins, and not again until there was work. */
export function onceAtRest(collect: () => void): (share: number) => void {
  let hasWorked = true;
  return (share) => {
    const rests = share <= restingShare;
    if (rests && hasWorked) collect();
    hasWorked = !rests;
  };
}

/**
 * Does `work` and gives memory back once the agent has nothing to do. The engine itself collects while there is work and
 * keeps what it has taken; a till rests between customers, and then neither costs anybody anything. Returns what ends it.
 */
export function collectAtRest(work: () => void): () => void {
  const collect = engineCollect();
  const look = onceAtRest(() => {
    work();
    collect({ type: 'major', flavor: 'last-resort' });
  });
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    look(performance.eventLoopUtilization(before).utilization);
    before = performance.eventLoopUtilization();
  }, lookMs);
  timer.unref();
  return () => clearInterval(timer);
}
