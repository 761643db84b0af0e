import type { ReceiptFlag } from '../../../contracts/receipt-flag.ts';
import { defined } from '../../../shared/assert.ts';
import type { SqliteDatabase } from '../../../sqlite/database.ts';
import type { ReplayPlace, ReplayStore } from '../replay-store.ts';
import { type KeptPayload, payloadColumns, payloadsOf } from './journal-blocks.ts';
import { readPurchases } from './purchase-tables.ts';

export function replayMethods(database: SqliteDatabase, chainId: string): ReplayStore {
  return {
    replayPlace: async (tillId, epoch) => {
      const row = database.get<{ sequence: number }>(
        'SELECT sequence FROM replays WHERE chain_id = ? AND till_id = ? AND epoch = ?',
        [chainId, tillId, epoch],
      );
      return { tillId, epoch, sequence: row?.sequence ?? 0 };
    },
    replayBacklog: async (limit) => database.all<ReplayPlace>(backlog, { 1: chainId, 2: limit }),
    operationsToReplay: async ({ tillId, epoch, sequence }, limit) => {
      const rows = database.all<KeptPayload & { sequence: number; verdict: string }>(
        `SELECT o.sequence, ${payloadColumns}, o.verdict FROM operations AS o
         WHERE o.chain_id = ? AND o.till_id = ? AND o.epoch = ? AND o.sequence > ? ORDER BY o.sequence LIMIT ?`,
        [chainId, tillId, epoch, sequence, limit],
      );
      const applied = rows.filter(({ verdict }) => verdict === 'applied');
      const payloads = payloadsOf(database, applied);
      return {
        operations: applied.map((row, index) => ({
          sequence: row.sequence,
          payload: defined(payloads[index], 'each row has its payload'),
        })),
        last: rows.at(-1)?.sequence ?? sequence,
      };
    },
    bookedPurchase: async (id) => readPurchases(database, chainId, [id]).get(id) ?? null,
    noteReplayed: async ({ tillId, epoch, sequence }, flags, nowMs) =>
      database.transaction((writer) => {
        for (const flag of flags) {
          writer.run(
            `INSERT INTO receipt_flags (chain_id, till_id, epoch, sequence, found_at_ms, body)
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
            [chainId, tillId, epoch, flag.sequence, nowMs, JSON.stringify(flag)],
          );
        }
        writer.run(
          `INSERT INTO replays (chain_id, till_id, epoch, sequence) VALUES (?, ?, ?, ?)
           ON CONFLICT (chain_id, till_id, epoch) DO UPDATE SET sequence = max(sequence, excluded.sequence)`,
          [chainId, tillId, epoch, sequence],
        );
      }),
    receiptFlags: async ({ beforeMs, limit }) =>
      database
        .all<{ foundAtMs: number; body: string }>(
          `SELECT found_at_ms AS foundAtMs, body FROM receipt_flags WHERE chain_id = ? AND found_at_ms < ?
           ORDER BY found_at_ms DESC, till_id, epoch, sequence DESC LIMIT ?`,
          [chainId, beforeMs, limit],
        )
        .map(({ foundAtMs, body }) => ({ ...(JSON.parse(body) as ReceiptFlag), foundAtMs })),
    receiptFlagCount: async () =>
      database.get<{ n: number }>('SELECT count(*) AS n FROM receipt_flags WHERE chain_id = ?', [chainId])
        ?.n ?? 0,
    replaysWaiting: async () =>
      database.get<{ n: number }>(
        `SELECT coalesce(sum((SELECT max(o.sequence) FROM operations AS o WHERE o.chain_id = ?1
             AND o.till_id = behind.tillId AND o.epoch = behind.epoch) - behind.sequence), 0) AS n
         FROM (${backlog}) AS behind`,
        { 1: chainId, 2: -1 },
      )?.n ?? 0,
  };
}

/** A till that was enrolled again has earlier journals; each is looked up by the key of its operations. */
const backlog = `
WITH RECURSIVE epochs (epoch) AS (
  SELECT 1 UNION ALL SELECT epoch + 1 FROM epochs
  WHERE epoch < (SELECT max(epoch) FROM tills WHERE chain_id = ?1)
)
SELECT t.till_id AS tillId, e.epoch AS epoch, coalesce(r.sequence, 0) AS sequence
FROM tills t JOIN epochs e ON e.epoch <= t.epoch
LEFT JOIN replays r ON r.chain_id = t.chain_id AND r.till_id = t.till_id AND r.epoch = e.epoch
WHERE t.chain_id = ?1 AND EXISTS (
  SELECT 1 FROM operations o WHERE o.chain_id = t.chain_id AND o.till_id = t.till_id AND o.epoch = e.epoch
    AND o.sequence > coalesce(r.sequence, 0))
ORDER BY t.till_id, e.epoch LIMIT ?2`;
