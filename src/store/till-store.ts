import { statSync } from 'node:fs';
import type { Goods } from '../contracts/goods.ts';
import type { OperationFact, TillConfigRecord } from '../contracts/sync.ts';
import { assert } from '../shared/assert.ts';
import type { Clock } from '../shared/ports.ts';
import type { SqliteDatabase } from '../sqlite/database.ts';
import { DatabaseFailure } from '../sqlite/database-failure.ts';
import type { FileKey } from '../sqlite/file-key.ts';
import { migrate } from '../sqlite/migrate.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { readWalFrames } from '../sqlite/wal-frames.ts';
import { finishErasures, type PendingErasure, pendingErasures } from './erasures.ts';
import { changedJournal, findTillDamage } from './find-damage.ts';
import { goodsByCode, searchGoods } from './goods.ts';
import type { TillIdentity } from './identity.ts';
import { findBrokenTail } from './journal.ts';
import { createKeptHead } from './kept-head.ts';
import { createKeptTaken } from './kept-taken.ts';
import { createMemberCache } from './member-cache.ts';
import { countMembers } from './members.ts';
import { tillMigrations } from './migrations.ts';
import { type OpenReceipts, openOpenReceipts } from './open-receipts.ts';
import { readBacklog } from './outbox.ts';
import { createPackStore, type PackStore, type VerifyPack } from './packs.ts';
import { createPrintJobStore, type PrintJobStore } from './print-jobs.ts';
import { createPromotionUses } from './promotion-uses.ts';
import {
  countQuarantine,
  dismissOperation,
  type LostPurchase,
  listQuarantine,
  lostPurchases,
  type QuarantinedItem,
} from './quarantine.ts';
import { readReceipt } from './receipts.ts';
import type { SealPin } from './seal-pins.ts';
import { readSetting, type SettingName, writeSetting } from './settings.ts';
import type { IsHubSigned } from './stop-list.ts';
import { createStoreRightsStore, type StoreRightsStore } from './store-rights.ts';
import { createSyncStore, type TillSyncStore } from './sync-store.ts';
import {
  createTillReader,
  createTillWriter,
  type TillAccessParts,
  type TillReader,
  type TillWriter,
} from './till-access.ts';
import { createUsedCodeStore, type UsedCodeStore } from './used-codes.ts';
import { createUsesHere } from './uses-here.ts';

/** How many of the newest links are checked at every start. */
const linksCheckedAtStart = 200;

export type TillStoreOptions = {
  readonly clock: Clock;
  /** Changes with every start of the process: tells apart what its monotonic clock means. */
  readonly bootId: string;
  readonly verifyPack: VerifyPack;
  /** Absent where no PIN will ever be asked of this file: hashes are then kept as the hub sends them. */
  readonly sealPin?: SealPin | undefined;
  /** Of the encrypted file. */
  readonly key?: FileKey | null;
  /** Absent where nobody signs anything: no list of the hub is then taken. */
  readonly isHubSigned?: IsHubSigned;
  /** SQLite met damaged pages during work: the file is to be closed and rebuilt. */
  readonly onDamaged?: () => void;
};

export type TillStore = TillReader & {
  /** One durable unit of work: when it returns, it is on the disk. */
  transaction<T>(work: (writer: TillWriter) => T): T;
  /** Carts of open receipts: written without waiting for the disk, in a file of their own. */
  readonly carts: Pick<OpenReceipts, 'put' | 'forget'>;
  readonly identity: { get(): TillIdentity | null; set(identity: TillIdentity): void };
  readonly config: { get(): TillConfigRecord | null };
  readonly packs: PackStore & { usesHere(packNumber: number): Readonly<Record<string, number>> };
  readonly goods: { search(text: string, limit: number): Goods[]; byCode(code: string): Goods | null };
  readonly printJobs: PrintJobStore;
  readonly usedCodes: UsedCodeStore;
  readonly sync: TillSyncStore;
  readonly quarantine: {
    count(): number;
    list(limit: number): QuarantinedItem[];
    /** Purchases that were confirmed and whose operation could not be read in a damaged file. */
    lostPurchases(limit: number): LostPurchase[];
    /** The hub has the operation after all. */
    foundAtHub(operationId: string): void;
  };
  /** Erased members whose traces may still lie in copies of the file. */
  readonly erasures: { pending(): PendingErasure[]; done(erased: readonly PendingErasure[]): void };
  /** Operations the hub has not answered; `oldestMs` is wall time. */
  backlog(): { count: number; oldestMs: number | null };
  memberCount(): number;
  readonly storeRights: StoreRightsStore;
  /** See `SqliteDatabase.isAlone`. */
  readonly isAlone: boolean;
  /** Writes a trifle durably; throws `DatabaseFailure` where the disk takes nothing. */
  tryDisk(): void;
  /** Work that would keep a sale waiting, for when there is none. Throws `DatabaseFailure`. */
  rest(): void;
  /** Copies the whole file while the till works. */
  backup(targetPath: string): Promise<void>;
  close(): void;
};

/** A file up to this size is read through at every start (a tenth of a second); a larger one beside the work. */
export const readThroughAtStartBytes = 64 * 1024 * 1024;

/**
 * Opens the till's file, brings its schema up to date and looks for damage: through all of a small file, at the end of
 * the journal of a large one. Throws `DatabaseFailure`.
 */
export function openTillStore(path: string, options: TillStoreOptions): TillStore {
  const { onDamaged, key = null } = options;
  // Before SQLite sees it: it drops what stands behind a damaged frame without a word.
  if (readWalFrames(`${path}-wal`).damaged) {
    throw new DatabaseFailure('damaged', 'The write-ahead log is damaged in the middle.');
  }
  const database = openDatabase(path, {
    secureDelete: true,
    cacheMb: 4,
    key,
    ...(onDamaged === undefined ? {} : { onDamaged }),
  });
  try {
    migrate(database, tillMigrations);
    refuseBrokenTail(database);
    if (statSync(path).size <= readThroughAtStartBytes) refuseDamage(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return assemble(database, openOpenReceipts(`${path}-carts`, key), options);
}

/** What this process alone changes and every sale asks for: kept as read, dropped where it may be another now. */
function keepAtHand(database: SqliteDatabase) {
  const identity = keepSetting<TillIdentity>(database, 'identity');
  const epoch = (): number => identity.get()?.epoch ?? 1;
  const [head, taken, members] = [createKeptHead(), createKeptTaken(), createMemberCache()];
  const usesHere = createUsesHere(database);
  const forgetJournal = (): void => {
    usesHere.forget();
    head.forget();
    taken.forget();
  };
  return {
    identity,
    epoch,
    config: keepSetting<TillConfigRecord>(database, 'config'),
    promotionUses: createPromotionUses(database, epoch),
    usesHere,
    members,
    head,
    taken,
    /** After whatever may have changed more of the journal than its end. */
    forgetJournal,
    /** After a transaction that came to nothing, or that readers did not see. */
    forgetSales(): void {
      members.clear();
      forgetJournal();
    },
  };
}
type AtHand = ReturnType<typeof keepAtHand>;

/** Units of work of a sale. */
function transactions(
  database: SqliteDatabase,
  { promotionUses, usesHere, forgetSales }: AtHand,
  parts: Omit<TillAccessParts, 'onBooked'>,
): TillStore['transaction'] {
  let writerOf: TillWriter | null = null;
  let booked: { readonly fact: OperationFact; readonly sequence: number }[] = [];
  const onBooked: TillAccessParts['onBooked'] = (fact, sequence) => void booked.push({ fact, sequence });
  return (work) => {
    booked = [];
    try {
      const outcome = database.transaction((writer) => {
        writerOf ??= createTillWriter(writer, { ...parts, onBooked });
        return work(writerOf);
      });
      for (const { fact, sequence } of booked) {
        promotionUses.booked(fact, sequence);
        usesHere.booked(fact);
      }
      return outcome;
    } catch (error) {
      forgetSales();
      throw error;
    }
  };
}

function assemble(database: SqliteDatabase, carts: OpenReceipts, options: TillStoreOptions): TillStore {
  let memberCount: number | null = null;
  const atHand = keepAtHand(database);
  const { identity, config, members, head, taken } = atHand;
  const recount = (): void => {
    memberCount = null;
  };
  database.whenLate(() => {
    atHand.forgetSales();
    atHand.promotionUses.readOn();
    recount();
  });
  const parts = { identity: identity.get, carts, members, head, taken, onEnrolled: recount };
  forgetClosedCarts(database, carts);
  const { clock, bootId, verifyPack } = options;
  const packs = createPackStore(database, verifyPack);
  const sync = createSyncStore({
    ...{ database, clock, bootId, verifyPack },
    ...{ epoch: atHand.epoch, promotionUses: atHand.promotionUses },
    stagedPack: packs.newest,
    isEncrypted: options.key != null,
    sealPin: options.sealPin ?? ((hash) => hash),
    isHubSigned: options.isHubSigned ?? (() => false),
    chain: () => identity.get()?.chain ?? null,
    onReconciled: atHand.forgetJournal,
    onApplied: ({ stream, changes }, difference) => {
      atHand.forgetJournal();
      if (memberCount !== null) memberCount += difference;
      if (stream === 'config') config.forget();
      if (stream === 'packs') packs.forget();
      if (stream !== 'members') return;
      members.clear();
      for (const { key, body } of changes) if (body === null) carts.eraseMember(key);
    },
  });
  return {
    ...createTillReader(database, parts),
    transaction: transactions(database, atHand, parts),
    identity: {
      get: identity.get,
      set(next) {
        database.transaction((writer) => writeSetting(writer, 'identity', next));
        identity.forget();
      },
    },
    carts: { put: carts.put, forget: carts.forget },
    config: { get: config.get },
    packs: { ...packs, usesHere: atHand.usesHere.of },
    goods: goodsOf(database),
    printJobs: createPrintJobStore(database, clock),
    usedCodes: createUsedCodeStore(database),
    sync,
    quarantine: quarantineOf(database),
    erasures: erasuresOf(database),
    backlog: () => readBacklog(database),
    memberCount() {
      memberCount ??= countMembers(database);
      assert(memberCount >= 0, 'members are counted up and down alike');
      return memberCount;
    },
    storeRights: createStoreRightsStore(database, clock),
    isAlone: database.isAlone,
    tryDisk: () => database.transaction((writer) => writeSetting(writer, 'disk-tried', clock.wallMs())),
    ...upkeepOf(database, carts, sync),
  };
}

const upkeepOf = (
  database: SqliteDatabase,
  carts: OpenReceipts,
  sync: TillSyncStore,
): Pick<TillStore, 'rest' | 'backup' | 'close'> => ({
  rest() {
    database.rest();
    carts.rest();
  },
  backup: (targetPath) => database.backup(targetPath),
  close() {
    flushContact(sync);
    carts.close();
    database.close();
  },
});

/** What a full disk does not take now is only the hour of the last contact: the till closes all the same. */
function flushContact(sync: TillSyncStore): void {
  try {
    sync.flush();
  } catch (error) {
    if (!(error instanceof DatabaseFailure)) throw error;
  }
}

const goodsOf = (database: SqliteDatabase): TillStore['goods'] => ({
  search: (text, limit) => searchGoods(database, text, limit),
  byCode: (code) => goodsByCode(database, code),
});

const quarantineOf = (database: SqliteDatabase): TillStore['quarantine'] => ({
  count: () => countQuarantine(database),
  list: (limit) => listQuarantine(database, limit),
  lostPurchases: (limit) => lostPurchases(database, limit),
  foundAtHub: (operationId) => void database.transaction((writer) => dismissOperation(writer, operationId)),
});

const erasuresOf = (database: SqliteDatabase): TillStore['erasures'] => ({
  pending: () => pendingErasures(database),
  done(erased) {
    database.transaction((writer) => finishErasures(writer, erased));
    // A reader may have kept the log from being shortened when the member went.
    database.checkpoint();
  },
});

/** A setting asked at every quote and changed once in a while: kept as read until it is written. */
function keepSetting<T>(database: SqliteDatabase, name: SettingName) {
  let known: T | null = null;
  return {
    get(): T | null {
      known ??= readSetting<T>(database, name);
      return known;
    },
    forget(): void {
      known = null;
    },
  };
}

/** Carts that were closed while their file still had them: a kill may come between the two. */
function forgetClosedCarts(database: SqliteDatabase, carts: OpenReceipts): void {
  for (const { purchaseId } of carts.list()) {
    if (readReceipt(database, carts, purchaseId)?.state !== 'open') carts.forget(purchaseId);
  }
}

function refuseDamage(database: SqliteDatabase): void {
  const [damage] = findTillDamage(database);
  if (damage !== undefined) throw new DatabaseFailure('damaged', damage.en);
}

function refuseBrokenTail(database: SqliteDatabase): void {
  const identity = readSetting<TillIdentity>(database, 'identity');
  if (identity === null) return;
  const broken = findBrokenTail(database, identity.epoch, linksCheckedAtStart);
  if (broken === null) return;
  throw new DatabaseFailure('damaged', `${changedJournal(broken).en} Run the doctor.`);
}
