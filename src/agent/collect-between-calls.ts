import { getHeapStatistics } from 'node:v8';
import { type EngineCollect, engineCollect } from './engine-collect.ts';

/** So much new memory since the last look is worth a collection of a millisecond or two. */
const worthBytes = 3 * 1024 * 1024;
/** Behind the answer: the register's own program and what else follows an answer come first. */
const giveWayMs = 1;

export type CollectBetweenCalls = {
  /** Somebody asks for something: what it leaves behind is collected once it is answered. */
  readonly noteCall: () => void;
  readonly stop: () => void;
};

/**
 * Gives back what a call leaves behind before the next one comes. Left alone, the engine waits until the space for new
 * objects is full, lets it grow to a hundred megabytes, and then keeps whoever calls waiting for ten to thirty
 * milliseconds.
 */
export function collectBetweenCalls(
  collect: EngineCollect = engineCollect(),
  bytesInUse: () => number = () => getHeapStatistics().used_heap_size,
): CollectBetweenCalls {
  let leastBytes = bytesInUse();
  let timer: NodeJS.Timeout | null = null;
  const look = (): void => {
    timer = null;
    const usedBytes = bytesInUse();
    leastBytes = Math.min(leastBytes, usedBytes);
    if (usedBytes - leastBytes < worthBytes) return;
    collect({ type: 'minor' });
    leastBytes = bytesInUse();
  };
  // The first comes when the work of the call is over, which keeps all timers waiting; the second behind what follows it.
  const afterTheCall = (): void => {
    timer = setTimeout(look, giveWayMs).unref();
  };
  return {
    noteCall() {
      timer ??= setTimeout(afterTheCall, giveWayMs).unref();
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
