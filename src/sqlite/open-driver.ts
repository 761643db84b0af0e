import { createRequire } from 'node:module';
import Driver from 'better-sqlite3';
import type { FileKey } from './file-key.ts';

/** Loaded by the first key: its calls are those of the plain driver. */
const cipherDriver = (): typeof Driver =>
  createRequire(import.meta.url)('better-sqlite3-multiple-ciphers') as typeof Driver;

/**
 * The driver for a file: with a key the build that encrypts (SQLCipher 4's format, the key as it is, nothing derived
 * from a password), without one the plain build, whose code a till that does not encrypt never loads. Throws what the
 * driver throws.
 */
export function openDriver(path: string, options: Driver.Options, key: FileKey | null): Driver.Database {
  if (key === null) return new Driver(path, options);
  const driver = new (cipherDriver())(path, options);
  try {
    giveKey(driver, 'key', key);
    return driver;
  } catch (error) {
    driver.close();
    throw error;
  }
}

/**
 * Encrypts a plain file, or makes an encrypted one plain, where it lies. Not safe against a kill: for a copy that nobody
 * uses yet. Takes as much memory as the file is large.
 */
export function changeKey(path: string, from: FileKey | null, to: FileKey | null): void {
  const driver = new (cipherDriver())(path, { fileMustExist: true });
  try {
    if (from !== null) giveKey(driver, 'key', from);
    driver.pragma('temp_store = MEMORY');
    // The log does not allow it.
    driver.pragma('journal_mode = DELETE');
    if (to === null) driver.pragma("rekey = ''");
    else giveKey(driver, 'rekey', to);
    driver.pragma('journal_mode = WAL');
  } finally {
    driver.close();
  }
}

function giveKey(driver: Driver.Database, how: 'key' | 'rekey', key: FileKey): void {
  driver.pragma("cipher = 'sqlcipher'");
  driver.pragma(`${how} = "x'${key}'"`);
  // What does not fit in memory would be put plain into the system's temporary folder.
  driver.pragma('temp_store = MEMORY');
}
