import { GENESIS_HASH, type Operation, type PushResult } from '../contracts/sync.ts';
import { spentPoints } from '../loyalty/ledger/quote-points.ts';
import type { SqliteWriter } from '../sqlite/database.ts';
import { parseStored } from './stored-json.ts';

type Lost = { readonly sequence: number; readonly member_id: string | null; readonly payload: string };

/**
 * Puts back into the outbox what a restored hub no longer has: everything after its head. `forked` when the journal of
 * this epoch does not hold that head; then nothing is changed.
 */
export function reconcileHead(
  writer: SqliteWriter,
  epoch: number,
  { head, headSequence }: PushResult,
): { requeued: number } | 'forked' {
  const own =
    headSequence === 0
      ? GENESIS_HASH
      : writer.get<{ hash: string }>('SELECT hash FROM journal WHERE epoch = ? AND sequence = ?', [
          epoch,
          headSequence,
        ])?.hash;
  if (own !== head) return 'forked';
  const lost = writer.all<Lost>(
    `SELECT sequence, member_id, payload FROM journal AS j WHERE epoch = ? AND sequence > ?
       AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.epoch = j.epoch AND o.sequence = j.sequence)`,
    [epoch, headSequence],
  );
  for (const { sequence, member_id: memberId, payload } of lost) {
    writer.run('INSERT INTO outbox (epoch, sequence, member_id, spent) VALUES (?, ?, ?, ?)', [
      epoch,
      sequence,
      memberId,
      JSON.stringify(spentBy(parseStored<Operation>(payload))),
    ]);
  }
  return { requeued: lost.length };
}

const spentBy = (operation: Operation): Readonly<Record<string, number>> =>
  operation.kind === 'purchase' && operation.body.member !== null ? spentPoints(operation.body.quote) : {};
