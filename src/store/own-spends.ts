import type { Operation } from '../contracts/sync.ts';
import { spentPoints } from '../loyalty/ledger/quote-points.ts';
import type { SqliteReader, SqliteWriter } from '../sqlite/database.ts';

/** Points by wallet that an operation takes from its member, and how many of them the hub had set aside here. */
export type SpendOf = {
  readonly spent: Readonly<Record<string, number>>;
  readonly leased: Readonly<Record<string, number>>;
};

export function spendOf(operation: Operation): SpendOf {
  if (operation.kind !== 'purchase' || operation.body.member === null) return { spent: {}, leased: {} };
  const leased: Record<string, number> = {};
  for (const { wallet, points } of operation.body.leases ?? [])
    leased[wallet] = (leased[wallet] ?? 0) + points;
  return { spent: spentPoints(operation.body.quote), leased };
}

export type WaitingOperation = SpendOf & {
  readonly epoch: number;
  readonly sequence: number;
  readonly memberId: string | null;
};

/** An operation the hub is to hear of, and what it took. */
export function writeOutbox(
  writer: SqliteWriter,
  { epoch, sequence, memberId, ...spend }: WaitingOperation,
): void {
  writer.later('INSERT INTO outbox (epoch, sequence, member_id) VALUES (?, ?, ?)', [
    epoch,
    sequence,
    memberId,
  ]);
  if (memberId === null) return;
  for (const [wallet, points] of Object.entries(spend.spent)) {
    if (points === 0) continue;
    writer.later(
      `INSERT INTO own_spends (epoch, sequence, wallet, member_id, points, leased) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (epoch, sequence, wallet) DO NOTHING`,
      [epoch, sequence, wallet, memberId, points, Math.min(points, spend.leased[wallet] ?? 0)],
    );
  }
}

/** The hub has told all members, with everything of this till up to `sequence` in them. */
export const forgetToldSpends = (writer: SqliteWriter, epoch: number, sequence: number): number =>
  writer.run('DELETE FROM own_spends WHERE epoch < ?1 OR (epoch = ?1 AND sequence <= ?2)', {
    1: epoch,
    2: sequence,
  });

/** Points by wallet of a member taken here since the hub last told all members. */
export const unsettledSpend = (reader: SqliteReader, memberId: string): Record<string, number> =>
  sums(reader, 'points', memberId);

/** Of them, those that no lease stood for: of one member, or of all with null. */
export const allowanceTaken = (reader: SqliteReader, memberId: string | null): Record<string, number> =>
  sums(reader, 'points - leased', memberId);

function sums(reader: SqliteReader, what: string, memberId: string | null): Record<string, number> {
  const rows = reader.all<{ wallet: string; points: number }>(
    `SELECT wallet, sum(${what}) AS points FROM own_spends ${memberId === null ? '' : 'WHERE member_id = ?'}
     GROUP BY wallet HAVING points > 0`,
    memberId === null ? [] : [memberId],
  );
  return Object.fromEntries(rows.map(({ wallet, points }) => [wallet, points]));
}
