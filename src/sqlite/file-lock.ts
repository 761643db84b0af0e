import Driver from 'better-sqlite3';
import { DatabaseFailure } from './database-failure.ts';

/**
 * Holds a file for this process alone, by SQLite's own locking: the operating system lets go of it the moment the
 * process dies, however it dies, so there is no stale lock and no process number that a reboot gives to somebody else.
 * Null: another process holds it. The returned function gives it back.
 */
export function lockFile(path: string): (() => void) | null {
  let driver: Driver.Database;
  try {
    driver = new Driver(path, { timeout: 0 });
  } catch (cause) {
    throw new DatabaseFailure('cannot-open', `The lock file ${path} cannot be opened.`, cause);
  }
  try {
    driver.pragma('journal_mode = MEMORY');
    driver.pragma('locking_mode = EXCLUSIVE');
    driver.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    driver.close();
    if (cause instanceof Driver.SqliteError && cause.code.startsWith('SQLITE_BUSY')) return null;
    throw new DatabaseFailure('cannot-open', `The file ${path} cannot be locked.`, cause);
  }
  return () => driver.close();
}
