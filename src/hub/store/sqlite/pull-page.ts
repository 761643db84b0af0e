import type { Pack } from '../../../contracts/pack.ts';
import type { Stream } from '../../../contracts/sync.ts';
import type { SqliteReader } from '../../../sqlite/database.ts';
import type { HubStore, PulledChange, PulledPage } from '../hub-store.ts';
import type { ChainRecord } from '../records.ts';
import { tillConfigOf } from '../till-config.ts';
import { readChain, readTill } from './chain-tables.ts';
import { changedKeys } from './changes.ts';
import { readCoupon } from './coupon-tables.ts';
import { erasedAmong } from './erasure-tables.ts';
import { readMembers } from './member-tables.ts';
import { readPack } from './pack-tables.ts';

type PullQuery = Parameters<HubStore['pull']>[0];

/** Bodies are read as they are now, not as they were when the key moved: a page is newer, never older, than its cursor. */
export function readPage(reader: SqliteReader, chain: ChainRecord, query: PullQuery): PulledPage {
  const keys = changedKeys(reader, chain.id, query.stream, query.cursor, query.limit + 1);
  const shown = keys.slice(0, query.limit);
  const { stream } = query;
  const changes =
    stream === 'members'
      ? readMemberChanges(reader, chain.id, query, shown)
      : shown.map(({ key, cursor }) => ({
          cursor,
          key,
          body: readBody(reader, chain, { ...query, stream }, key),
        }));
  return {
    changes,
    more: keys.length > query.limit,
    appliedSequence: readTill(reader, chain.id, query.tillId)?.headSequence ?? 0,
  };
}

/** Two statements, however many members. */
function readMemberChanges(
  reader: SqliteReader,
  chainId: string,
  query: PullQuery,
  keys: readonly { readonly key: string; readonly cursor: number }[],
): PulledChange[] {
  const ids = keys.map(({ key }) => key);
  const erased = erasedAmong(reader, chainId, ids);
  const members = readMembers(reader, chainId, ids, query.spendSinceMs);
  return keys.map(({ key, cursor }) => {
    if (erased.has(key)) return { cursor, key, body: null, erased: true };
    const member = members.get(key);
    return { cursor, key, body: member === undefined ? null : query.recordOf(member) };
  });
}

/** Null where the key is gone: a tombstone. */
function readBody(
  reader: SqliteReader,
  chain: ChainRecord,
  query: PullQuery & { readonly stream: Exclude<Stream, 'members'> },
  key: string,
): unknown {
  switch (query.stream) {
    case 'config': {
      const till = readTill(reader, chain.id, query.tillId);
      return till === null ? null : tillConfigOf(readChain(reader) ?? chain, till);
    }
    case 'packs': {
      const pack = readPack(reader, chain.id, Number(key));
      if (pack === undefined) return null;
      const { manifest, signature, keyId, program } = pack;
      return { manifest, signature, keyId, program } satisfies Pack;
    }
    case 'goods': {
      const row = reader.get<{ body: string }>('SELECT body FROM goods WHERE chain_id = ? AND sku = ?', [
        chain.id,
        key,
      ]);
      return row === undefined ? null : JSON.parse(row.body);
    }
    case 'coupons': {
      const coupon = readCoupon(reader, chain.id, key);
      const isOver = coupon?.validUntil != null && coupon.validUntil < query.couponsSince;
      return isOver ? null : coupon;
    }
  }
}
