import type { HubParts } from '../api/hub-parts.ts';
import type { MemberSnapshots } from '../snapshots/snapshots.ts';

/** Below it a till has pulled everything within seconds. */
const leastMembers = 20_000;
/** So large a part of the members may have changed before the file is made anew. */
const changedPart = 0.1;
const firstLookMs = 60_000;
const lookEveryMs = 3_600_000;

/** Whether a new till would be better off with another file than the one there is. */
export async function isSnapshotDue(
  { store }: Pick<HubParts, 'store'>,
  snapshots: Pick<MemberSnapshots, 'manifest'>,
  least = leastMembers,
): Promise<boolean> {
  const made = snapshots.manifest();
  if (made !== null) return (await store.cursors()).members - made.cursor > made.members * changedPart;
  return (await store.counts()).members >= least;
}

/** Looks once an hour, and a minute after the start. The function it answers stops it. */
export function startSnapshotJob(
  parts: Pick<HubParts, 'store' | 'log'>,
  snapshots: MemberSnapshots,
): () => Promise<void> {
  const look = async (): Promise<void> => {
    try {
      if (await isSnapshotDue(parts, snapshots)) await snapshots.build();
    } catch (error) {
      // Without it new tills pull page by page.
      parts.log.error({ error: String(error) }, 'the file with all members could not be made');
    }
  };
  const first = setTimeout(look, firstLookMs).unref();
  const timer = setInterval(look, lookEveryMs).unref();
  return async () => {
    clearTimeout(first);
    clearInterval(timer);
    await snapshots.stop();
  };
}
