import type { SqliteDatabase, SqliteWriter } from '../../../sqlite/database.ts';

export type GroupCommit = <T>(work: (writer: SqliteWriter) => T) => Promise<T>;
type Waiting = {
  readonly run: (writer: SqliteWriter) => void;
  readonly committed: () => void;
  readonly failed: (error: unknown) => void;
};

/** A transaction holds up everything else the thread does, so it takes no more work than this. */
const mostAtOnce = 16;

/**
 * Runs works that arrive together in one transaction, in their order: each sees what those before it wrote, and all of
 * them pay for one disk sync and for each changed page once. A promise resolves after the commit. Where one work fails,
 * everything is rolled back and each runs again in a transaction of its own, so that none suffers for another: a work
 * must have no effect but its writes. `soon`: when to begin; a simulation that counts turns of the event loop begins in the same.
 */
export function createGroupCommit(
  database: Pick<SqliteDatabase, 'transaction'>,
  soon: (next: () => void) => void = setImmediate,
): GroupCommit {
  const waiting: Waiting[] = [];
  const commit = (group: readonly Waiting[]): void => {
    try {
      database.transaction((writer) => {
        for (const { run } of group) run(writer);
      });
    } catch (error) {
      if (group.length > 1) for (const one of group) commit([one]);
      else for (const one of group) one.failed(error);
      return;
    }
    for (const one of group) one.committed();
  };
  const next = (): void => {
    commit(waiting.splice(0, mostAtOnce));
    if (waiting.length > 0) setImmediate(next);
  };
  return <T>(work: (writer: SqliteWriter) => T) =>
    new Promise<T>((resolve, reject) => {
      let result: { readonly value: T } | undefined;
      // What is read in the same turn of the event loop comes first, so that it shares the transaction.
      if (waiting.length === 0) soon(next);
      waiting.push({
        run: (writer) => {
          result = { value: work(writer) };
        },
        committed: () => (result === undefined ? reject(new Error('no result')) : resolve(result.value)),
        failed: reject,
      });
    });
}
