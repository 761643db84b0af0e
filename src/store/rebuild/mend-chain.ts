import { GENESIS_HASH } from '../../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../../sqlite/database.ts';
import { writeAnchor } from '../journal.ts';
import { chainHash } from '../journal-hash.ts';

type Row = {
  readonly epoch: number;
  readonly sequence: number;
  readonly operation_id: string;
  readonly payload: string;
  readonly hash: string;
};
/** An operation whose bytes are provably not those that were booked. */
export type ChangedOperation = Omit<Row, 'operation_id'> & { readonly operationId: string };
type Judgement =
  | { readonly kind: 'fits' }
  /** The link itself was spoilt: the payload and the next link both give this one. */
  | { readonly kind: 'relink'; readonly hash: string }
  /** `hashHolds`: the next link confirms the hash, so only the payload was changed. */
  | { readonly kind: 'changed'; readonly hashHolds: boolean };

/**
 * Takes out of a salvaged journal what was changed and mends links. Where nothing before a row is known, the row is
 * taken as it is: it was read whole, and its successor confirms its link.
 */
export function mendChain(writer: SqliteWriter): ChangedOperation[] {
  const changed: ChangedOperation[] = [];
  const relinked: { readonly row: Row; readonly hash: string }[] = [];
  const anchored: Row[] = [];
  let before: { epoch: number; sequence: number; hash: string } | null = null;
  for (const [row, next] of inPairs(rowsOf(writer))) {
    const follows: boolean = before?.epoch === row.epoch && before.sequence === row.sequence - 1;
    const known: string | null = row.sequence === 1 ? GENESIS_HASH : follows ? (before?.hash ?? null) : null;
    const judgement = judge(
      row,
      known,
      next?.epoch === row.epoch && next.sequence === row.sequence + 1 ? next : null,
    );
    before = row;
    if (judgement.kind === 'relink') {
      relinked.push({ row, hash: judgement.hash });
      before = { ...row, hash: judgement.hash };
    }
    if (judgement.kind === 'changed') {
      changed.push({ ...row, operationId: row.operation_id });
      if (judgement.hashHolds) anchored.push(row);
      else before = null;
    }
  }
  for (const { row, hash } of relinked) {
    writer.run('UPDATE journal SET hash = ? WHERE epoch = ? AND sequence = ?', [
      hash,
      row.epoch,
      row.sequence,
    ]);
  }
  for (const { epoch, sequence } of changed) {
    writer.run('DELETE FROM journal WHERE epoch = ? AND sequence = ?', [epoch, sequence]);
  }
  for (const row of anchored) writeAnchor(writer, row);
  return changed;
}

function judge(row: Row, known: string | null, next: Row | null): Judgement {
  if (known === null) return { kind: 'fits' };
  const hash = chainHash(known, row.payload);
  if (hash === row.hash) return { kind: 'fits' };
  if (next === null) return { kind: 'changed', hashHolds: false };
  if (chainHash(hash, next.payload) === next.hash) return { kind: 'relink', hash };
  return { kind: 'changed', hashHolds: chainHash(row.hash, next.payload) === next.hash };
}

const rowsOf = (reader: SqliteReader): IterableIterator<Row> =>
  reader.iterate<Row>(
    'SELECT epoch, sequence, operation_id, payload, hash FROM journal ORDER BY epoch, sequence',
  );

function* inPairs<T>(items: Iterable<T>): Generator<readonly [T, T | null]> {
  let held: { readonly item: T } | null = null;
  for (const item of items) {
    if (held !== null) yield [held.item, item];
    held = { item };
  }
  if (held !== null) yield [held.item, null];
}
