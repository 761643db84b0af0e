import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../shared/result.ts';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

/**
 * One agent per data folder: two would both believe they own the journal. The returned function gives the folder
 * back; a lock that a killed process left is taken over.
 */
export function lockDataDir(dataDir: string): Result<() => void, string> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'agent.lock');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return ok(() => rmSync(path, { force: true }));
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
      const owner = Number(readFileSync(path, 'utf8'));
      if (Number.isInteger(owner) && owner !== process.pid && owner > 0 && isAlive(owner)) {
        return err(
          `Another till agent (process ${owner}) works on ${dataDir}. Stop it first, or give another folder.`,
        );
      }
      rmSync(path, { force: true });
    }
  }
  return err(`The folder ${dataDir} could not be locked. Try again.`);
}
