import type { OperationFact } from '../contracts/sync.ts';
import type { SqliteReader } from '../sqlite/database.ts';

export type UsesHere = {
  /** Receipts of this till that used a promotion under a pack, by promotion. */
  readonly of: (packNumber: number) => Readonly<Record<string, number>>;
  /** An own operation that has just become durable. */
  readonly booked: (operation: OperationFact) => void;
  /** The journal may be another than was counted. */
  readonly forget: () => void;
};

/**
 * Counts for packs that cap what one till gives away. The journal is read once for a pack and then counted on; a pack
 * without caps is never asked for. A return gives nothing back: else goods could be bought and returned round the cap.
 */
export function createUsesHere(reader: SqliteReader): UsesHere {
  let counted: { readonly pack: number; readonly uses: Record<string, number> } | null = null;
  return {
    of(pack) {
      if (counted?.pack !== pack) counted = { pack, uses: countUses(reader, pack) };
      return counted.uses;
    },
    booked(operation) {
      if (counted === null || operation.kind !== 'purchase') return;
      const { quote } = operation.body;
      if (quote.pack !== counted.pack) return;
      for (const { promotion } of quote.applied) counted.uses[promotion] = (counted.uses[promotion] ?? 0) + 1;
    },
    forget() {
      counted = null;
    },
  };
}

function countUses(reader: SqliteReader, pack: number): Record<string, number> {
  const rows = reader.all<{ promotion: string; uses: number }>(
    `SELECT json_extract(applied.value, '$.promotion') AS promotion, count(*) AS uses
     FROM journal, json_each(payload, '$.body.quote.applied') AS applied
     WHERE json_extract(payload, '$.kind') = 'purchase' AND json_extract(payload, '$.body.quote.pack') = ?
     GROUP BY 1`,
    [pack],
  );
  return Object.fromEntries(rows.map(({ promotion, uses }) => [promotion, uses]));
}
