import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { defined } from '../../../shared/assert.ts';
import type { SqliteReader, SqliteWriter } from '../../../sqlite/database.ts';
import type { OperationRow } from '../records.ts';

/** Where a row of `operations` has its payload: a line of a block, or, without one, in itself. */
type Place = { readonly blockSequence: number | null; readonly place: number | null };
/** A row as far as its payload is concerned; where the text stands in a block, the row holds a stub. */
export type KeptPayload = Place & {
  readonly chainId: string;
  readonly tillId: string;
  readonly epoch: number;
  readonly payload: string;
};
/** The columns of a `KeptPayload`, of the table `operations` under the name `o`. */
export const payloadColumns =
  'o.chain_id AS chainId, o.till_id AS tillId, o.epoch, o.payload, o.block_sequence AS blockSequence, o.place';

const separator = '\n';
const quick = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** Less is not worth a row of its own. */
const leastBytes = 1_000;

/**
 * What the rows of a push hold as payloads, in their order. Applied purchases go into a block, because nothing is ever taken
 * out of them; whatever may have to be erased or searched stays in its row. A stub has what statements ask a purchase for.
 */
export function keepPayloads(
  writer: SqliteWriter,
  journal: { readonly chainId: string; readonly tillId: string; readonly epoch: number },
  rows: readonly OperationRow[],
): (Place & { readonly payload: string })[] {
  const packed = rows.filter(({ packable, payload }) => packable !== null && !payload.includes(separator));
  const first = packed[0]?.sequence;
  const body = joined(packed);
  if (first === undefined || body.length < leastBytes) {
    return rows.map(({ payload }) => ({ payload, blockSequence: null, place: null }));
  }
  writer.run(
    'INSERT INTO journal_blocks (chain_id, till_id, epoch, first_sequence, body) VALUES (?, ?, ?, ?, ?)',
    [journal.chainId, journal.tillId, journal.epoch, first, zstdCompressSync(body, quick)],
  );
  let next = 0;
  return rows.map((row) => {
    if (row !== packed[next]) return { payload: row.payload, blockSequence: null, place: null };
    const stub = JSON.stringify({ body: { member: row.packable?.member ?? null } });
    return { payload: stub, blockSequence: first, place: next++ };
  });
}

const joined = (rows: readonly OperationRow[]): Buffer => {
  const feed = Buffer.from(separator);
  const lines = rows.flatMap(({ packable, payload }) => [packable?.bytes ?? Buffer.from(payload), feed]);
  return Buffer.concat(lines.slice(0, -1));
};

/** The texts of these rows, in their order. Rows of one block that follow each other read it once. */
export function payloadsOf(reader: SqliteReader, rows: readonly KeptPayload[]): string[] {
  let known: { readonly row: KeptPayload; readonly texts: readonly string[] } | null = null;
  return rows.map((row) => {
    if (row.place === null) return row.payload;
    if (known === null || !isSameBlock(known.row, row)) known = { row, texts: readBlock(reader, row) };
    return defined(known.texts[row.place], 'a block holds what its rows say');
  });
}

export const payloadOf = (reader: SqliteReader, row: KeptPayload): string =>
  defined(payloadsOf(reader, [row])[0], 'a row has its payload');

const isSameBlock = (one: KeptPayload, other: KeptPayload): boolean =>
  one.tillId === other.tillId && one.epoch === other.epoch && one.blockSequence === other.blockSequence;

function readBlock(
  reader: SqliteReader,
  { chainId, tillId, epoch, blockSequence }: KeptPayload,
): readonly string[] {
  const row = reader.get<{ body: Uint8Array }>(
    'SELECT body FROM journal_blocks WHERE chain_id = ? AND till_id = ? AND epoch = ? AND first_sequence = ?',
    [chainId, tillId, epoch, blockSequence],
  );
  const { body } = defined(row, 'a row names a block that is there');
  return zstdDecompressSync(body).toString('utf8').split(separator);
}
