import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';

/** Adds to the uses of promotions; a return that the hub knows more of than of its purchase stops at 0. */
export function countUses(writer: SqliteWriter, chainId: string, uses: ReadonlyMap<string, number>): void {
  for (const [promotion, change] of uses) {
    writer.run(
      `INSERT INTO promotion_uses (chain_id, promotion_id, uses) VALUES (?, ?, max(0, ?))
       ON CONFLICT (chain_id, promotion_id) DO UPDATE SET uses = max(0, uses + ?)`,
      [chainId, promotion, change, change],
    );
  }
}

export function readUses(
  reader: SqliteReader,
  chainId: string,
  promotions: readonly string[],
): Record<string, number> {
  const uses: Record<string, number> = {};
  for (const promotion of promotions) {
    const row = reader.get<{ uses: number }>(
      'SELECT uses FROM promotion_uses WHERE chain_id = ? AND promotion_id = ?',
      [chainId, promotion],
    );
    if (row !== undefined) uses[promotion] = row.uses;
  }
  return uses;
}
