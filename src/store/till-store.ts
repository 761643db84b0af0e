import { statSync } from 'node:fs';
import type { Goods } from '../contracts/goods.ts';
import type { TillConfigRecord } from '../contracts/sync.ts';
import { assert } from '../shared/assert.ts';
import type { Clock } from '../shared/ports.ts';
import type { SqliteDatabase } from '../sqlite/database.ts';
import { DatabaseFailure } from '../sqlite/database-failure.ts';
import type { FileKey } from '../sqlite/file-key.ts';
import { migrate } from '../sqlite/migrate.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { readWalFrames } from '../sqlite/wal-frames.ts';
import { finishErasures, type PendingErasure, pendingErasures } from './erasures.ts';
import { findTillDamage } from './find-damage.ts';
import { goodsByCode, searchGoods } from './goods.ts';
import type { TillIdentity } from './identity.ts';
import { findBrokenTail } from './journal.ts';
import { countMembers } from './members.ts';
import { tillMigrations } from './migrations.ts';
import { type OpenReceipts, openOpenReceipts } from './open-receipts.ts';
import { readBacklog } from './outbox.ts';
import { createPackStore, type PackStore, type VerifyPack } from './packs.ts';
import { createPrintJobStore, type PrintJobStore } from './print-jobs.ts';
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
import { createTillReader, createTillWriter, type TillReader, type TillWriter } from './till-access.ts';

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
  readonly packs: PackStore;
  readonly goods: { search(text: string, limit: number): Goods[]; byCode(code: string): Goods | null };
  readonly printJobs: PrintJobStore;
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
  /** Writes a trifle durably; throws `DatabaseFailure` where the disk takes nothing. */
  tryDisk(): void;
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

function assemble(database: SqliteDatabase, carts: OpenReceipts, options: TillStoreOptions): TillStore {
  let writerOf: TillWriter | null = null;
  let members: number | null = null;
  const identity = keepSetting<TillIdentity>(database, 'identity');
  const config = keepSetting<TillConfigRecord>(database, 'config');
  const recount = (): void => {
    members = null;
  };
  const parts = { identity: identity.get, carts, onEnrolled: recount };
  forgetClosedCarts(database, carts);
  const epoch = (): number => identity.get()?.epoch ?? 1;
  const { clock, bootId, verifyPack } = options;
  return {
    ...createTillReader(database, parts),
    transaction: (work) =>
      database.transaction((writer) => {
        writerOf ??= createTillWriter(writer, parts);
        return work(writerOf);
      }),
    identity: {
      get: identity.get,
      set(next) {
        database.transaction((writer) => writeSetting(writer, 'identity', next));
        identity.forget();
      },
    },
    carts: { put: carts.put, forget: carts.forget },
    config: { get: config.get },
    packs: createPackStore(database, verifyPack),
    goods: {
      search: (text, limit) => searchGoods(database, text, limit),
      byCode: (code) => goodsByCode(database, code),
    },
    printJobs: createPrintJobStore(database, clock),
    sync: createSyncStore({
      database,
      clock,
      bootId,
      verifyPack,
      sealPin: options.sealPin ?? ((hash) => hash),
      isHubSigned: options.isHubSigned ?? (() => false),
      chain: () => identity.get()?.chain ?? null,
      epoch,
      onApplied: ({ stream, changes }, difference) => {
        if (members !== null) members += difference;
        if (stream === 'config') config.forget();
        if (stream !== 'members') return;
        for (const { key, body } of changes) if (body === null) carts.eraseMember(key);
      },
    }),
    quarantine: quarantineOf(database),
    erasures: erasuresOf(database),
    backlog: () => readBacklog(database),
    memberCount() {
      members ??= countMembers(database);
      assert(members >= 0, 'members are counted up and down alike');
      return members;
    },
    storeRights: createStoreRightsStore(database, clock),
    tryDisk: () => database.transaction((writer) => writeSetting(writer, 'disk-tried', clock.wallMs())),
    backup: (targetPath) => database.backup(targetPath),
    close() {
      carts.close();
      database.close();
    },
  };
}

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
  if (damage !== undefined) throw new DatabaseFailure('damaged', damage);
}

function refuseBrokenTail(database: SqliteDatabase): void {
  const identity = readSetting<TillIdentity>(database, 'identity');
  if (identity === null) return;
  const broken = findBrokenTail(database, identity.epoch, linksCheckedAtStart);
  if (broken === null) return;
  throw new DatabaseFailure(
    'damaged',
    `The journal was changed at operation ${broken.sequence} of epoch ${broken.epoch}. Run the doctor.`,
  );
}
