import { assert, defined } from '../../../shared/assert.ts';
import type { SqliteDatabase } from '../../../sqlite/database.ts';
import { migrate } from '../../../sqlite/migrate.ts';
import { openDatabase } from '../../../sqlite/open-database.ts';
import type { HubStore, ImportLookup, NewChain, PushState } from '../hub-store.ts';
import { type ChainRecord, membersOf } from '../records.ts';
import { writeAudit } from './audit-tables.ts';
import {
  enrolTill,
  ensureTill,
  insertChain,
  insertEnrolCode,
  readChain,
  readEnrolCode,
  readTill,
  readTills,
} from './chain-tables.ts';
import { allCursors, recordChanges } from './changes.ts';
import { couponMethods } from './coupon-methods.ts';
import { readCoupons, writeCoupons } from './coupon-tables.ts';
import { draftMethods } from './draft-methods.ts';
import { readAliases, readOwners, writeEnrolments } from './enrolment-tables.ts';
import { erasureMethods } from './erasure-methods.ts';
import { erasedAmong } from './erasure-tables.ts';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { leaseMethods } from './lease-methods.ts';
import { readLeases, stopMembers, updateLease } from './lease-tables.ts';
import { ledgerMethods } from './ledger-methods.ts';
import { readMember, readMembers, writeIdentifiers, writeMember } from './member-tables.ts';
import { mergeMethods } from './merge-methods.ts';
import { hubMigrations } from './migrations.ts';
import {
  countMemberOperations,
  readAppliedIds,
  readPostings,
  readVerdicts,
  sumPostings,
  writeOperations,
} from './operation-tables.ts';
import {
  forgetSupersededPacks,
  insertPack,
  lastPackNumber,
  readActivePack,
  readActiveProgramSha256,
  readPack,
  readPacks,
} from './pack-tables.ts';
import { countUses, readUses } from './promotion-tables.ts';
import { readPage } from './pull-page.ts';
import { operationsOfPurchase, readPurchases, writePurchases, writeReturns } from './purchase-tables.ts';
import { replayMethods } from './replay-methods.ts';
import { settingsMethods } from './settings-methods.ts';

/** Makes the chain in a new file. False when the file holds one already. Throws `DatabaseFailure`. */
export function createSqliteChain(path: string, chain: NewChain): boolean {
  const database = openMigrated(path);
  try {
    return database.transaction((writer) => {
      if (readChain(writer) !== undefined) return false;
      insertChain(writer, chain);
      return true;
    });
  } finally {
    database.close();
  }
}

/** Null when the file holds no chain yet. `soon`: when pushes that came together are written. Throws `DatabaseFailure`. */
export function openSqliteHubStore(path: string, soon?: (next: () => void) => void): HubStore | null {
  const database = openMigrated(path);
  const chain = readChain(database);
  if (chain === undefined) {
    database.close();
    return null;
  }
  const inGroup = createGroupCommit(database, soon);
  return {
    ...chainMethods(database, chain),
    ...settingsMethods(database, chain.id),
    ...syncMethods(database, chain, inGroup),
    ...packMethods(database, chain),
    ...memberMethods(database, chain),
    ...ledgerMethods(database, chain),
    ...couponMethods(database, chain.id),
    ...erasureMethods(database, chain.id),
    ...leaseMethods(database, chain.id),
    ...replayMethods(database, chain.id),
    ...draftMethods(database, chain.id, inGroup),
    ...mergeMethods(database, chain.id),
    close: async () => database.close(),
  };
}

function openMigrated(path: string): SqliteDatabase {
  const database = openDatabase(path, { secureDelete: true });
  try {
    migrate(database, hubMigrations);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

type ChainMethods = Pick<
  HubStore,
  'chain' | 'signingKeys' | 'manager' | 'till' | 'tills' | 'addEnrolCode' | 'takeEnrolCode'
>;

function chainMethods(database: SqliteDatabase, chain: ChainRecord): ChainMethods {
  return {
    chain: async () => defined(readChain(database), 'an open store holds its chain'),
    signingKeys: async () =>
      database.all<{ id: string; publicKey: string }>(
        'SELECT key_id AS id, public_key AS publicKey FROM signing_keys WHERE chain_id = ? ORDER BY created_at_ms',
        [chain.id],
      ),
    manager: async (tokenHash) =>
      database.get<{ name: string; role: string }>(
        'SELECT name, role FROM manager_tokens WHERE chain_id = ? AND token_hash = ?',
        [chain.id, tokenHash],
      ) ?? null,
    till: async (id) => readTill(database, chain.id, id),
    tills: async () => readTills(database, chain.id),
    addEnrolCode: async (till, code, nowMs) =>
      database.transaction((writer) => {
        if (!ensureTill(writer, chain.id, till)) return false;
        writer.run('DELETE FROM enrol_codes WHERE chain_id = ? AND (till_id = ? OR expires_at_ms <= ?)', [
          chain.id,
          till.tillId,
          nowMs,
        ]);
        insertEnrolCode(
          writer,
          chain.id,
          code((selector) => readEnrolCode(writer, chain.id, selector) !== null),
        );
        return true;
      }),
    takeEnrolCode: async (selector, decide, machine) =>
      database.transaction((writer) => {
        const code = readEnrolCode(writer, chain.id, selector);
        const decision = decide(code);
        if (code === null || decision === 'unknown') return null;
        if (decision === 'wrong' && code.triesLeft > 1) {
          writer.run(
            'UPDATE enrol_codes SET tries_left = tries_left - 1 WHERE chain_id = ? AND selector = ?',
            [chain.id, selector],
          );
          return null;
        }
        writer.run('DELETE FROM enrol_codes WHERE chain_id = ? AND selector = ?', [chain.id, selector]);
        if (decision === 'wrong') return null;
        enrolTill(writer, chain.id, code.tillId, machine);
        return readTill(writer, chain.id, code.tillId);
      }),
  };
}

function syncMethods(
  database: SqliteDatabase,
  chain: ChainRecord,
  inGroup: GroupCommit,
): Pick<HubStore, 'applyPush' | 'pull' | 'promotionUses' | 'cursors' | 'purchases'> {
  return {
    applyPush: (query, decide) =>
      inGroup((writer) => {
        const purchases = readPurchases(writer, chain.id, query.purchaseOperations);
        const aliases = readAliases(writer, chain.id, [...query.memberIds, ...membersOf(purchases)]);
        const phoneOwner = readOwners(writer, chain.id, 'phoneHash', query.phoneHashes);
        const memberIds = new Set([
          ...query.memberIds.map((id) => aliases.get(id) ?? id),
          ...phoneOwner.values(),
        ]);
        const state: PushState = {
          aliases,
          phoneOwner,
          cardOwner: readOwners(writer, chain.id, 'card', query.cards),
          till: defined(readTill(writer, chain.id, query.tillId), 'a push comes from a known till'),
          stored: readVerdicts(writer, chain.id, query),
          appliedIds: readAppliedIds(writer, chain.id, query.operationIds),
          members: readMembers(writer, chain.id, [...memberIds], query.spendSinceMs),
          purchases,
          coupons: readCoupons(writer, chain.id, query.couponKeys),
          leases: readLeases(writer, chain.id, query.tillId, query.epoch, query.leaseIds),
        };
        const { changes, answer } = decide(state);
        if (changes === null) return answer;
        for (const member of changes.members) writeMember(writer, chain.id, member);
        writeOperations(writer, chain.id, query, changes);
        writeEnrolments(writer, chain.id, changes.enrolments);
        writePurchases(writer, chain.id, changes.purchases);
        writeReturns(writer, chain.id, changes.returns);
        countUses(writer, chain.id, changes.uses);
        writeCoupons(writer, chain.id, changes.coupons);
        if (changes.coupons.size > 0) recordChanges(writer, chain.id, 'coupons', changes.coupons.keys());
        for (const lease of changes.leases.values()) updateLease(writer, chain.id, lease, null);
        stopMembers(writer, chain.id, changes.stopped, 'overdrafts', query.nowMs);
        writeAudit(writer, chain.id, query.tillId, changes.audit);
        recordChanges(
          writer,
          chain.id,
          'members',
          // An alias has no member: tills get its tombstone.
          [
            ...changes.members.map((member) => member.core.id),
            ...changes.enrolments.flatMap((one) => one.alias ?? []),
          ],
        );
        return answer;
      }),
    // One connection and no pause inside: nothing is written between the statements of a page.
    pull: async (query) => readPage(database, chain, query),
    promotionUses: async (promotions) => readUses(database, chain.id, promotions),
    purchases: async (purchaseId) => [
      ...readPurchases(database, chain.id, operationsOfPurchase(database, chain.id, purchaseId)).values(),
    ],
    cursors: async () => allCursors(database, chain.id),
  };
}

function packMethods(
  database: SqliteDatabase,
  chain: ChainRecord,
): Pick<
  HubStore,
  'packs' | 'pack' | 'activePack' | 'activeProgramSha256' | 'publishPack' | 'importGoods' | 'counts'
> {
  return {
    packs: async () => readPacks(database, chain.id),
    pack: async (number) => readPack(database, chain.id, number) ?? null,
    activePack: async (nowMs) => readActivePack(database, chain.id, nowMs),
    activeProgramSha256: async (nowMs) => readActiveProgramSha256(database, chain.id, nowMs),
    publishPack: async (build, nowMs) =>
      database.transaction((writer) => {
        const number = lastPackNumber(writer, chain.id) + 1;
        const pack = build(number);
        assert(pack.number === number, 'a pack gets the next number');
        insertPack(writer, chain.id, pack);
        recordChanges(writer, chain.id, 'packs', [String(number)]);
        forgetSupersededPacks(writer, chain.id, nowMs);
        return pack;
      }),
    importGoods: async (goods) =>
      database.transaction((writer) => {
        for (const one of goods) {
          writer.run(
            `INSERT INTO goods (chain_id, sku, body) VALUES (?, ?, ?)
             ON CONFLICT (chain_id, sku) DO UPDATE SET body = excluded.body`,
            [chain.id, one.sku, JSON.stringify(one)],
          );
        }
        recordChanges(writer, chain.id, 'goods', new Set(goods.map((one) => one.sku)));
      }),
    counts: async () => {
      const count = (sql: string): number => database.get<{ n: number }>(sql, [chain.id])?.n ?? 0;
      return {
        members: count('SELECT count(*) AS n FROM members WHERE chain_id = ?'),
        goods: count('SELECT count(*) AS n FROM goods WHERE chain_id = ?'),
        operations: count(`SELECT count(*) AS n FROM operations WHERE chain_id = ? AND verdict = 'applied'`),
        quarantine: count(`SELECT count(*) AS n FROM operations WHERE chain_id = ? AND verdict = 'refused'`),
      };
    },
  };
}

function memberMethods(
  database: SqliteDatabase,
  chain: ChainRecord,
): Pick<HubStore, 'importMembers' | 'member' | 'postingsOf'> {
  return {
    importMembers: async (query, decide) =>
      database.transaction((writer) => {
        const phoneOwner = readOwners(writer, chain.id, 'phoneHash', query.phoneHashes);
        const cardOwner = readOwners(writer, chain.id, 'card', query.cards);
        const aliases = readAliases(writer, chain.id, query.ids);
        const named = query.ids.map((id) => aliases.get(id) ?? id);
        const ids = new Set([...named, ...phoneOwner.values(), ...cardOwner.values()]);
        const byId = readMembers(writer, chain.id, [...ids], query.spendSinceMs);
        const erased = erasedAmong(writer, chain.id, query.ids);
        const found = { byId, phoneOwner, cardOwner, erased, aliases } satisfies ImportLookup;
        const { upserts, answer } = decide(found);
        for (const { change, phone, formerPhoneHash } of upserts) {
          writeMember(writer, chain.id, change);
          writeIdentifiers(writer, chain.id, change.core, phone, formerPhoneHash);
        }
        recordChanges(writer, chain.id, 'members', new Set(upserts.map(({ change }) => change.core.id)));
        return answer;
      }),
    member: async (id, spendSinceMs) => {
      const state = readMember(database, chain.id, id, spendSinceMs);
      if (state === null) return null;
      return {
        state,
        postingsSum: sumPostings(database, chain.id, id),
        operations: countMemberOperations(database, chain.id, id),
      };
    },
    postingsOf: async (memberId, operationId) => readPostings(database, chain.id, memberId, operationId),
  };
}
