import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../shared/result.ts';
import { lockFile } from '../sqlite/file-lock.ts';

/**
 * One process a folder: two would both believe that they own the data. `what` names the process for people. The
 * returned function gives the folder back; so does the death of the process.
 */
export function lockDataDir(dataDir: string, what: string): Result<() => void, string> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const release = lockFile(join(dataDir, `${what}.lock`));
  return release === null
    ? err(`Another ${what} works on ${dataDir}. Stop it first, or give another folder.`)
    : ok(release);
}
