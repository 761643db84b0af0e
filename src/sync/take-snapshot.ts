import type { Result } from '../shared/result.ts';
import type { SnapshotStore, SyncLog, SyncTransport, TransportFailure } from './ports.ts';

/** Rows taken into use in one go, in a lull and without one: some ten milliseconds and two. */
const rowsAtOnce = { lull: 1000, sale: 100 } as const;
/** So often in a row a file may disappear, or a piece be another one, before members are pulled after all. */
const mostStarts = 3;
/** Steps of one turn: own sales go to the hub in between. */
const stepsOfTurn = 64;

export type SnapshotParts = {
  readonly store: SnapshotStore;
  readonly transport: NonNullable<SyncTransport['snapshot']>;
  readonly log: SyncLog;
  /** Waits until nobody at the till waits for an answer. */
  readonly pace: () => Promise<'lull' | 'sale'>;
};
/** `none`: pull instead. `more`: the next turn goes on. */
export type SnapshotTurn = Result<'none' | 'more' | 'done', TransportFailure>;

/**
 * Fetches the file with all members and takes them into use, turn by turn. A hub that has none, or a newer one without
 * end, is left alone until the next start of the process: the stream tells the same, page by page.
 */
export function createSnapshotTaker(parts: SnapshotParts): (signal: AbortSignal) => Promise<SnapshotTurn> {
  const { store, transport, log, pace } = parts;
  let starts = 0;
  const giveUp = (reason: string): SnapshotTurn => {
    if (store.begun() !== null) store.forget();
    starts = mostStarts;
    log.info({ reason }, 'sync: members are pulled page by page');
    return { ok: true, value: 'none' };
  };
  const begin = async (signal: AbortSignal): Promise<SnapshotTurn> => {
    starts += 1;
    const offer = await transport.offer(signal);
    if (offer.ok) {
      if (store.begin(offer.value)) return { ok: true, value: 'more' };
      return giveUp('the file is not signed by the hub, or of an unknown format');
    }
    // A hub before this call answers so too.
    return offer.error.code === 'not-found' ? giveUp('the hub has no file') : offer;
  };
  const fetchChunks = async (
    id: string,
    indexes: readonly number[],
    signal: AbortSignal,
  ): Promise<SnapshotTurn> => {
    const chunks = await Promise.all(indexes.map((index) => transport.chunk(id, index, signal)));
    for (const [at, chunk] of chunks.entries()) {
      if (!chunk.ok && chunk.error.code !== 'not-found') return chunk;
      if (chunk.ok && store.take(indexes[at] ?? 0, chunk.value)) continue;
      // The hub has made another file meanwhile, or somebody changed this one on its way.
      store.forget();
      break;
    }
    return { ok: true, value: 'more' };
  };
  return async (signal) => {
    if (starts >= mostStarts && store.begun() === null) return { ok: true, value: 'none' };
    if (!store.isWanted()) return { ok: true, value: 'none' };
    for (let steps = 0; steps < stepsOfTurn && !signal.aborted; steps++) {
      const how = await pace();
      if (signal.aborted) break;
      const id = store.begun();
      if (id === null) {
        if (starts >= mostStarts) return giveUp('the file changed too often');
        const begun = await begin(signal);
        if (!begun.ok || begun.value === 'none') return begun;
        continue;
      }
      const next = store.next();
      if (next === 'checked') continue;
      if (next !== null) {
        const fetched = await fetchChunks(id, next.fetch, signal);
        if (!fetched.ok) return fetched;
        continue;
      }
      const { done } = store.apply(rowsAtOnce[how]);
      if (done) return { ok: true, value: 'done' };
    }
    return { ok: true, value: 'more' };
  };
}
