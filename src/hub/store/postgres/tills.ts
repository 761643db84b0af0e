import { sql } from 'kysely';
import { GENESIS_HASH } from '../../../contracts/sync.ts';
import { codeOfRow } from '../enrol-code-row.ts';
import type { HubStore } from '../hub-store.ts';
import type { EnrolCodeRecord, TillRecord } from '../records.ts';
import { CONFIG_KEY } from './chain.ts';
import { recordChanges } from './changes.ts';
import type { HubConnection } from './connect.ts';
import { transact } from './transact.ts';

/** How far epochs jump when a copy is restored: enrolments that the copy does not know are passed over. */
const epochsOfRestore = 1000;

const selectTills = (database: HubConnection, chainId: string) =>
  database
    .selectFrom('tills as t')
    .innerJoin('stores as s', (join) =>
      join.onRef('s.chain_id', '=', 't.chain_id').onRef('s.store_id', '=', 't.store_id'),
    )
    .select([
      't.till_id as id',
      't.name',
      't.store_id as storeId',
      's.name as storeName',
      't.public_key as publicKey',
      't.epoch',
      't.head',
      't.head_sequence as headSequence',
      't.machine',
      't.version',
      't.staged_pack as stagedPack',
      't.health',
      't.last_seen_at_ms as lastSeenAtMs',
    ])
    .where('t.chain_id', '=', chainId);

export async function readTill(
  database: HubConnection,
  chainId: string,
  tillId: string,
): Promise<TillRecord | null> {
  return (await selectTills(database, chainId).where('t.till_id', '=', tillId).executeTakeFirst()) ?? null;
}

/** The till, held until the transaction ends: pushes of one till wait for each other. */
export const lockTill = async (
  transaction: HubConnection,
  chainId: string,
  tillId: string,
): Promise<TillRecord | null> =>
  (await selectTills(transaction, chainId)
    .where('t.till_id', '=', tillId)
    .forUpdate('t')
    .executeTakeFirst()) ?? null;

async function readTills(
  database: HubConnection,
  chainId: string,
): Promise<(TillRecord & { quarantine: number })[]> {
  const refused = await database
    .selectFrom('operations')
    .select((build) => ['till_id', sql<number>`${build.fn.countAll()}::bigint`.as('count')])
    .where('chain_id', '=', chainId)
    .where('verdict', '=', 'refused')
    .groupBy('till_id')
    .execute();
  const counts = new Map(refused.map((row) => [row.till_id, row.count]));
  const tills = await selectTills(database, chainId).orderBy('t.store_id').orderBy('t.till_id').execute();
  return tills.map((till) => ({ ...till, quarantine: counts.get(till.id) ?? 0 }));
}

/** Tills, and the codes with which machines become them. */
export function tillMethods(
  database: HubConnection,
  chainId: string,
): Pick<HubStore, 'till' | 'tills' | 'addEnrolCode' | 'takeEnrolCode'> {
  return {
    till: (id) => readTill(database, chainId, id),
    tills: () => readTills(database, chainId),
    addEnrolCode: (till, code, nowMs) =>
      transact(database, async (transaction) => {
        if (!(await ensureTill(transaction, chainId, till))) return false;
        await transaction
          .deleteFrom('enrol_codes')
          .where('chain_id', '=', chainId)
          .where((is) => is.or([is('till_id', '=', till.tillId), is('expires_at_ms', '<=', nowMs)]))
          .execute();
        const live = await transaction
          .selectFrom('enrol_codes')
          .select('selector')
          .where('chain_id', '=', chainId)
          .execute();
        const taken = new Set(live.map(({ selector }) => selector));
        await insertEnrolCode(
          transaction,
          chainId,
          code((selector) => taken.has(selector)),
        );
        return true;
      }),
    takeEnrolCode: (selector, decide, machine) =>
      transact(database, async (transaction) => {
        const code = await lockEnrolCode(transaction, chainId, selector);
        const decision = decide(code);
        if (code === null || decision === 'unknown') return null;
        if (decision === 'wrong' && code.triesLeft > 1) {
          await transaction
            .updateTable('enrol_codes')
            .set((column) => ({ tries_left: column('tries_left', '-', 1) }))
            .where('chain_id', '=', chainId)
            .where('selector', '=', selector)
            .execute();
          return null;
        }
        await transaction
          .deleteFrom('enrol_codes')
          .where('chain_id', '=', chainId)
          .where('selector', '=', selector)
          .execute();
        if (decision === 'wrong') return null;
        await enrolTill(transaction, chainId, code.tillId, machine);
        return readTill(transaction, chainId, code.tillId);
      }),
  };
}

/** False when the till id stands in another store. Names that are not given keep what is there, or are the ids. */
async function ensureTill(
  transaction: HubConnection,
  chainId: string,
  till: Parameters<HubStore['addEnrolCode']>[0],
): Promise<boolean> {
  const known = await lockTill(transaction, chainId, till.tillId);
  if (known !== null && known.storeId !== till.storeId) return false;
  await transaction
    .insertInto('stores')
    .values({ chain_id: chainId, store_id: till.storeId, name: till.storeName ?? till.storeId })
    .onConflict((conflict) =>
      till.storeName === null
        ? conflict.doNothing()
        : conflict.columns(['chain_id', 'store_id']).doUpdateSet({ name: till.storeName }),
    )
    .execute();
  await transaction
    .insertInto('tills')
    .values({
      ...{ chain_id: chainId, till_id: till.tillId, store_id: till.storeId },
      ...{ name: till.tillName ?? till.tillId, epoch: 0, head: GENESIS_HASH, head_sequence: 0 },
      members_cursor: 0,
    })
    .onConflict((conflict) =>
      till.tillName === null
        ? conflict.doNothing()
        : conflict.columns(['chain_id', 'till_id']).doUpdateSet({ name: till.tillName }),
    )
    .execute();
  if (till.storeName !== null || till.tillName !== null) {
    await recordChanges(transaction, chainId, 'config', [CONFIG_KEY]);
  }
  return true;
}

async function lockEnrolCode(
  transaction: HubConnection,
  chainId: string,
  selector: string,
): Promise<EnrolCodeRecord | null> {
  const row = await transaction
    .selectFrom('enrol_codes')
    .selectAll()
    .where('chain_id', '=', chainId)
    .where('selector', '=', selector)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : codeOfRow(row);
}

const insertEnrolCode = (transaction: HubConnection, chainId: string, code: EnrolCodeRecord) =>
  transaction
    .insertInto('enrol_codes')
    .values({
      ...{ chain_id: chainId, selector: code.selector, code_hash: code.codeHash, till_id: code.tillId },
      ...{ expires_at_ms: code.expiresAtMs, tries_left: code.triesLeft },
    })
    .execute();

/** A new machine at this till: the next epoch, an empty journal. */
async function enrolTill(
  transaction: HubConnection,
  chainId: string,
  tillId: string,
  machine: Parameters<HubStore['takeEnrolCode']>[2],
): Promise<void> {
  const restored = sql`${sql.lit(epochsOfRestore)}::bigint * (select restores from chains where chain_id = ${chainId})`;
  await transaction
    .updateTable('tills')
    .set({
      ...{ public_key: machine.publicKey, machine: machine.machine, version: machine.version },
      ...{
        last_seen_at_ms: machine.nowMs,
        epoch: sql`1 + greatest(epoch, ${machine.afterEpoch}::bigint, ${restored})`,
      },
      ...{ head: GENESIS_HASH, head_sequence: 0, members_cursor: 0, staged_pack: null, health: null },
    })
    .where('chain_id', '=', chainId)
    .where('till_id', '=', tillId)
    .execute();
  // The other tills of its store get its key.
  await recordChanges(transaction, chainId, 'config', [CONFIG_KEY]);
}
