import { statfsSync } from 'node:fs';
import type { Clock } from '../shared/ports.ts';

/** Below this a till books nothing more: what it has must still fit, and so must the system's own files. */
export const leastFreeBytes = 50 * 1024 * 1024;
/** How long an answer is good; a full disk is looked at more often, for the till waits for it. */
const rememberedMs = { room: 5_000, full: 1_000 };

/** Whether the disk of `folder` has room to book. Asked of the system once a second at most. */
export function createSpaceCheck(
  folder: string,
  clock: Clock,
  freeBytes: (folder: string) => number = freeBytesOf,
): () => boolean {
  let checkedAtMs = Number.NEGATIVE_INFINITY;
  let hasRoom = true;
  return () => {
    const nowMs = clock.monotonicMs();
    if (nowMs - checkedAtMs >= (hasRoom ? rememberedMs.room : rememberedMs.full)) {
      hasRoom = freeBytes(folder) >= leastFreeBytes;
      checkedAtMs = nowMs;
    }
    return hasRoom;
  };
}

function freeBytesOf(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    // A system that cannot say must not stop sales: a full disk still refuses the transaction itself.
    return Number.POSITIVE_INFINITY;
  }
}
