import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a small file so that after a power cut it is there whole or not at all, and there for good once this returns.
 * Readable by its own user only (0600).
 */
export function writeDurably(path: string, text: string): void {
  const half = `${path}.part`;
  rmSync(half, { force: true });
  writeFileSync(half, text, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(half, path);
  syncFolder(dirname(path));
}

/** Makes the names in a folder durable: a file's own sync does not reach its name. */
export function syncFolder(path: string): void {
  // Windows keeps names in a journal of its own and cannot open a folder.
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
