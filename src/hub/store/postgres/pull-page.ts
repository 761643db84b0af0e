import type { Pack } from '../../../contracts/pack.ts';
import type { HubStore, PulledPage } from '../hub-store.ts';
import { tillConfigOf } from '../till-config.ts';
import { readChain } from './chain.ts';
import { changedKeys } from './changes.ts';
import type { HubConnection } from './connect.ts';
import { readCoupons } from './coupons.ts';
import { readErased } from './erasures.ts';
import { readMembers } from './members.ts';
import { readPacks } from './packs.ts';
import { anyOf } from './text-arrays.ts';
import { readTill } from './tills.ts';
import { readTogether } from './transact.ts';

type PullQuery = Parameters<HubStore['pull']>[0];

/** Bodies are read as they are now, not as they were when the key moved: a page is newer, never older, than its cursor. */
export const readPage = (database: HubConnection, chainId: string, query: PullQuery): Promise<PulledPage> =>
  readTogether(database, async (reader) => {
    const found = await changedKeys(reader, chainId, query, query.limit + 1);
    const page = found.slice(0, query.limit);
    const keys = page.map(({ key }) => key);
    const erased = query.stream === 'members' ? await readErased(reader, chainId, keys) : new Set<string>();
    const bodies = await readBodies(reader, chainId, query, keys);
    const till = await readTill(reader, chainId, query.tillId);
    return {
      changes: page.map(({ key, cursor }) =>
        erased.has(key)
          ? { cursor, key, body: null, erased: true as const }
          : { cursor, key, body: bodies.get(key) ?? null },
      ),
      more: found.length > query.limit,
      appliedSequence: till?.headSequence ?? 0,
    };
  });

/** A key that is gone has no body: a tombstone. */
async function readBodies(
  reader: HubConnection,
  chainId: string,
  query: PullQuery,
  keys: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  switch (query.stream) {
    case 'config': {
      const till = await readTill(reader, chainId, query.tillId);
      if (till === null) return new Map();
      const config = tillConfigOf(await readChain(reader, chainId), till);
      return new Map(keys.map((key) => [key, config]));
    }
    case 'packs': {
      const packs = await readPacks(reader, chainId, keys.map(Number));
      return new Map(
        packs.map(({ number, manifest, signature, keyId, program }) => [
          String(number),
          { manifest, signature, keyId, program } satisfies Pack,
        ]),
      );
    }
    case 'goods': {
      const rows = await reader
        .selectFrom('goods')
        .select(['sku', 'body'])
        .where('chain_id', '=', chainId)
        .where('sku', '=', anyOf(keys))
        .execute();
      return new Map(rows.map((row) => [row.sku, JSON.parse(row.body)]));
    }
    case 'coupons': {
      const coupons = await readCoupons(reader, chainId, keys);
      const isOver = (lastDay: string | null | undefined): boolean =>
        lastDay != null && lastDay < query.couponsSince;
      return new Map([...coupons].filter(([, { validUntil }]) => !isOver(validUntil)));
    }
    case 'members': {
      const members = await readMembers(reader, chainId, keys, query.spendSinceMs);
      return new Map([...members].map(([id, member]) => [id, query.recordOf(member)]));
    }
  }
}
