import { GENESIS_HASH } from '../../contracts/sync.ts';
import type { SqliteReader, SqliteWriter } from '../../sqlite/database.ts';
import { hashOfLink, writeAnchor } from '../journal.ts';
import { chainHash } from '../journal-hash.ts';

/** Operations `from` to `to` of an epoch that are not here; `to` is null behind the last one. */
export type Gap = { readonly epoch: number; readonly from: number; readonly to: number | null };

type Place = { readonly epoch: number; readonly sequence: number };
type Link = { readonly sequence: number; readonly payload: string; readonly hash: string };

/** Every stretch that is missing, the open end of each epoch included. */
export function findGaps(reader: SqliteReader, epochs: ReadonlySet<number>): Gap[] {
  const gaps: Gap[] = [];
  const lastOf = new Map([...epochs].map((epoch) => [epoch, 0]));
  const rows = reader.iterate<Place>('SELECT epoch, sequence FROM journal ORDER BY epoch, sequence');
  for (const { epoch, sequence } of rows) {
    const last = lastOf.get(epoch) ?? 0;
    if (sequence > last + 1) gaps.push({ epoch, from: last + 1, to: sequence - 1 });
    lastOf.set(epoch, sequence);
  }
  return [...gaps, ...[...lastOf].map(([epoch, last]) => ({ epoch, from: last + 1, to: null }))];
}

/** Takes from an earlier whole copy what the gaps miss, where it fits to one of their ends. Answers how many. */
export function fillGaps(writer: SqliteWriter, copy: SqliteReader): number {
  const epochs = new Set(
    copy.all<{ epoch: number }>('SELECT DISTINCT epoch FROM journal').map(({ epoch }) => epoch),
  );
  const known = writer.all<{ epoch: number }>('SELECT DISTINCT epoch FROM journal');
  for (const { epoch } of known) epochs.add(epoch);
  return findGaps(writer, epochs).reduce(
    (sum, gap) => sum + (fits(writer, copy, gap) ? take(writer, copy, gap) : 0),
    0,
  );
}

const inGap = 'FROM journal WHERE epoch = :epoch AND sequence >= :from AND (:to IS NULL OR sequence <= :to)';

function fits(reader: SqliteReader, copy: SqliteReader, gap: Gap): boolean {
  const first = copy.get<Link>(`SELECT sequence, payload, hash ${inGap} ORDER BY sequence LIMIT 1`, gap);
  const last = copy.get<Link>(`SELECT sequence, payload, hash ${inGap} ORDER BY sequence DESC LIMIT 1`, gap);
  if (first === undefined || last === undefined) return false;
  const { epoch, from, to } = gap;
  const before = from === 1 ? GENESIS_HASH : hashOfLink(reader, epoch, from - 1);
  if (first.sequence === from && before !== undefined) return chainHash(before, first.payload) === first.hash;
  const after = to === null ? undefined : linkAt(reader, epoch, to + 1);
  return after !== undefined && last.sequence === to && chainHash(last.hash, after.payload) === after.hash;
}

const linkAt = (reader: SqliteReader, epoch: number, sequence: number): Link | undefined =>
  reader.get<Link>('SELECT sequence, payload, hash FROM journal WHERE epoch = ? AND sequence = ?', [
    epoch,
    sequence,
  ]);

type Row = Place &
  Link & { readonly operation_id: string; readonly member_id: string | null; readonly at_ms: number };

function take(writer: SqliteWriter, copy: SqliteReader, gap: Gap): number {
  let taken = 0;
  for (const row of copy.iterate<Row>(`SELECT * ${inGap} ORDER BY sequence`, gap)) {
    const { epoch, sequence, operation_id: id, member_id: member, at_ms: atMs, payload, hash } = row;
    taken += writer.run(
      `INSERT OR IGNORE INTO journal (epoch, sequence, operation_id, member_id, at_ms, payload, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [epoch, sequence, id, member, atMs, payload, hash],
    );
  }
  return taken;
}

/** Marks the gaps that remain, so that the journal can be read and gone on with. The open ends are none. */
export function anchorGaps(writer: SqliteWriter): Gap[] {
  // What a copy filled needs no anchor.
  writer.run(
    `DELETE FROM journal_anchors WHERE EXISTS (SELECT 1 FROM journal
       WHERE journal.epoch = journal_anchors.epoch AND journal.sequence = journal_anchors.sequence)`,
  );
  const gaps = findGaps(writer, new Set()).filter(({ to }) => to !== null);
  for (const { epoch, to } of gaps) {
    if (to !== null) writeAnchor(writer, { epoch, sequence: to, hash: null });
  }
  return gaps;
}
