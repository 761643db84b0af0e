import type { SettingsStore } from '../store/settings-store.ts';

const writeEveryMs = 60_000;

/** When each till was last heard: every signed request counts, but the disk is asked once a minute and till. */
export function createHeardTills(
  store: Pick<SettingsStore, 'touchTill'>,
): (tillId: string, nowMs: number) => Promise<void> {
  const writtenAtMs = new Map<string, number>();
  return async (tillId, nowMs) => {
    const before = writtenAtMs.get(tillId);
    if (before !== undefined && Math.abs(nowMs - before) < writeEveryMs) return;
    writtenAtMs.set(tillId, nowMs);
    await store.touchTill(tillId, nowMs);
  };
}
