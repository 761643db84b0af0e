import { sql } from 'kysely';
import { type Stream, streams } from '../../../contracts/sync.ts';
import type { HubConnection } from './connect.ts';

/**
 * Puts each key at the end of its stream, in the order given; a key given twice has its last place. The counter row
 * stays locked until the transaction ends, so cursors become visible in their order: call it last.
 */
export async function recordChanges(
  transaction: HubConnection,
  chainId: string,
  stream: Stream,
  keys: Iterable<string>,
): Promise<void> {
  const distinct = [...new Set([...keys].reverse())].reverse();
  const { length } = distinct;
  await sql`
    with counter as (
      insert into stream_counters (chain_id, stream, cursor) values (${chainId}, ${stream}, ${length}::bigint)
      on conflict (chain_id, stream) do update set cursor = stream_counters.cursor + excluded.cursor
      returning cursor)
    insert into changes (chain_id, stream, key, cursor)
    select ${chainId}, ${stream}, moved.key, counter.cursor - ${length}::bigint + moved.place
    from counter, unnest(${distinct}::text[]) with ordinality as moved (key, place)
    on conflict (chain_id, stream, key) do update set cursor = excluded.cursor`.execute(transaction);
}

export async function streamCursor(
  database: HubConnection,
  chainId: string,
  stream: Stream,
): Promise<number> {
  return (await allCursors(database, chainId))[stream];
}

export async function allCursors(database: HubConnection, chainId: string): Promise<Record<Stream, number>> {
  const rows = await database
    .selectFrom('stream_counters')
    .select(['stream', 'cursor'])
    .where('chain_id', '=', chainId)
    .execute();
  const known = new Map(rows.map(({ stream, cursor }) => [stream, cursor]));
  const cursors: Record<Stream, number> = { config: 0, packs: 0, goods: 0, members: 0, coupons: 0 };
  for (const stream of streams) cursors[stream] = known.get(stream) ?? 0;
  return cursors;
}

/** Keys changed after `cursor`, oldest first, at most `limit` of them. */
export const changedKeys = (
  database: HubConnection,
  chainId: string,
  query: { readonly stream: Stream; readonly cursor: number },
  limit: number,
): Promise<{ readonly key: string; readonly cursor: number }[]> =>
  database
    .selectFrom('changes')
    .select(['key', 'cursor'])
    .where('chain_id', '=', chainId)
    .where('stream', '=', query.stream)
    .where('cursor', '>', query.cursor)
    .orderBy('cursor')
    .limit(limit)
    .execute();
