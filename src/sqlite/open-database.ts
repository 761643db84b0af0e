import type Driver from 'better-sqlite3';
import { assert } from '../shared/assert.ts';
import { copyEncrypted } from './copy-encrypted.ts';
import type { SqliteDatabase, SqliteParameters, SqliteWriter } from './database.ts';
import { asDatabaseFailure, DatabaseFailure } from './database-failure.ts';
import { type FileKey, keyOfFile } from './file-key.ts';
import { openDriver } from './open-driver.ts';
import { createSettling, type Settling } from './settling.ts';

const busyTimeoutMs = 5_000;
/** The log is shortened to this after a checkpoint, so that one large import does not keep its space for ever. */
const walLimitBytes = 64 * 1024 * 1024;
/**
 * Pages (of 4 KiB) in the log before a commit moves them into the file. SQLite's own 1000 makes every fortieth sale wait
 * for it; this way it is one in three hundred, and none where the till rests now and then. Half of what the log may keep.
 */
const checkpointPages = 8_000;
const everyPage = 2 ** 31 - 1;
/** SQLite's numbers for synchronous=NORMAL and FULL. */
const synchronousLevels = { process: 1, 'power-cut': 2 } as const;

type OpenOptions = {
  /** `read-only` creates nothing and never writes; for reports and diagnosis beside a running agent. */
  readonly mode?: 'read-write' | 'read-only';
  /** Overwrites what is deleted with zeros: for files that hold personal data. */
  readonly secureDelete?: boolean;
  /**
   * What a returned transaction survives. `power-cut` (the default): everything. `process`: the death of the process,
   * while a power cut may take the newest transactions, never the file; only for data nobody was promised.
   */
  readonly survives?: 'power-cut' | 'process';
  /** Pages kept in memory, MB; the driver's own 16 where nothing is said. What is not kept the system still has at hand. */
  readonly cacheMb?: number;
  /** Told when a statement meets damaged pages, before the failure is thrown. */
  readonly onDamaged?: () => void;
  /** Of an encrypted file; a new file is encrypted with it. A file that is plain is opened as it is. */
  readonly key?: FileKey | null;
};

/**
 * Opens (and creates) a database file that survives a power cut: write-ahead log with synchronous=FULL, which the
 * driver's own build would quietly lower to NORMAL. Both are read back. Throws `DatabaseFailure`.
 */
export function openDatabase(path: string, options: OpenOptions = {}): SqliteDatabase {
  try {
    return { ...open(path, options, false), isAlone: false };
  } catch (error) {
    if (options.mode === 'read-only' || !hasNoRoomForIndex(error)) throw asDatabaseFailure(error);
  }
  try {
    return { ...open(path, options, true), isAlone: true };
  } catch (error) {
    throw asDatabaseFailure(error);
  }
}

/**
 * The log has an index, a file of 32 KiB that processes share. Where a full disk has no room for it, it is kept in memory,
 * and no other process can read the database: for as long as the connection lives, so a new one says so first of all.
 */
const hasNoRoomForIndex = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'SQLITE_IOERR_SHMSIZE';

function open(path: string, options: OpenOptions, isAlone: boolean): Omit<SqliteDatabase, 'isAlone'> {
  const readonly = options.mode === 'read-only';
  let driver: Driver.Database;
  let key: FileKey | null;
  try {
    key = keyOfFile(path, options.key ?? null);
    driver = openDriver(path, { readonly, fileMustExist: readonly, timeout: busyTimeoutMs }, key);
  } catch (error) {
    throw new DatabaseFailure('cannot-open', `The database ${path} cannot be opened.`, error);
  }
  try {
    if (isAlone) driver.pragma('locking_mode = EXCLUSIVE');
    configure(driver, { survives: 'power-cut', ...options });
    return adapt(driver, path, key, options.onDamaged ?? (() => {}));
  } catch (error) {
    driver.close();
    throw error;
  }
}

function configure(
  driver: Driver.Database,
  options: OpenOptions & Required<Pick<OpenOptions, 'survives'>>,
): void {
  const level = synchronousLevels[options.survives];
  if (options.mode !== 'read-only') driver.pragma('journal_mode = WAL');
  driver.pragma(`synchronous = ${level}`);
  // macOS only: fsync there does not reach the disk without it.
  driver.pragma('fullfsync = ON');
  driver.pragma('checkpoint_fullfsync = ON');
  driver.pragma('foreign_keys = ON');
  driver.pragma('trusted_schema = OFF');
  driver.pragma(`journal_size_limit = ${walLimitBytes}`);
  driver.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  if (options.cacheMb !== undefined) driver.pragma(`cache_size = -${options.cacheMb * 1024}`);
  if (options.secureDelete) driver.pragma('secure_delete = ON');
  assertDurable(driver, level);
}

function assertDurable(driver: Driver.Database, level: number): void {
  const journal = driver.pragma('journal_mode', { simple: true });
  const synchronous = driver.pragma('synchronous', { simple: true });
  if (journal === 'wal' && synchronous === level) return;
  throw new DatabaseFailure(
    'not-durable',
    `The database must run journal_mode=wal and synchronous=${level}, ` +
      `but runs journal_mode=${String(journal)} and synchronous=${String(synchronous)}.`,
  );
}

function adapt(
  driver: Driver.Database,
  path: string,
  key: FileKey | null,
  onDamaged: () => void,
): Omit<SqliteDatabase, 'isAlone'> {
  const failureOf = (error: unknown): unknown => {
    const failure = asDatabaseFailure(error);
    if (failure instanceof DatabaseFailure && failure.code === 'damaged') onDamaged();
    return failure;
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw failureOf(error);
    }
  };
  const within = createWithin(driver, failureOf);
  const direct = createDirect(driver, failureOf);
  const settling = createSettling({ direct, within, isOpen: () => driver.open, onDamaged });
  const writer = createWriter(direct, settling);
  const checkpoint = (how: 'TRUNCATE' | 'PASSIVE'): void => {
    settling.settleIfPossible();
    guarded(() => driver.pragma(`wal_checkpoint(${how})`));
  };
  if (!driver.readonly) settling.takeOver();
  return {
    path,
    get: writer.get,
    all: writer.all,
    iterate: writer.iterate,
    transaction(work) {
      assert(!driver.inTransaction, 'transactions do not nest');
      settling.begin();
      try {
        const done = within(() => {
          const result = work(writer);
          assert(!(result instanceof Promise), 'the work of a transaction is synchronous');
          settling.finish();
          return result;
        });
        settling.committed();
        return done;
      } catch (error) {
        settling.rolledBack();
        throw error;
      }
    },
    settle: settling.settle,
    whenLate: settling.whenLate,
    async backup(targetPath) {
      settling.settleIfPossible();
      try {
        await (key === null ? copyPlain(driver, targetPath) : copyEncrypted({ path, targetPath, key }));
      } catch (error) {
        throw failureOf(error);
      }
    },
    checkpoint: () => checkpoint('TRUNCATE'),
    rest: () => {
      checkpoint('PASSIVE');
      driver.pragma('shrink_memory');
    },
    attach: (attachedPath, name) => attachTo(driver, attachedPath, name, guarded),
    close: () => closeSettled(driver, settling),
  };
}

function attachTo(
  driver: Driver.Database,
  path: string,
  name: string,
  guarded: <T>(work: () => T) => T,
): () => void {
  assert(/^[a-z]+$/.test(name), 'the name of an attached file is a plain word');
  guarded(() => driver.prepare(`ATTACH ? AS ${name}`).run(path));
  return () => void driver.exec(`DETACH ${name}`);
}

function closeSettled(driver: Driver.Database, settling: Settling): void {
  try {
    if (driver.open) settling.settleIfPossible();
  } finally {
    driver.close();
  }
}

/** BEGIN IMMEDIATE, the work, COMMIT; nothing of it where anything throws. */
function createWithin(
  driver: Driver.Database,
  failureOf: (error: unknown) => unknown,
): <T>(work: () => T) => T {
  const [begin, commit] = [driver.prepare('BEGIN IMMEDIATE'), driver.prepare('COMMIT')];
  return (work) => {
    try {
      begin.run();
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      // A full disk may have ended the transaction already.
      if (driver.inTransaction) driver.exec('ROLLBACK');
      throw failureOf(error);
    }
  };
}

/**
 * A connection that writes copies a hundred pages at a time and brings later changes in by itself. One that only reads
 * would begin again with every commit of another process: it copies all pages as they are in one instant, which holds
 * nobody up, because the log takes what is written meanwhile.
 */
const copyPlain = (driver: Driver.Database, targetPath: string): Promise<unknown> =>
  driver.readonly ? driver.backup(targetPath, { progress: () => everyPage }) : driver.backup(targetPath);

/** The same database with what `later` left carried out before anything else is read or written. */
function createWriter(direct: SqliteWriter, settling: Settling): SqliteWriter {
  return {
    get(sql, parameters) {
      settling.beforeReading();
      return direct.get(sql, parameters);
    },
    all(sql, parameters) {
      settling.beforeReading();
      return direct.all(sql, parameters);
    },
    iterate(sql, parameters) {
      settling.beforeReading();
      return direct.iterate(sql, parameters);
    },
    run(sql, parameters) {
      settling.beforeWriting();
      return direct.run(sql, parameters);
    },
    script(sql) {
      settling.beforeWriting();
      direct.script(sql);
    },
    later(sql, parameters = []) {
      checked(parameters);
      settling.add({ sql, parameters });
    },
  };
}

function createDirect(driver: Driver.Database, failureOf: (error: unknown) => unknown): SqliteWriter {
  const statements = new Map<string, Driver.Statement<SqliteParameters[]>>();
  const prepare = (sql: string): Driver.Statement<SqliteParameters[]> => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = driver.prepare<SqliteParameters[]>(sql);
    statements.set(sql, statement);
    return statement;
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw failureOf(error);
    }
  };
  return {
    get<Row extends object>(sql: string, parameters: SqliteParameters = []): Row | undefined {
      return guarded(() => prepare(sql).get(checked(parameters)) as Row | undefined);
    },
    all<Row extends object>(sql: string, parameters: SqliteParameters = []): Row[] {
      return guarded(() => prepare(sql).all(checked(parameters)) as Row[]);
    },
    *iterate<Row extends object>(sql: string, parameters: SqliteParameters = []): IterableIterator<Row> {
      try {
        yield* prepare(sql).iterate(checked(parameters)) as IterableIterator<Row>;
      } catch (error) {
        throw failureOf(error);
      }
    },
    run(sql, parameters = []) {
      assert(driver.inTransaction, 'writing happens inside a transaction');
      return guarded(() => prepare(sql).run(checked(parameters)).changes);
    },
    script(sql) {
      assert(driver.inTransaction, 'writing happens inside a transaction');
      guarded(() => driver.exec(sql));
    },
    later(sql, parameters) {
      this.run(sql, parameters);
    },
  };
}

/** An integer that a double cannot hold exactly would be stored as another number: that is a bug of the caller. */
function checked(parameters: SqliteParameters): SqliteParameters {
  const values = Array.isArray(parameters) ? parameters : Object.values(parameters);
  for (const value of values) {
    if (typeof value !== 'number') continue;
    assert(Number.isFinite(value), 'a stored number is finite');
    assert(!Number.isInteger(value) || Number.isSafeInteger(value), 'a stored integer is a safe integer');
  }
  return parameters;
}
