import type { Clock } from '../shared/ports.ts';
import type { SqliteDatabase, SqliteReader, SqliteWriter } from '../sqlite/database.ts';

/** `unknown`: the printer may have printed it. Back to `queued` goes only what is known not to have left by a byte. */
export type PrintState = 'queued' | 'sending' | 'sent' | 'confirmed' | 'unknown' | 'failed';

export type PrintJob = {
  readonly id: string;
  readonly purchaseId: string;
  readonly memberId: string | null;
  readonly bytes: Uint8Array;
};
/** `createdMs`: wall clock at which the slip was asked for. */
export type QueuedPrintJob = PrintJob & { readonly createdMs: number };
export type PrintJobStatus = Omit<PrintJob, 'bytes'> & {
  readonly state: PrintState;
  readonly reason: string | null;
  readonly updatedMs: number;
};

export type PrintJobStore = {
  /** Takes the oldest queued job and marks it `sending`, durably, before a byte goes out. */
  takeNext(): QueuedPrintJob | null;
  setState(id: string, state: PrintState, reason: string | null): void;
  /** Jobs that were being sent when the agent died become `unknown`; answers how many. Call once at start. */
  resolveInterrupted(): number;
  ofPurchase(purchaseId: string): PrintJobStatus[];
};

const jobColumns = 'id, purchase_id AS purchaseId, member_id AS memberId';

export const queuePrintJob = (writer: SqliteWriter, job: PrintJob, nowMs: number): void =>
  writer.later(
    `INSERT INTO print_jobs (id, purchase_id, member_id, state, bytes, created_ms, updated_ms)
     VALUES (?, ?, ?, 'queued', ?, ?, ?)`,
    [job.id, job.purchaseId, job.memberId, job.bytes, nowMs, nowMs],
  );

export function createPrintJobStore(database: SqliteDatabase, clock: Clock): PrintJobStore {
  const change = (writer: SqliteWriter, id: string, state: PrintState, reason: string | null): number =>
    writer.run('UPDATE print_jobs SET state = ?, reason = ?, updated_ms = ? WHERE id = ?', [
      state,
      reason,
      clock.wallMs(),
      id,
    ]);
  return {
    takeNext: () =>
      nextQueued(database) === null
        ? null
        : database.transaction((writer) => {
            const job = nextQueued(writer);
            if (job !== null) change(writer, job.id, 'sending', null);
            return job;
          }),
    setState: (id, state, reason) => void database.transaction((writer) => change(writer, id, state, reason)),
    resolveInterrupted: () =>
      database.transaction((writer) =>
        writer.run(
          `UPDATE print_jobs SET state = 'unknown', reason = 'agent-stopped', updated_ms = ?
           WHERE state IN ('sending', 'sent')`,
          [clock.wallMs()],
        ),
      ),
    ofPurchase: (purchaseId) =>
      database.all<PrintJobStatus>(
        `SELECT ${jobColumns}, state, reason, updated_ms AS updatedMs
         FROM print_jobs WHERE purchase_id = ? ORDER BY created_ms`,
        [purchaseId],
      ),
  };
}

const nextQueued = (reader: SqliteReader): QueuedPrintJob | null =>
  reader.get<QueuedPrintJob>(
    `SELECT ${jobColumns}, bytes, created_ms AS createdMs FROM print_jobs WHERE state = 'queued' ORDER BY created_ms, rowid LIMIT 1`,
  ) ?? null;
