import type { SqliteWriter } from '../../sqlite/database.ts';
import { journalLost, putInQuarantine } from '../quarantine.ts';

type Unread = { readonly operation_id: string; readonly purchase_id: string };

/** Puts confirmed purchases whose operation is not in the journal into quarantine; answers their numbers. */
export function keepUnread(writer: SqliteWriter, nowMs: number): string[] {
  const unread = writer.all<Unread>(
    `SELECT operation_id, purchase_id FROM purchases LEFT JOIN journal USING (operation_id)
     WHERE state = 'confirmed' AND operation_id <> '' AND journal.sequence IS NULL
       AND operation_id NOT IN (SELECT key FROM quarantine WHERE source = 'push')`,
  );
  for (const { operation_id: key, purchase_id: purchaseId } of unread) {
    putInQuarantine(writer, {
      source: 'push',
      stream: null,
      key,
      code: journalLost,
      detail: `Purchase ${purchaseId} was confirmed; its operation is not in the journal.`,
      body: JSON.stringify({ purchaseId }),
      atMs: Math.round(nowMs),
    });
  }
  return unread.map(({ purchase_id: purchaseId }) => purchaseId);
}
