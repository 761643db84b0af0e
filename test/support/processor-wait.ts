import { readFileSync } from 'node:fs';

/**
 * How long the main threads of these processes were ready to run and had no processor, in milliseconds so far, as the
 * kernel counts it: what a busy machine adds to a time. 0 where the kernel does not count.
 */
export function waitedForProcessorMs(pids: readonly number[]): number {
  try {
    const waits = pids.map((pid) => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]));
    return waits.reduce((sum, waitedNs) => sum + waitedNs / 1e6, 0);
  } catch {
    return 0;
  }
}
