import type { Operation, PushResult } from '../contracts/sync.ts';
import type { SqliteWriter } from '../sqlite/database.ts';
import { hashOfLink } from './journal.ts';
import { spendOf, writeOutbox } from './own-spends.ts';
import { readRebuilt } from './rebuilt.ts';
import { reissue, type ToReissue } from './reissue.ts';
import { parseStored } from './stored-json.ts';

type Lost = { readonly sequence: number; readonly member_id: string | null; readonly payload: string };
type HubHead = Pick<PushResult, 'head' | 'headSequence'>;

/**
 * Puts back into the outbox what a restored hub no longer has: everything after its head. `forked` when the journal of
 * this epoch does not hold that head; then nothing is changed. A rebuilt till goes on from the hub's head instead.
 */
export function reconcileHead(
  writer: SqliteWriter,
  epoch: number,
  hub: HubHead,
  nowMs: number,
): { requeued: number } | 'forked' {
  const gapBehind = writer.get('SELECT 1 FROM journal_anchors WHERE epoch = ? AND sequence > ?', [
    epoch,
    hub.headSequence,
  ]);
  if (readRebuilt(writer)?.epoch === epoch || gapBehind !== undefined) {
    settleRebuilt(writer, epoch, hub, nowMs);
    writer.run("DELETE FROM settings WHERE name = 'rebuilt'");
  } else if (hashOfLink(writer, epoch, hub.headSequence) !== hub.head) {
    return 'forked';
  }
  return { requeued: requeueAfter(writer, epoch, hub.headSequence) };
}

function requeueAfter(writer: SqliteWriter, epoch: number, sequence: number): number {
  const lost = writer.all<Lost>(
    `SELECT sequence, member_id, payload FROM journal AS j WHERE epoch = ? AND sequence > ?
       AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.epoch = j.epoch AND o.sequence = j.sequence)`,
    [epoch, sequence],
  );
  for (const { sequence: number, member_id: memberId, payload } of lost) {
    writeOutbox(writer, { epoch, sequence: number, memberId, ...spendOf(parseStored<Operation>(payload)) });
  }
  return lost.length;
}

/**
 * Makes a rebuilt journal one that goes on from the hub's head. Where the journal holds that head, all before it is at
 * the hub. What stands behind a gap, and what was sold since under numbers that the hub may know as other operations,
 * gets new numbers; the hub knows by the id what it has already.
 */
function settleRebuilt(writer: SqliteWriter, epoch: number, hub: HubHead, nowMs: number): void {
  const { head: hash, headSequence: sequence } = hub;
  const goesOn = hashOfLink(writer, epoch, sequence) === hash;
  if (goesOn) writer.run('DELETE FROM outbox WHERE epoch = ? AND sequence <= ?', [epoch, sequence]);
  const gaps = writer.run('DELETE FROM journal_anchors WHERE epoch = ? AND sequence > ?', [epoch, sequence]);
  if (goesOn && gaps === 0) return;
  const operations = writer.all<ToReissue>(
    `SELECT epoch, sequence, payload, at_ms AS atMs FROM journal AS j WHERE epoch = ? AND (sequence > ?
       OR EXISTS (SELECT 1 FROM outbox AS o WHERE o.epoch = j.epoch AND o.sequence = j.sequence))
     ORDER BY sequence`,
    [epoch, sequence],
  );
  reissue(writer, operations, { epoch, sequence, hash }, nowMs);
}
